"""What the committee's pages show, read in a fixed number of queries however long the agenda is."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from committee import rules
from committee.domain import votes
from committee.models import AgendaItem, Attendance, Ballot, Decision, Member, Motion, Sitting, VoteClosing
from committee.states import VOTING_SEATS
from intake.models import Bar
from intake.models.application import AT_COMMITTEE
from intake.states import FieldKind, MatchResult, Status
from ledger import clock
from ui.templatetags.ui import dual_datetime, join_dots

if TYPE_CHECKING:
    from accounts.models import Staff
    from eligibility.models import DocumentReview, Interview, Recommendation
    from intake.models import Application, MatchLine


class Standing(StrEnum):
    """Where an agenda item stands."""

    POSTPONED = "postponed"
    DECIDED = "decided"
    CARRIED = "carried"
    FAILED = "failed"
    VOTING = "voting"
    UNMOVED = "unmoved"
    ELSEWHERE = "elsewhere"


RECUSED = (pgettext_lazy("agenda", "Recused"), "shield")
WORDS = {
    Standing.POSTPONED: (pgettext_lazy("agenda", "Postponed"), "pause"),
    Standing.DECIDED: (pgettext_lazy("agenda", "Decided"), "gavel"),
    Standing.CARRIED: (pgettext_lazy("agenda", "Voted on"), "check"),
    Standing.FAILED: (pgettext_lazy("agenda", "Not carried"), "x"),
    Standing.VOTING: ("", "dot"),
    Standing.UNMOVED: ("", ""),
    Standing.ELSEWHERE: (pgettext_lazy("agenda", "No longer awaiting"), "return"),
}


@dataclass(frozen=True)
class AgendaLine:
    """One item of an agenda as the reader may see it: a recused member sees its number and no more."""

    item: AgendaItem
    standing: Standing
    recused: bool
    cast: int
    present: int
    mine: bool
    waits_for_me: bool

    @property
    def number(self) -> int:
        """Its number on the agenda."""
        return self.item.position

    @property
    def opens(self) -> bool:
        """Whether the reader may open the dossier."""
        return not self.recused and self.item.application.status in AT_COMMITTEE

    @property
    def pending(self) -> bool:
        """Whether the sitting still has something to do with it."""
        return self.standing in (Standing.UNMOVED, Standing.VOTING, Standing.FAILED)

    @property
    def word(self) -> Any:
        """Its state in a word; empty where there is nothing to say, or while votes are counted."""
        return RECUSED[0] if self.recused else WORDS[self.standing][0]

    @property
    def icon(self) -> str:
        """The icon beside the word."""
        return RECUSED[1] if self.recused else WORDS[self.standing][1]


@dataclass(frozen=True)
class Seat:
    """A voting member's seat: whether they came, and whether it is the one that makes the quorum."""

    here: bool
    makes_quorum: bool


@dataclass(frozen=True)
class Quorum:
    """Who came of those who may vote, and how many are needed."""

    members: int
    present: int
    needed: int
    recused: int = 0

    @property
    def met(self) -> bool:
        """Whether enough of them came."""
        return self.present >= self.needed

    @property
    def seats(self) -> list[Seat]:
        """The seats, those taken first, so that the line of the quorum stands among them."""
        return [Seat(n <= self.present, n == self.needed) for n in range(1, self.members + 1)]


@dataclass
class _Votes:
    """All that was moved and cast at one sitting."""

    newest: dict[int, Motion] = field(default_factory=dict)
    closed: dict[int, bool] = field(default_factory=dict)
    cast: dict[int, list[int]] = field(default_factory=dict)
    decided: set[int] = field(default_factory=set)
    barred: dict[int, set[int]] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)


def agenda(sitting: Sitting, user: "Staff") -> list[AgendaLine]:
    """The sitting's agenda as `user` may see it, in order."""
    items = list(
        sitting.items.select_related("application__beneficiary", "application__service", "postponed_by").order_by(
            "position", "pk"
        )
    )
    seen = _votes(sitting, items)
    may_vote = rules.voting_member(user, sitting.committee) is not None and user.pk in seen.present
    return [_line(item, seen, user, may_vote and sitting.is_open) for item in items]


def _votes(sitting: Sitting, items: list[AgendaItem]) -> _Votes:
    seen = _Votes()
    for motion in Motion.objects.filter(item__sitting=sitting).order_by("n"):
        seen.newest[motion.item_id] = motion
    seen.closed = dict(VoteClosing.objects.filter(item__sitting=sitting).values_list("motion_id", "carried"))
    ballots = Ballot.objects.filter(item__sitting=sitting).values_list("motion_id", "member__staff_id")
    for motion_id, staff_id in ballots:
        seen.cast.setdefault(motion_id, []).append(staff_id)
    seen.decided = set(Decision.objects.filter(item__sitting=sitting).values_list("item_id", flat=True))
    cases = [item.application_id for item in items]
    for case, staff_id in Bar.objects.filter(application__in=cases).values_list("application_id", "staff_id"):
        seen.barred.setdefault(case, set()).add(staff_id)
    here = sitting.attendance.filter(member__seat__in=VOTING_SEATS)
    seen.present = set(here.values_list("member__staff_id", flat=True))
    return seen


