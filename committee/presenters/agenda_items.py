"""The dossier of one case before the committee."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee import rules
from committee.domain import votes
from committee.models import AgendaItem, Ballot, Decision, Motion, VoteClosing
from committee.presenters import assessments
from committee.presenters.agendas import AgendaLine, Quorum, Standing, agenda, voting_members
from committee.presenters.assessments import Study
from ledger import clock

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application


@dataclass(frozen=True)
class Dossier(Study):
    """One case before the committee: what is needed to decide it, on one screen."""

    item: AgendaItem
    lines: list[AgendaLine]
    line: AgendaLine
    quorum: Quorum
    tally: votes.Tally
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
        if not self.holds or self.item.postponed_at is not None:
            return False
        return self.line.pending or (self.waits and not self.holding)

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


def shown(*, item: AgendaItem, application: "Application", user: "Staff") -> Dossier:
    """The case on this agenda item, as `user` (who is not recused) may see it."""
    lines = agenda(item.sitting, user)
    motions = list(item.motions.select_related("by", "closing__by").order_by("n"))
    tally = votes.tally(item, motions[-1] if motions else None)
    member = rules.voting_member(user, item.sitting.committee)
    ballots = Ballot.objects.filter(motion=motions[-1], member=member) if motions and member else None
    return Dossier(
        **assessments.of(application, item.round),
        item=item,
        lines=lines,
        line=next(line for line in lines if line.item.pk == item.pk),
        quorum=_quorum_of_item(item, tally),
        tally=tally,
        motions=motions,
        ballot=ballots.first() if ballots is not None else None,
        decision=Decision.objects.filter(item=item).first(),
        holds=rules.may_hold(user, item.sitting),
        voter=member is not None and item.sitting.attendance.filter(member=member).exists(),
        now=clock.now(),
    )


def _quorum_of_item(item: AgendaItem, tally: votes.Tally) -> Quorum:
    members = voting_members(item.sitting)
    barred = set(item.application.recusals.values_list("staff_id", flat=True))
    able = [member for member in members if member.staff_id not in barred]
    recused = len(members) - len(able)
    return Quorum(members=len(able), present=tally.present, needed=tally.needed, recused=recused)
