"""Loading a policy from a YAML profile: its facts, checked, then written where they differ from what is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.db import models, transaction

from accounts.models import Staff
from policy.domain import versions
from policy.domain.reading import ProfileError, Reader
from policy.models import Association, Channel, PolicyVersion, Tool
from policy.states import PolicyStatus, Way

FOLDER = Path(__file__).resolve().parent.parent / "profiles"
WORDING = ("declaration_text", "window_text", "receipt_intro_text", "outcome_intro_text", "closing_text")


@dataclass
class Loaded:
    """What a load did: the version now in force, and one English line for each thing that changed (none: no change)."""

    version: PolicyVersion
    changes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Profile:
    """The checked facts of one profile, as plain values by model field."""

    association: dict[str, Any]
    version: dict[str, Any]
    channels: list[dict[str, Any]]
    tools: list[dict[str, Any]]


def load(*, slug: str, by: Staff | None = None, folder: Path = FOLDER) -> Loaded:
    """Brings the portal in line with `<slug>.yaml`, in one transaction, and puts its policy in force.

    Runs any number of times: what is already so is left alone. A version in force never changes, so a profile that
    differs from it becomes the next version and supersedes it. Channels and tools that the profile no longer names are
    retired. Raises ProfileError, naming file and key, for a profile that is missing, malformed or of another
    association than the one this portal serves.
    """
    profile = read(folder / f"{slug}.yaml")
    with transaction.atomic():
        changes: list[str] = []
        association = _load_association(profile.association, changes, file=f"{slug}.yaml")
        _load_list(Channel, "key", profile.channels, changes)
        _load_list(Tool, "name", profile.tools, changes)
        version = _load_version(association, profile.version, changes, by=by)
    return Loaded(version, changes)


def available(folder: Path = FOLDER) -> list[str]:
    """Slugs of the profiles that can be loaded."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def read(path: Path) -> Profile:
    """The checked facts of a profile. Raises ProfileError naming file and key."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        known = ", ".join(available(path.parent)) or "none"
        raise ProfileError(path.name, "", f"there is no such profile; there are: {known}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ProfileError(path.name, "", f"not readable as YAML: {' '.join(str(error).split())}") from error
    root = Reader(path.name, "", content)
    root.only("association", "policy", "objectives", "steps", "eligibility", "channels", "tools", "wording")
    return Profile(
        association=_read_association(root.section("association")),
        version=_read_version(root),
        channels=_unique([_read_channel(row) for row in root.rows("channels")], "key", root, "channels"),
        tools=_unique([_read_tool(row) for row in root.rows("tools")], "name", root, "tools"),
    )


def _read_association(section: Reader) -> dict[str, Any]:
    section.only("slug", "name", "licence", "supervisor_shown", "place", "phone", "website")
    optional = ("licence", "supervisor_shown", "place", "phone", "website")
    return {
        "slug": section.text("slug"),
        "name": section.text("name"),
        **{key: section.text(key, required=False) for key in optional},
    }


def _read_version(root: Reader) -> dict[str, Any]:
    policy, window, wording = root.section("policy"), root.section("policy").section("window"), root.section("wording")
    policy.only(
        *("title", "board_meeting", "board_term", "board_year", "weekday", "approved_on", "approved_on_hijri", "issue"),
        *("supervisor_shown", "preamble", "deciding_body", "referral_to", "window"),
    )
    wording.only(*WORDING)
    steps = root.rows("steps", exactly=7)
    facts: dict[str, Any] = {
        "title": policy.text("title"),
        "approved_on": policy.date("approved_on"),
        "approved_on_hijri": policy.hijri("approved_on_hijri", same_day_as="approved_on"),
        "deciding_body": policy.text("deciding_body"),
        "referral_to": policy.text("referral_to"),
        "objectives": [{"key": key, "text": text} for key, text in root.section("objectives").texts().items()],
        "steps": [step.text("term") for step in steps],
        "step_sentences": [step.text("sentence") for step in steps],
        "eligibility": _read_eligibility(root),
    }
    facts |= {key: policy.number(key, required=False) for key in ("board_meeting", "board_term", "board_year")}
    facts |= {key: policy.text(key, required=False) for key in ("weekday", "issue", "supervisor_shown", "preamble")}
    facts |= {key: wording.text(key, required=key in ("declaration_text", "window_text")) for key in WORDING}
    return facts | _read_window(window, wording)


def _read_window(window: Reader, wording: Reader) -> dict[str, Any]:
    window.only("stated", "stated_days", "days", "target_days")
    stated, days = window.flag("stated"), window.number("days")
    stated_days = window.number("stated_days", required=stated)
    target = window.number("target_days")
    if not stated and stated_days is not None:
        raise window.wrong("stated_days", "must be empty where the policy states no window")
    if days < 1 or (stated and days < stated_days):
        raise window.wrong("days", "must be one at least, and not fewer than the policy states")
    if target < days:
        raise window.wrong("target_days", "must not be fewer than the days of the window")
    if str(days) not in wording.text("window_text"):
        raise wording.wrong("window_text", f"must name the {days} days of the window")
    return {"window_stated": stated, "stated_days": stated_days, "decision_days": days, "target_days": target}


def _read_eligibility(root: Reader) -> dict[str, Any]:
    section = root.section("eligibility")
    section.only("steps", "mechanisms")
    mechanisms = [
        {key: row.text(key) for key in ("key", "name", "sentence")}
        for row in section.rows("mechanisms", required=False)
    ]
    return {"steps": section.lines("steps"), "mechanisms": mechanisms}


def _read_channel(row: Reader) -> dict[str, Any]:
    row.only("key", "name", "takes_in", "sends_out", "carries_decision", "ways")
    facts: dict[str, Any] = {"key": row.text("key"), "name": row.text("name")}
    facts |= {key: row.flag(key) for key in ("takes_in", "sends_out", "carries_decision")}
    facts["ways"] = row.lines("ways")
    unknown = sorted(set(facts["ways"]) - set(Way.values))
    if unknown:
        raise row.wrong("ways", f"not known: {', '.join(unknown)}; known: {', '.join(Way.values)}")
    if facts["sends_out"] and not facts["ways"]:
        raise row.wrong("ways", "a channel that sends out needs one way at least")
    if facts["carries_decision"] and not facts["sends_out"]:
        raise row.wrong("carries_decision", "a channel that carries a decision must send out")
    return facts


def _read_tool(row: Reader) -> dict[str, Any]:
    row.only("name", "as_printed")
    return {"name": row.text("name"), "as_printed": row.text("as_printed", required=False)}


def _unique(rows: list[dict[str, Any]], key: str, root: Reader, section: str) -> list[dict[str, Any]]:
    values = [row[key] for row in rows]
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise root.wrong(section, f"{key} given twice: {', '.join(twice)}")
    return [row | {"position": n} for n, row in enumerate(rows, start=1)]


def _load_association(facts: dict[str, Any], changes: list[str], *, file: str) -> Association:
    association = Association.objects.select_for_update().first()
    if association is None:
        changes.append(f"association: {facts['slug']} created")
        return Association.objects.create(**facts)
    if association.slug != facts["slug"]:
        raise ProfileError(file, "association.slug", f"this portal serves {association.slug}, not {facts['slug']}")
    differing = _apply(association, facts)
    changes += [f"association: {name} changed" for name in differing]
    return association


def _load_list(model: type[Channel] | type[Tool], key: str, rows: list[dict[str, Any]], changes: list[str]) -> None:
    label = str(model._meta.model_name)
    there: dict[str, Channel | Tool] = {getattr(row, key): row for row in model._default_manager.select_for_update()}
    for facts in rows:
        present = there.pop(facts[key], None)
        if present is None:
            model._default_manager.create(**facts)
            changes.append(f"{label}: {facts[key]} created")
        elif differing := _apply(present, facts | {"active": True}):
            changes.append(f"{label}: {facts[key]}: {', '.join(differing)} changed")
    for name, row in there.items():
        if _apply(row, {"active": False}):
            changes.append(f"{label}: {name} retired")


def _load_version(
    association: Association, facts: dict[str, Any], changes: list[str], *, by: Staff | None
) -> PolicyVersion:
    current = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_for_update().first()
    if current is not None and not _differing(current, facts):
        return current
    draft = versions.draft(association=association, facts=facts, by=by)
    version = versions.put_in_force(version_id=versions.approve(version_id=draft.pk, by=by).pk, by=by)
    if current is not None:
        changes.append(f"policy: version {current.number} superseded")
    changes.append(f"policy: version {version.number} in force")
    return version


def _differing(row: models.Model, facts: Mapping[str, Any]) -> list[str]:
    return [name for name, value in facts.items() if getattr(row, name) != value]


def _apply(row: models.Model, facts: Mapping[str, Any]) -> list[str]:
    """Writes the facts that differ, and returns their names."""
    differing = _differing(row, facts)
    for name in differing:
        setattr(row, name, facts[name])
    if differing:
        row.save(update_fields=differing)
    return differing


__all__ = ["FOLDER", "Loaded", "Profile", "ProfileError", "available", "load", "read"]
