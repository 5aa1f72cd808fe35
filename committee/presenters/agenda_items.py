"""The dossier of one case before the committee."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from committee import rules
from committee.models import AgendaItem, Ballot, Decision, Motion, VoteClosing
from committee.presenters import assessments
from committee.presenters.agendas import AgendaLine, Quorum, Standing, agenda, quorum_of_item
from committee.presenters.assessments import Study
from committee.queries import votes
from committee.queries.committees import voting_seat

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
    proposes: bool
    voter: bool

    @property
    def motion(self) -> Motion | None:
        return self.motions[-1] if self.motions else None

    @property
    def former(self) -> list[Motion]:
        """Motions that were replaced or not carried, the latest first."""
        return list(reversed(self.motions[:-1]))

    @property
    def closing(self) -> VoteClosing | None:
        return getattr(self.motion, "closing", None)

    @property
    def live(self) -> bool:
        """Whether the committee may act on it now: its sitting is open, and it awaits a decision."""
        return self.item.sitting.is_open and self.line.pending

    @property
    def may_vote(self) -> bool:
        return self.live and self.line.standing == Standing.VOTING and self.voter and self.ballot is None

    @property
    def may_move(self) -> bool:
        return self.live and self.proposes

    @property
    def may_close(self) -> bool:
        """Whether the reader may close the voting: enough votes are there."""
        return self.live and self.holds and self.line.standing == Standing.VOTING and self.tally.quorate

    @property
    def waits(self) -> bool:
        """Whether a carried motion waits to be recorded."""
        return self.line.standing == Standing.CARRIED

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
    """Return the case on this agenda item, as `user` (who is not recused) may see it."""
    lines = agenda(item.sitting, user)
    motions = list(item.motions.select_related("by", "closing__by").order_by("n"))
    newest = motions[-1] if motions else None
    tally = votes.tally(item, newest)
    seat = voting_seat(user, item.sitting.committee)
    return Dossier(
        **assessments.of(application, item.round),
        item=item,
        lines=lines,
        line=next(line for line in lines if line.item.pk == item.pk),
        quorum=quorum_of_item(item, tally),
        tally=tally,
        motions=motions,
        ballot=Ballot.objects.filter(motion=newest, member=seat).first() if newest and seat else None,
        decision=Decision.objects.filter(item=item).first(),
        holds=rules.may_hold(user, item.sitting),
        proposes=rules.may_propose(user, item),
        voter=seat is not None and item.sitting.attendance.filter(member=seat).exists(),
    )
