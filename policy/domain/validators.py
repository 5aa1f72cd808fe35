"""Validators for a version's JSON and date fields in admin forms; profiles are checked by profiles/schema.py."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from policy.domain.profiles.reader import same_weekday
from policy.domain.profiles.schema import MECHANISMS
from ui import calendars


def are_objectives(rows: Any) -> bool:
    """Return whether each has a key of its own and a text, and serves none, or one that serves none."""
    if not isinstance(rows, list) or not all(map(_is_objective, rows)):
        return False
    served = {row["key"]: row.get("means_to") or "" for row in rows}
    ends = {key for key, end in served.items() if not end}
    return len(served) == len(rows) and all(not end or end in ends for end in served.values())


def is_eligibility(stated: Any) -> bool:
    """Return whether it has steps, each a text, and known mechanisms, each once with its name and sentence."""
    if not isinstance(stated, dict) or not set(stated) <= {"steps", "mechanisms"}:
        return False
    steps, mechanisms = stated.get("steps", []), stated.get("mechanisms", [])
    if not isinstance(steps, list) or not isinstance(mechanisms, list):
        return False
    if not all(map(is_text, steps)) or not all(_has_texts(row, "key", "name", "sentence") for row in mechanisms):
        return False
    keys = [row["key"] for row in mechanisms]
    return set(keys) <= set(MECHANISMS) and len(set(keys)) == len(keys)


def contradicting(*, approved_on: dt.date | None, hijri: str, weekday: str) -> str:
    """Return the field that names another day, approved_on_hijri or weekday; empty where none does."""
    if approved_on is None:
        return ""
    there = calendars.to_hijri(approved_on)
    if hijri and (there is None or hijri != f"{there.year}-{there.month:02d}-{there.day:02d}"):
        return "approved_on_hijri"
    return "weekday" if weekday and not same_weekday(weekday, approved_on) else ""


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_objective(row: Any) -> bool:
    return (
        _has_texts(row, "key", "text")
        and set(row) <= {"key", "text", "means_to"}
        and isinstance(row.get("means_to") or "", str)
    )


def _has_texts(row: Any, *names: str) -> bool:
    return isinstance(row, Mapping) and all(is_text(row.get(name)) for name in names)
