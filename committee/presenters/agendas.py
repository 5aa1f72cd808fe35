"""An agenda as its reader may see it, and the quorum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from committee import rules
from committee.models import AgendaItem, Ballot, Decision, Member, Motion, Sitting, VoteClosing
from committee.states import VOTING_SEATS
from intake.models import Recusal
from intake.states import AT_DECISION, Status
from ledger import clock

if TYPE_CHECKING:
    from accounts.models import Staff


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
        return not self.recused and self.item.application.status in AT_DECISION

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
    for case, staff_id in Recusal.objects.filter(application__in=cases).values_list("application_id", "staff_id"):
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
