"""Loading a policy from a YAML profile: its facts, checked, then written where they differ from what is there."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from accounts.models import Staff
from policy.domain import associations, versions
from policy.domain.reading import ProfileError, Reader
from policy.models import Association, Channel, PolicyVersion, ProfileLoad, Tool
from policy.states import (
    DEFAULT_DAYS,
    MECHANISMS,
    Decider,
    DeclarationForm,
    PolicyStatus,
    ReferralKind,
    ToolKind,
    Way,
)

FOLDER = Path(__file__).resolve().parent.parent / "profiles"
WORDING = ("declaration_text", "window_text", "receipt_intro_text", "outcome_intro_text", "closing_text")


# facts of the section `policy` that stand in a field of the same name and may be left out
NUMBERS = ("board_meeting", "board_term", "board_year", "issue_number")
TEXTS = (*("weekday", "issue", "approval_status", "attendance", "supervisor_shown", "goal", "preamble", "tools_for"),)
OTHERS = (
    *("title", "approved_on", "approved_on_hijri", "issued_on", "decided_by", "deciding_body", "referral_kind"),
    *("referral_to", "declaration_form", "review", "window"),
)


class Overwrites(ProfileError):
    """A load would write over what a person changed since the last one; `changes` lists it."""

    def __init__(self, file: str, changes: list[str]) -> None:
        super().__init__(file, "", "; ".join(f"would write over a change made here: {change}" for change in changes))
        self.changes = changes


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


def load(
    *, slug: str, by: Staff | None = None, folder: Path = FOLDER, force: bool = False, keep: bool = False
) -> Loaded:
    """Brings the portal in line with `<slug>.yaml`, in one transaction, and puts its policy in force.

    Runs any number of times: what is already so is left alone. A version in force never changes, so a profile that
    differs from it becomes the next version and supersedes it. Channels and tools that the profile no longer names are
    retired. What a person changed since the last load is written over with `force` and left with `keep`; without
    either nothing is written and Overwrites is raised. Raises ProfileError, naming file and key, for a profile that is
    missing, malformed or of another association than the one this portal serves.
    """
    profile, file = read(folder / f"{slug}.yaml"), f"{slug}.yaml"
    facts = _plain(profile)
    digest = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    with transaction.atomic():
        last = ProfileLoad.objects.filter(slug=slug).select_related("version").first()
        work = _Work(last, keep=keep)
        association = _load_association(profile.association, work, file=file)
        _load_list(Channel, "channels", profile.channels, work)
        _load_list(Tool, "tools", profile.tools, work)
        version = _load_version(association, profile.version, work, slug=slug, by=by)
        if work.theirs and not (force or keep):
            raise Overwrites(file, work.theirs)
        if work.changes or last is None or last.digest != digest:
            ProfileLoad.objects.create(slug=slug, digest=digest, facts=facts, version=version, by=by)
        transaction.on_commit(associations.forget)
    return Loaded(version, work.changes)


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
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        raise ProfileError(path.name, "", f"not readable as YAML: {' '.join(str(error).split())}", line) from error
    root = Reader(path.name, "", content)
    root.only("association", "policy", "objectives", "steps", "eligibility", "channels", "tools", "wording")
    return Profile(
        association=_read_association(root.section("association")),
        version=_read_version(root),
        channels=_unique([_read_channel(row) for row in root.rows("channels")], "key", root, "channels"),
        tools=_unique([_read_tool(row) for row in root.rows("tools")], "key", root, "tools"),
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
    policy.only(*NUMBERS, *TEXTS, *OTHERS)
    wording.only(*WORDING)
    steps = root.rows("steps", exactly=7)
    facts: dict[str, Any] = {
        "title": policy.text("title"),
        "approved_on": policy.date("approved_on"),
        "approved_on_hijri": policy.hijri("approved_on_hijri", same_day_as="approved_on"),
        "deciding_body": policy.text("deciding_body"),
        "referral_to": policy.text("referral_to"),
        "objectives": _read_objectives(root.section("objectives")),
        "steps": [step.text("term") for step in steps],
        "step_sentences": [step.text("sentence") for step in steps],
        "eligibility": _read_eligibility(root),
    }
    facts |= {
        "issued_on": policy.date("issued_on", required=False),
        "decided_by": policy.choice("decided_by", Decider.values, default=Decider.COMMITTEE),
        "referral_kind": policy.choice("referral_kind", ReferralKind.values, default=ReferralKind.PERSON),
        "declaration_form": policy.choice("declaration_form", DeclarationForm.values, default=DeclarationForm.SEPARATE),
        "review_text": policy.text("review", required=False),
    }
    facts |= {key: policy.number(key, required=False) for key in NUMBERS}
    facts |= {key: policy.text(key, required=False) for key in TEXTS}
    facts |= {key: wording.text(key, required=key in ("declaration_text", "window_text")) for key in WORDING}
    if facts["deciding_body"] not in facts["window_text"]:
        raise wording.wrong("window_text", f"must name who decides: {facts['deciding_body']}")
    return facts | _read_window(window, wording)


def _read_objectives(section: Reader) -> list[dict[str, str]]:
    """Each is a text, or a text with the key of the objective that it is a means to."""
    rows, names = [], section.names()
    for key in names:
        if section.is_mapping(key):
            one = section.section(key)
            one.only("text", "means_to")
            others = [name for name in names if name != key]
            rows.append({"key": key, "text": one.text("text"), "means_to": one.choice("means_to", others)})
        else:
            rows.append({"key": key, "text": section.text(key), "means_to": ""})
    return rows


def _read_window(window: Reader, wording: Reader) -> dict[str, Any]:
    window.only("stated", "stated_days", "days", "target_days")
    stated = window.flag("stated")
    days = window.number("days", required=stated)
    days = DEFAULT_DAYS if days is None else days
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
        {"key": row.choice("key", MECHANISMS), "name": row.text("name"), "sentence": row.text("sentence")}
        for row in section.rows("mechanisms", required=False)
    ]
    return {"steps": section.lines("steps"), "mechanisms": mechanisms}


def _read_channel(row: Reader) -> dict[str, Any]:
    row.only("key", "name", "as_printed", "takes_in", "sends_out", "carries_decision", "ways")
    facts: dict[str, Any] = {"key": row.text("key"), "name": row.text("name")}
    facts["as_printed"] = row.text("as_printed", required=False)
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
    row.only("key", "name", "as_printed", "kind")
    return {
        "key": row.text("key"),
        "name": row.text("name"),
        "as_printed": row.text("as_printed", required=False),
        "kind": row.choice("kind", ToolKind.values, default=ToolKind.DOCUMENT),
    }


def _unique(rows: list[dict[str, Any]], key: str, root: Reader, section: str) -> list[dict[str, Any]]:
    values = [row[key] for row in rows]
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise root.wrong(section, f"{key} given twice: {', '.join(twice)}")
    return [row | {"position": n, "active": True} for n, row in enumerate(rows, start=1)]


def _plain(profile: Profile) -> dict[str, Any]:
    """The facts as they are kept: by section, row and field; dates as texts."""
    facts = {
        "association": profile.association,
        "channels": {row["key"]: row for row in profile.channels},
        "tools": {row["key"]: row for row in profile.tools},
        "version": profile.version,
    }
    return _kept(facts)  # type: ignore[no-any-return]


def _kept(value: Any) -> Any:
    """A value as JSON gives it back."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