def _line(item: AgendaItem, seen: _Votes, user: "Staff", may_vote: bool) -> AgendaLine:
    barred = seen.barred.get(item.application_id, set())
    motion = seen.newest.get(item.pk)
    cast = seen.cast.get(motion.pk, []) if motion else []
    standing = _standing(item, motion, seen)
    recused = user.pk in barred
    mine = user.pk in cast
    return AgendaLine(
        item=item,
        standing=standing,
        recused=recused,
        cast=len([voter for voter in cast if voter not in barred]),
        present=len(seen.present - barred),
        mine=mine,
        waits_for_me=may_vote and not recused and standing == Standing.VOTING and not mine,
    )


def _standing(item: AgendaItem, motion: Motion | None, seen: _Votes) -> Standing:
    carried = seen.closed.get(motion.pk) if motion else None
    if item.postponed_at is not None:
        return Standing.POSTPONED
    if item.pk in seen.decided:
        return Standing.DECIDED
    if item.application.status != Status.AWAITING_DECISION or item.application.round != item.round:
        return Standing.ELSEWHERE
    if motion is None:
        return Standing.UNMOVED
    if carried is None:
        return Standing.VOTING
    return Standing.CARRIED if carried else Standing.FAILED


def voting_members(sitting: Sitting) -> list[Member]:
    """The voting members of the committee on the day of the sitting, with their staff, the chair first."""
    day = sitting.held_at.astimezone(clock.RIYADH).date()
    of_that_day = Q(until__isnull=True) | Q(until__gte=day)
    members = sitting.committee.members.filter(of_that_day, seat__in=VOTING_SEATS).select_related("staff")
    return sorted(members, key=lambda member: (member.seat != VOTING_SEATS[0], member.staff.name))


def quorum_of_sitting(members: Iterable[Member], present: set[int], needed: int) -> Quorum:
    """The quorum of the sitting as a whole; `present` are ids of members."""
    ids = {member.pk for member in members}
    return Quorum(members=len(ids), present=len(ids & present), needed=needed)


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


def sitting(*, sitting: Sitting, user: "Staff") -> SittingShown:
    """The sitting as `user` may see it."""
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


def sitting_rows(sittings: Iterable[Sitting]) -> list[dict[str, Any]]:
    """Rows of the list of sittings, which were read with their counts, as ui/queue.html takes them."""
    return [_sitting_row(sitting) for sitting in sittings]


def _sitting_row(sitting: Sitting) -> dict[str, Any]:
    tag = {"text": pgettext_lazy("sitting", "Called"), "icon": "calendar", "tone": ""}
    if sitting.is_open:
        tag = {"text": _("Open now"), "icon": "gavel", "tone": "green"}
    elif sitting.ended_at:
        tag = {"text": pgettext_lazy("sitting", "Ended"), "icon": "check", "tone": ""}
    cases = sitting.cases  # type: ignore[attr-defined]
    when = ngettext("%(count)s case", "%(count)s cases", cases) % {"count": cases} if cases else _("No cases yet")
    title = _("Sitting %(number)s") % {"number": sitting.number}
    return {
        "number": None,
        "who": title,
        "about": join_dots(dual_datetime(sitting.held_at, week=True), sitting.place or sitting.get_kind_display()),
        "tag": tag,
        "when": when,
        "now": sitting.is_open,
        "url": reverse("committee:sitting", args=[sitting.pk]),
        "action": pgettext("sitting", "Show"),
        "action_label": _("Show sitting %(number)s") % {"number": sitting.number},
    }


