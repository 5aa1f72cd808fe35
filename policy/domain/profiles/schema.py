"""What a profile must say: every key, its kind, and what must agree with what."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import models

from policy.domain.profiles.facts import Profile
from policy.domain.profiles.reader import ProfileError, Reader, parse
from policy.models import STEPS, Association, Channel, PolicyVersion, Tool
from policy.states import DEFAULT_DAYS, MECHANISMS, Decider, DeclarationForm, ReferralKind, ToolKind, Way

FOLDER = Path(__file__).resolve().parents[2] / "profiles"
LABEL = 120  # letters of a term or name in a list of a version
ASSOCIATION = ("slug", "name", "licence", "supervisor_shown", "place", "phone", "website")
# facts of the section `policy` that stand in a field of the same name and may be left out
NUMBERS = ("board_meeting", "board_term", "board_year", "issue_number")
TEXTS = ("issue", "approval_status", "attendance", "supervisor_shown", "goal", "preamble", "tools_for")
OTHERS = (
    *("title", "weekday", "approved_on", "approved_on_hijri", "issued_on", "decided_by", "deciding_body"),
    *("referral_kind", "referral_to", "declaration_form", "review", "window"),
)
CAPABILITIES = ("takes_in", "sends_out", "carries_decision")
WORDING = ("declaration_text", "window_text", "receipt_intro_text", "outcome_intro_text", "closing_text")
SECTIONS = ("association", "policy", "objectives", "steps", "eligibility", "channels", "tools", "wording")


def available(folder: Path = FOLDER) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.yaml"))


def read(path: Path) -> Profile:
    """Return the checked facts of a profile. Raises ProfileError naming file, line and key. Touches no database."""
    if path.stem not in available(path.parent):
        known = ", ".join(available(path.parent)) or "none"
        raise ProfileError(path.name, "", f"there is no such profile; there are: {known}")
    root = parse(path)
    root.only(*SECTIONS)
    return Profile(
        association=_association(root.section("association")),
        version=_policy(root.section("policy"))
        | {"objectives": _objectives(root)}
        | _steps(root)
        | {"eligibility": _eligibility(root.section("eligibility"))}
        | _window(root.section("policy"), root.section("wording"))
        | _wording(root.section("wording"), root.section("policy")),
        channels=_channels(root),
        tools=_rows(root, "tools", _tool),
        lines=root.lines,
    )


def _association(section: Reader) -> dict[str, Any]:
    section.only(*ASSOCIATION)
    return {
        key: section.text(key, required=key in ("slug", "name"), field=_field(Association, key)) for key in ASSOCIATION
    }


def _policy(section: Reader) -> dict[str, Any]:
    section.only(*NUMBERS, *TEXTS, *OTHERS)
    facts: dict[str, Any] = {
        key: section.text(key, field=_field(PolicyVersion, key)) for key in ("title", "deciding_body", "referral_to")
    }
    facts |= {key: section.number(key, required=False) for key in NUMBERS}
    facts |= {key: section.text(key, required=False, field=_field(PolicyVersion, key)) for key in TEXTS}
    return facts | {
        "approved_on": section.date("approved_on"),
        "approved_on_hijri": section.hijri("approved_on_hijri", same_day_as="approved_on"),
        "weekday": section.weekday("weekday", of="approved_on"),
        "issued_on": section.date("issued_on", required=False),
        "decided_by": section.choice("decided_by", Decider.values, default=Decider.COMMITTEE),
        "referral_kind": section.choice("referral_kind", ReferralKind.values, default=ReferralKind.PERSON),
        "declaration_form": section.choice(
            "declaration_form", DeclarationForm.values, default=DeclarationForm.SEPARATE
        ),
        "review_text": section.text("review", required=False),
    }


def _objectives(root: Reader) -> list[dict[str, str]]:
    """Return each is a text, or a text with the key of the objective that it is a means to."""
    section = root.section("objectives")
    names = section.names()
    if not names:
        raise root.wrong("objectives", "must not be empty")
    ends = [name for name in names if not section.is_mapping(name) or section.section(name).names() == ["text"]]
    rows = []
    for key in names:
        if section.is_mapping(key):
            objective = section.section(key)
            objective.only("text", "means_to")
            # no means to itself, nor to what is a means: every one of them serves an end that the policy states
            others = [name for name in ends if name != key]
            means_to = (
                objective.choice("means_to", others, default="")
                if key in ends
                else objective.choice("means_to", others)
            )
            rows.append({"key": key, "text": objective.text("text"), "means_to": means_to})
        else:
            rows.append({"key": key, "text": section.text(key), "means_to": ""})
    return rows


def _steps(root: Reader) -> dict[str, Any]:
    steps = root.rows("steps", exactly=STEPS)
    for step in steps:
        step.only("term", "sentence")
    return {
        "steps": [step.text("term", longest=LABEL) for step in steps],
        "step_sentences": [step.text("sentence") for step in steps],
    }


def _eligibility(section: Reader) -> dict[str, Any]:
    section.only("steps", "mechanisms")
    mechanisms: list[dict[str, str]] = []
    for row in section.rows("mechanisms", required=False):
        row.only("key", "name", "sentence")
        key = row.choice("key", MECHANISMS)
        if key in [known["key"] for known in mechanisms]:
            raise row.wrong("key", f"{key} is given twice")
        mechanisms.append({"key": key, "name": row.text("name", longest=LABEL), "sentence": row.text("sentence")})
    return {"steps": section.texts("steps"), "mechanisms": mechanisms}


def _window(policy: Reader, wording: Reader) -> dict[str, Any]:
    wording.only(*WORDING)
    window = policy.section("window")
    window.only("stated", "stated_days", "days", "target_days")
    stated = window.flag("stated")
    days = window.number("days", required=stated)
    days = DEFAULT_DAYS if days is None else days
    stated_days = window.number("stated_days", required=stated)
    target = window.number("target_days")
    if not stated and stated_days is not None:
        raise window.wrong("stated_days", "must be empty where the policy states no window")
    if stated_days == 0:
        raise window.wrong("stated_days", "must be one at least")
    if days < (stated_days or 1):
        raise window.wrong("days", "must be one at least, and not fewer than the policy states")
    if target < days:
        raise window.wrong("target_days", "must not be fewer than the days of the window")
    if not wording.names_number("window_text", days):
        raise wording.wrong("window_text", f"must name the {days} days of the window")
    return {"window_stated": stated, "stated_days": stated_days, "decision_days": days, "target_days": target}


def _wording(section: Reader, policy: Reader) -> dict[str, Any]:
    facts = {key: section.text(key, required=key in ("declaration_text", "window_text")) for key in WORDING}
    body = policy.text("deciding_body")
    if body not in facts["window_text"]:
        raise section.wrong("window_text", f"must name who decides: {body}")
    return facts


def _channels(root: Reader) -> list[dict[str, Any]]:
    rows = _rows(root, "channels", _channel)
    if not any(facts["carries_decision"] for facts in rows):
        # without one no application could name how its outcome is announced
        raise root.wrong("channels", "one channel at least must carry a decision")
    return rows


def _channel(row: Reader) -> dict[str, Any]:
    row.only("key", "name", "as_printed", *CAPABILITIES, "ways")
    facts = _names(row, Channel)
    facts |= {key: row.flag(key) for key in CAPABILITIES}
    facts["ways"] = row.words("ways", Way.values)
    if facts["sends_out"] and not facts["ways"]:
        raise row.wrong("ways", "a channel that sends out needs one way at least")
    if facts["carries_decision"] and not facts["sends_out"]:
        raise row.wrong("carries_decision", "a channel that carries a decision must send out")
    return facts


def _tool(row: Reader) -> dict[str, Any]:
    row.only("key", "name", "as_printed", "kind")
    return _names(row, Tool) | {"kind": row.choice("kind", ToolKind.values, default=ToolKind.DOCUMENT)}


def _names(row: Reader, model: type[models.Model]) -> dict[str, Any]:
    return {
        key: row.text(key, required=key != "as_printed", field=_field(model, key))
        for key in ("key", "name", "as_printed")
    }


def _rows(root: Reader, section: str, read_one: Callable[[Reader], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of a list, in order; none shares its key or its name with another."""
    found: list[dict[str, Any]] = []
    for row in root.rows(section):
        facts = read_one(row)
        for name in ("key", "name"):
            before = [n for n, other in enumerate(found, start=1) if other[name] == facts[name]]
            if before:
                first = root.lines[f"{section}[{before[0]}].{name}"]
                raise row.wrong(name, f"{facts[name]} is given twice, first in line {first}")
        found.append(facts)
    return found


def _field(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return model._meta.get_field(name)  # type: ignore[return-value]
