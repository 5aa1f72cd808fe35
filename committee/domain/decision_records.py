"""Writing a decision: one row and one move of the case, whoever decided it."""

from typing import TYPE_CHECKING

from committee.domain.refusals import SENTENCES
from committee.models import AgendaItem, Decision, DepartmentDecision, Motion
from eligibility.domain.proposals import Proposal
from eligibility.states import Outcome
from intake.domain import moves
from intake.states import Status
from ledger import clock
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application


class Decided(Refused):
    """The decision was recorded before; `decision` is that one."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(SENTENCES["one_decision_per_round"], code="decided")
        self.decision = decision


def check(application: "Application") -> None:
    """Raise Refused where the case awaits no decision, or its window has not passed."""
    if application.status != Status.AWAITING_DECISION:
        raise Refused(SENTENCES["decision_case_not_awaiting"], code="pair")
    if application.decision_not_before is None or clock.now() < application.decision_not_before:
        raise Refused(SENTENCES["decision_before_window"], code="window")


def write(
    application: "Application", *, on: Motion | DepartmentDecision, by: "Staff | None", item: AgendaItem | None = None
) -> Decision:
    """Copy the motion (with its agenda item) or the department's decision, and move the locked case accordingly.

    `by` None is the sweep. The database refuses what was not carried or countersigned; give it inside a transaction.
    """
    proposal = Proposal.of(on)
    decision = Decision.objects.create(
        application=application,
        round=application.round,
        item=item,
        motion=on if isinstance(on, Motion) else None,
        department_decision=on if isinstance(on, DepartmentDecision) else None,
        by=by,
        **proposal.columns,
    )
    move = moves.accept if proposal.outcome == Outcome.ACCEPT else moves.reject
    move(application_id=application.pk, step=application.step, by=by)
    return Decision.objects.get(pk=decision.pk)
