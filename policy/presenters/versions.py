"""Versions of the policy: a line of their list, what one says, and what comes next for it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import clock
from policy.models import PolicyVersion
from policy.queries.versions import compared_first
from policy.states import PolicyStatus, Way
from ui import calendars
from ui.list_rows import Tag

Facts = Mapping[str, Any]

TAGS = {
    PolicyStatus.DRAFT: ("pen", ""),
    PolicyStatus.APPROVED: ("clock", "blue"),
    PolicyStatus.IN_FORCE: ("check", "green"),
    PolicyStatus.SUPERSEDED: ("history", ""),
}
FORCING = (
    gettext_lazy("It is carried out from this moment: what is handed in from now on is measured by it."),
    gettext_lazy("The version in force until now is superseded. What was handed in under it keeps it for good."),
    gettext_lazy("It takes a copy of the channels and tools as they are now, and nothing in it changes any more."),
    gettext_lazy("Every member of staff is asked to read it."),
)


@dataclass(frozen=True)
class Line:
    """A version in the list, and the number of the one before it."""

    version: PolicyVersion
    tag: Tag
    signed: bool
    before: int | None

    @property
    def unsigned(self) -> bool:
        return not self.signed and self.version.status != PolicyStatus.DRAFT


@dataclass(frozen=True)
class Detail:
    """One version: its status, its signed document, what it is compared with, and what comes next."""

    tag: Tag
    signed: bool
    unsigned: bool
    other: int | None
    next: str
    waits_for: dt.date | None
    lines: Sequence[Any] = FORCING


def tag(version: PolicyVersion) -> Tag:
    icon, tone = TAGS[PolicyStatus(version.status)]
    if version.status == PolicyStatus.APPROVED and version.takes_effect_on:
        text = _("Approved; takes effect on %(day)s") % {"day": calendars.both(version.takes_effect_on)}
        return Tag(text, icon, tone)
    return Tag(version.get_status_display(), icon, tone)


def lines(versions: Sequence[PolicyVersion]) -> list[Line]:
    """Return lines of the list, in the order of `versions`: the newest first, annotated with `has_signed`."""
    before = [*[version.number for version in versions[1:]], None]
    return [
        Line(version, tag(version), bool(getattr(version, "has_signed", False)), number)
        for version, number in zip(versions, before, strict=False)
    ]


def detail(version: PolicyVersion, *, may_edit: bool) -> Detail:
    """Return one version; `next` is empty, "approve", "wait", "force" or "sign"."""
    signed = version.signed.exists()
    unsigned = not signed and version.status != PolicyStatus.DRAFT
    waits = version.status == PolicyStatus.APPROVED and (version.takes_effect_on or dt.date.min) > clock.today()
    return Detail(
        tag=tag(version),
        signed=signed,
        unsigned=unsigned,
        other=compared_first(version),
        next=_next(version, unsigned=unsigned, waits=waits) if may_edit else "",
        waits_for=version.takes_effect_on if waits else None,
    )


def text(version: PolicyVersion, *, channels: Iterable[Facts], tools: Iterable[Facts]) -> dict[str, Any]:
    """Return steps as (term, sentence), objectives as (objective, those that serve it), channels and tools in order."""
    return {
        "steps": list(zip(version.steps, version.step_sentences, strict=False)),
        "objectives": objectives(version.objectives),
        "channels": [{**row, "way_labels": way_labels(row["ways"])} for row in channels],
        "tools": list(tools),
    }


def objectives(rows: Iterable[Facts]) -> list[tuple[Facts, list[Facts]]]:
    """Return each objective that stands for itself with those that are means to it, in the policy's order."""
    stated = list(rows)
    keys = {row.get("key") for row in stated}
    tops = [row for row in stated if row.get("means_to") not in keys]
    return [(top, [row for row in stated if row.get("means_to") == top.get("key")]) for top in tops]


def way_labels(ways: Iterable[str]) -> list[str]:
    """Return the ways in words; one that is not known any more as it is."""
    return [str(Way(way).label) if way in Way.values else way for way in ways]


def _next(version: PolicyVersion, *, unsigned: bool, waits: bool) -> str:
    if version.status == PolicyStatus.DRAFT:
        return "approve"
    if version.status == PolicyStatus.APPROVED:
        return "wait" if waits else "force"
    return "sign" if unsigned else ""
