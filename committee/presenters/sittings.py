"""The list of sittings, and one sitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from committee import rules
from committee.models import Attendance, Member, Sitting
from committee.presenters.agendas import AgendaLine, Quorum, agenda, quorum_of_sitting
from committee.queries.sittings import voting_members
from ui.dates import day
from ui.list_rows import Row, Tag
from ui.markup import join_dots

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class SittingShown:
    """One sitting as its page shows it."""

    lines: list[AgendaLine]
    quorum: Quorum
    present: list[Attendance]
    members: list[Member]
    holds: bool
    open: bool

    @property
    def pending(self) -> list[AgendaLine]:
        """What would be postponed if the sitting ended now."""
        return [line for line in self.lines if line.pending]

    @property
    def first(self) -> AgendaLine | None:
        """The item to take up now: for a voter the first that waits for their vote, else the first that is pending."""
        mine = next((line for line in self.lines if line.waits_for_me), None)
        return mine or next((line for line in self.lines if line.pending and line.opens), None)


def shown(*, sitting: Sitting, user: "Staff") -> SittingShown:
    """Return the sitting as `user` may see it."""
    members = voting_members(sitting)
    present = list(sitting.attendance.select_related("member__staff").order_by("pk"))
    return SittingShown(
        lines=agenda(sitting, user),
        quorum=quorum_of_sitting(members, {row.member_id for row in present}, sitting.quorum),
        present=present,
        members=members,
        holds=rules.may_hold(user, sitting),
        open=sitting.is_open,
    )


def rows(sittings: Iterable[Sitting]) -> list[Row]:
    """Return the rows of the list of sittings, which were read with their counts, as ui/queue.html takes them."""
    return [_sitting_row(sitting) for sitting in sittings]


def _sitting_row(sitting: Sitting) -> Row:
    tag = Tag(pgettext_lazy("sitting", "Called"), "calendar")
    if sitting.is_open:
        tag = Tag(_("Open now"), "gavel", "green")
    elif sitting.ended_at:
        tag = Tag(pgettext_lazy("sitting", "Ended"), "check")
    cases = sitting.cases  # type: ignore[attr-defined]
    when = ngettext("%(count)s case", "%(count)s cases", cases) % {"count": cases} if cases else _("No cases yet")
    title = _("Sitting %(number)s") % {"number": sitting.number}
    return Row(
        who=title,
        about=join_dots(day(sitting.held_at, week=True, time=True), sitting.place or sitting.get_kind_display()),
        tag=tag,
        when=when,
        now=sitting.is_open,
        url=reverse("committee:sitting", args=[sitting.pk]),
        action=pgettext("sitting", "Show"),
        action_label=_("Show sitting %(number)s") % {"number": sitting.number},
    )