class _Work:
    """One load: what was loaded before, what it changes, and what it found changed by a person (`theirs`)."""

    def __init__(self, last: ProfileLoad | None, *, keep: bool) -> None:
        self.last = last
        self.base: dict[str, Any] = last.facts if last else {}
        self.keep = keep
        self.changes: list[str] = []
        self.theirs: list[str] = []

    def rows(self, section: str) -> dict[str, Any]:
        """What was loaded of a list before, by key."""
        return self.base.get(section, {})  # type: ignore[no-any-return]

    def apply(self, row: models.Model, label: str, facts: Mapping[str, Any], base: Mapping[str, Any]) -> list[str]:
        """Writes the facts that differ and returns their names. What a person changed stays with `keep`."""
        differing = _differing(row, facts)
        theirs = [name for name in differing if name in base and _kept(getattr(row, name)) != base[name]]
        self.theirs += [f"{label}: {name}: is {getattr(row, name)}, the profile says {facts[name]}" for name in theirs]
        written = [name for name in differing if not (self.keep and name in theirs)]
        for name in written:
            setattr(row, name, facts[name])
        if written:
            row.save(update_fields=written)
        return written


def _load_association(facts: dict[str, Any], work: _Work, *, file: str) -> Association:
    association = Association.objects.select_for_update().first()
    if association is None:
        work.changes.append(f"association: {facts['slug']} created")
        return Association.objects.create(**facts)
    if association.slug != facts["slug"]:
        raise ProfileError(file, "association.slug", f"this portal serves {association.slug}, not {facts['slug']}")
    written = work.apply(association, "association", facts, work.base.get("association", {}))
    work.changes += [f"association: {name} changed" for name in written]
    return association


def _load_list(model: type[Channel] | type[Tool], section: str, rows: list[dict[str, Any]], work: _Work) -> None:
    label, base = str(model._meta.model_name), work.rows(section)
    there: dict[str, Channel | Tool] = {row.key: row for row in model._default_manager.select_for_update()}
    for facts in rows:
        key = facts["key"]
        present = there.pop(key, None)
        if present is None:
            model._default_manager.create(**facts)
            work.changes.append(f"{label}: {key} created")
        elif written := work.apply(present, f"{label}: {key}", facts, base.get(key, {})):
            work.changes.append(f"{label}: {key}: {', '.join(written)} changed")
    for key, row in there.items():
        # a row that no profile brought is an administrator's own
        if (key in base or not work.base) and work.apply(row, f"{label}: {key}", {"active": False}, {}):
            work.changes.append(f"{label}: {key} retired")


def _load_version(
    association: Association, facts: dict[str, Any], work: _Work, *, slug: str, by: Staff | None
) -> PolicyVersion:
    current = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_for_update().first()
    if current is not None and not _differing(current, facts):
        return current
    if current is not None and work.last is not None and work.last.version_id != current.pk:
        work.theirs.append(f"policy: version {current.number} was put in force here")
        if work.keep:
            return current
    draft = versions.draft(association=association, facts=facts | {"loaded_from": slug}, by=by)
    version = versions.put_in_force(version_id=versions.approve(version_id=draft.pk, by=by).pk, by=by)
    if current is not None:
        work.changes.append(f"policy: version {current.number} superseded")
    work.changes.append(f"policy: version {version.number} in force")
    return version


def _differing(row: models.Model, facts: Mapping[str, Any]) -> list[str]:
    return [name for name, value in facts.items() if getattr(row, name) != value]


__all__ = ["FOLDER", "Loaded", "Overwrites", "Profile", "ProfileError", "available", "load", "read"]
