"""The page of conformance: counts, filters, and rows with their tags and links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from conformance.domain.runs import counts
from conformance.models import Run
from conformance.states import Kind, Status

LOOKS = {Status.MET: ("check", "green"), Status.PARTLY: ("clock", "amber"), Status.MISSING: ("alert", "red")}


@dataclass(frozen=True)
class Carrier:
    """What carries a clause out: a page of the portal (`url` where it opens without a case), or a part of its code."""

    name: SafeString
    url: str = ""


def page(run: Run, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page shows of a run: of every clause, or of the kind and status that are asked for."""
    kind, status = asked.get("kind", ""), asked.get("status", "")
    kind, status = kind if kind in Kind.values else "", status if status in Status.values else ""
    shown = [row for row in run.rows if kind in ("", row["kind"]) and status in ("", row["status"])]
    totals = counts(run.rows)
    kinds = {row["kind"] for row in run.rows}
    return {
        "run": run,
        "rows": [_row(row) for row in shown],
        "totals": [(status.label, totals[status], *LOOKS[status]) for status in Status],
        "kinds": [choice for choice in Kind.choices if choice[0] in kinds],
        "statuses": Status.choices,
        "kind": kind,
        "status": status,
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    status = Status(row["status"])
    icon, tone = LOOKS[status]
    evidence = row["evidence"]
    return {
        "kind": Kind(row["kind"]).label,
        "name": row["clause"].partition(":")[2],
        "text": row["text"],
        "tag": {"text": status.label, "icon": icon, "tone": tone},
        "carriers": list(_carriers(row["carried_by"])),
        "evidence": evidence.get(get_language() or "ar") or evidence["ar"],
    }


def _carriers(names: str) -> Iterable[Carrier]:
    for name in filter(None, names.split(", ")):
        yield Carrier(_breakable(name), _address(name) if ":" in name else "")


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        # a page of a case or of a person: there is no one address to lead to
        return ""


def _breakable(name: str) -> SafeString:
    """Return a long name that a narrow screen may break after its dots and lines."""
    parts = name.replace(".", ".\n").replace("_", "_\n").replace(":", ":\n").split("\n")
    return format_html_join(mark_safe("<wbr>"), "{}", ((part,) for part in parts))