@dataclass(frozen=True)
class Dossier:
    """One case before the committee: what is needed to decide it, on one screen."""

    item: AgendaItem
    application: "Application"
    lines: list[AgendaLine]
    line: AgendaLine
    quorum: Quorum
    tally: votes.Tally
    recommendation: "Recommendation | None"
    facts: list[tuple[Any, Any, str]]
    differences: "list[MatchLine]"
    reviews: "list[DocumentReview]"
    interviews: "list[Interview]"
    motions: list[Motion]
    ballot: Ballot | None
    decision: Decision | None
    holds: bool
    voter: bool
    now: dt.datetime

    @property
    def motion(self) -> Motion | None:
        """The motion to vote on: the newest."""
        return self.motions[-1] if self.motions else None

    @property
    def former(self) -> list[Motion]:
        """Motions that were replaced or not carried, the latest first."""
        return list(reversed(self.motions[:-1]))

    @property
    def closing(self) -> VoteClosing | None:
        """The closing of the vote on the newest motion, if it was closed."""
        return getattr(self.motion, "closing", None)

    @property
    def live(self) -> bool:
        """Whether the committee may act on it now: its sitting is open, and it awaits a decision."""
        return self.item.sitting.is_open and self.line.pending

    @property
    def may_vote(self) -> bool:
        """Whether the reader may vote now."""
        return self.live and self.line.standing == Standing.VOTING and self.voter and self.ballot is None

    @property
    def may_move(self) -> bool:
        """Whether the reader may propose or replace the motion."""
        return self.live and self.holds

    @property
    def may_close(self) -> bool:
        """Whether the reader may close the voting: enough votes are there."""
        return self.may_move and self.line.standing == Standing.VOTING and self.tally.quorate

    @property
    def missing(self) -> int:
        """How many more votes are needed before the voting can be closed."""
        return max(0, self.tally.needed - self.tally.cast)

    @property
    def waits(self) -> bool:
        """Whether a carried motion waits to be recorded."""
        return self.line.standing == Standing.CARRIED

    @property
    def due(self) -> bool:
        """Whether the window has passed."""
        moment = self.application.decision_not_before
        return moment is not None and self.now >= moment

    @property
    def days_left(self) -> int:
        """Days of 24 hours until the decision may be recorded, a part of a day counted whole."""
        moment = self.application.decision_not_before
        return math.ceil((moment - self.now) / dt.timedelta(days=1)) if moment else 0

    @property
    def may_leave(self) -> bool:
        """Whether the reader may postpone the case or send it back."""
        return self.holds and self.item.postponed_at is None and (self.line.pending or (self.waits and not self.holding))

    @property
    def holding(self) -> bool:
        """Whether the carried motion still has its quorum and majority."""
        return votes.carried_motion_holds(self.item)

    @property
    def previous(self) -> AgendaLine | None:
        """The item before this one that the reader may open."""
        return next((line for line in reversed(self.lines) if line.opens and line.number < self.line.number), None)

    @property
    def next(self) -> AgendaLine | None:
        """The item after this one that the reader may open."""
        return next((line for line in self.lines if line.opens and line.number > self.line.number), None)


def dossier(*, item: AgendaItem, application: "Application", user: "Staff") -> Dossier:
    """The case on this agenda item, as `user` (who is not recused) may see it."""
    lines = agenda(item.sitting, user)
    motions = list(item.motions.select_related("by", "closing__by").order_by("n"))
    tally = votes.tally(item, motions[-1] if motions else None)
    assessment = getattr(application, "assessment", None)
    statement = application.statements.order_by("-n").prefetch_related("lines__document").first()
    sheet = list(statement.lines.all()) if statement else []
    member = rules.voting_member(user, item.sitting.committee)
    newest = motions[-1].pk if motions else None
    return Dossier(
        item=item,
        application=application,
        lines=lines,
        line=next(line for line in lines if line.item.pk == item.pk),
        quorum=_quorum_of_item(item, tally),
        tally=tally,
        recommendation=application.recommendations.filter(round=item.round).select_related("by").last(),
        facts=_facts(statement.data if statement else {}, sheet),
        differences=[row for row in sheet if row.result in (MatchResult.DIFFERS, MatchResult.ABSENT)],
        reviews=list(assessment.reviews.select_related("by")) if assessment else [],
        interviews=list(assessment.interviews.select_related("by")) if assessment else [],
        motions=motions,
        ballot=Ballot.objects.filter(motion_id=newest, member=member).first() if member else None,
        decision=Decision.objects.filter(item=item).first(),
        holds=rules.may_hold(user, item.sitting),
        voter=member is not None and item.sitting.attendance.filter(member=member).exists(),
        now=clock.now(),
    )


def _quorum_of_item(item: AgendaItem, tally: votes.Tally) -> Quorum:
    members = voting_members(item.sitting)
    barred = set(item.application.bars.values_list("staff_id", flat=True))
    able = [member for member in members if member.staff_id not in barred]
    recused = len(members) - len(able)
    return Quorum(members=len(able), present=tally.present, needed=tally.needed, recused=recused)


def _facts(data: dict[str, Any], sheet: "list[MatchLine]") -> list[tuple[Any, Any, str]]:
    """Four figures at most: the household with its head, then amounts and numbers from the match sheet as relied upon."""
    figures = [row for row in sheet if row.kind in (FieldKind.MONEY, FieldKind.NUMBER) and row.value]
    figures.sort(key=lambda row: row.kind != FieldKind.MONEY)
    household = (_("Household members"), len(data.get("household", [])) + 1, FieldKind.NUMBER.value)
    return [household, *((row.label, row.value, row.kind) for row in figures[:3])]
