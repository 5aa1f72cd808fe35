"""Versions of the policy: a line of their list, and what comes next for one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ledger import clock
from policy.models import PolicyVersion
from policy.states import PolicyStatus
from ui import calendars
from ui.list_rows import Tag

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
        """Whether its signed document is still to be uploaded."""
        return not self.signed and self.version.status != PolicyStatus.DRAFT


@dataclass(frozen=True)
class Shown:
    """One version: how it stands, its signed document, what it is compared with, and what comes next."""

    tag: Tag
    signed: bool
    unsigned: bool
    other: int | None
    next: str
    waits_for: dt.date | None
    lines: Sequence[Any] = FORCING


def tag(version: PolicyVersion) -> Tag:
    """How it stands, as a tag."""
    icon, tone = TAGS[PolicyStatus(version.status)]
    if version.status == PolicyStatus.APPROVED and version.takes_effect_on:
        text = _("Approved; takes effect on %(day)s") % {"day": calendars.both(version.takes_effect_on)}
        return Tag(text, icon, tone)
    return Tag(version.get_status_display(), icon, tone)


def lines(found: Sequence[PolicyVersion]) -> list[Line]:
    """Lines of the list; `found` is in its order, the newest first, and annotated with `has_signed`."""
    before = [*[one.number for one in found[1:]], None]
    return [
        Line(one, tag(one), bool(getattr(one, "has_signed", False)), number)
        for one, number in zip(found, before, strict=False)
    ]


def shown(version: PolicyVersion, *, may_edit: bool) -> Shown:
    """One version; `next` is empty, "approve", "wait", "force" or "sign"."""
    signed = version.signed.exists()
    unsigned = not signed and version.status != PolicyStatus.DRAFT
    waits = version.status == PolicyStatus.APPROVED and (version.takes_effect_on or dt.date.min) > clock.today()
    return Shown(
        tag=tag(version),
        signed=signed,
        unsigned=unsigned,
        other=_other(version),
        next=_next(version, unsigned=unsigned, waits=waits) if may_edit else "",
        waits_for=version.takes_effect_on if waits else None,
    )


def _next(version: PolicyVersion, *, unsigned: bool, waits: bool) -> str:
    if version.status == PolicyStatus.DRAFT:
        return "approve"
    if version.status == PolicyStatus.APPROVED:
        return "wait" if waits else "force"
    return "sign" if unsigned else ""


def _other(version: PolicyVersion) -> int | None:
    """What it is compared with first: the one in force for what came after it, else the one before."""
    rows = PolicyVersion.objects.exclude(pk=version.pk)
    if not version.fixed and (current := rows.filter(status=PolicyStatus.IN_FORCE).first()):
        return current.number
    before = rows.filter(number__lt=version.number).first()
    return before.number if before else None
