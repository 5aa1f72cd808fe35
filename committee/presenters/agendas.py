"""An agenda as its reader may see it, and the quorum."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import pgettext_lazy

from committee.models import AgendaItem, Ballot, Decision, Member, Motion, Sitting, VoteClosing
from committee.queries.committees import voting_seat
from committee.queries.sittings import voting_members
from committee.queries.votes import Tally
from committee.states import VOTING_SEATS
from intake.models import Recusal
from intake.states import AT_DECISION, Status

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
        return self.item.position

    @property
    def opens(self) -> bool:
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
    recused: dict[int, set[int]] = field(default_factory=dict)
    present: set[int] = field(default_factory=set)


def agenda(sitting: Sitting, user: "Staff") -> list[AgendaLine]:
    """Return the sitting's agenda as `user` may see it, in order."""
    items = list(
        sitting.items.select_related("application__beneficiary", "application__service", "postponed_by").order_by(
            "position", "pk"
        )
    )
    votes = _votes(sitting, items)
    may_vote = voting_seat(user, sitting.committee) is not None and user.pk in votes.present
    return [_line(item, votes, user, may_vote and sitting.is_open) for item in items]


def _votes(sitting: Sitting, items: list[AgendaItem]) -> _Votes:
    votes = _Votes()
    for motion in Motion.objects.filter(item__sitting=sitting).order_by("n"):
        votes.newest[motion.item_id] = motion
    votes.closed = dict(VoteClosing.objects.filter(item__sitting=sitting).values_list("motion_id", "carried"))
    ballots = Ballot.objects.filter(item__sitting=sitting).values_list("motion_id", "member__staff_id")
    for motion_id, staff_id in ballots:
        votes.cast.setdefault(motion_id, []).append(staff_id)
    votes.decided = set(Decision.objects.filter(item__sitting=sitting).values_list("item_id", flat=True))
    cases = [item.application_id for item in items]
    for case, staff_id in Recusal.objects.filter(application__in=cases).values_list("application_id", "staff_id"):
        votes.recused.setdefault(case, set()).add(staff_id)
    here = sitting.attendance.filter(member__seat__in=VOTING_SEATS)
    votes.present = set(here.values_list("member__staff_id", flat=True))
    return votes


def _line(item: AgendaItem, votes: _Votes, user: "Staff", may_vote: bool) -> AgendaLine:
    recused_staff = votes.recused.get(item.application_id, set())
    motion = votes.newest.get(item.pk)
    cast = votes.cast.get(motion.pk, []) if motion else []
    standing = _standing(item, motion, votes)
    recused = user.pk in recused_staff
    mine = user.pk in cast
    return AgendaLine(
        item=item,
        standing=standing,
        recused=recused,
        cast=len([voter for voter in cast if voter not in recused_staff]),
        present=len(votes.present - recused_staff),
        mine=mine,
        waits_for_me=may_vote and not recused and standing == Standing.VOTING and not mine,
    )


def _standing(item: AgendaItem, motion: Motion | None, votes: _Votes) -> Standing:
    carried = votes.closed.get(motion.pk) if motion else None
    if item.postponed_at is not None:
        return Standing.POSTPONED
    if item.pk in votes.decided:
        return Standing.DECIDED
    if item.application.status != Status.AWAITING_DECISION or item.application.round != item.round:
        return Standing.ELSEWHERE
    if motion is None:
        return Standing.UNMOVED
    if carried is None:
        return Standing.VOTING
    return Standing.CARRIED if carried else Standing.FAILED


def quorum_of_item(item: AgendaItem, tally: Tally) -> Quorum:
    """Return the quorum on one case, recused members taken out."""
    members = voting_members(item.sitting)
    recused = set(item.application.recusals.values_list("staff_id", flat=True))
    able = sum(member.staff_id not in recused for member in members)
    return Quorum(members=able, present=tally.present, needed=tally.needed, recused=len(members) - able)


def quorum_of_sitting(members: Iterable[Member], present: set[int], needed: int) -> Quorum:
    """Return the quorum of the sitting as a whole; `present` are ids of members."""
    ids = {member.pk for member in members}
    return Quorum(members=len(ids), present=len(ids & present), needed=needed)
