"""Writing a decision: one row and one move of the case, whoever decided it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import AgendaItem, Decision, DepartmentDecision, Motion
from eligibility.states import Outcome
from intake.domain import moves
from intake.states import Status
from ledger import clock
from ledger.errors import Refused

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application

SENTENCES = {
    "no decision before": gettext_lazy("The window has not passed yet. The decision cannot be recorded before it has."),
    "one_decision_per_round": gettext_lazy("This case has been decided already."),
    "the case does not await a decision": gettext_lazy("This case does not await a decision."),
}


def check(application: "Application") -> None:
    """Raises Refused where the case awaits no decision, or its window has not passed."""
    if application.status != Status.AWAITING_DECISION:
        raise Refused(_("This case does not await a decision."), code="pair")
    if application.decision_not_before is None or clock.now() < application.decision_not_before:
        raise Refused(SENTENCES["no decision before"], code="window")


def write(
    application: "Application", *, on: Motion | DepartmentDecision, by: "Staff | None", item: AgendaItem | None = None
) -> Decision:
    """Copies the motion (with its agenda item) or the ruling into the decision, and moves the locked case accordingly.

    `by` None is the sweep. The database refuses what was not carried or countersigned; give it inside a transaction.
    """
    decision = Decision.objects.create(
        application=application,
        round=application.round,
        item=item,
        motion=on if isinstance(on, Motion) else None,
        department_decision=on if isinstance(on, DepartmentDecision) else None,
        outcome=on.outcome,
        help_kind=on.help_kind,
        amount=on.amount,
        conditions=on.conditions,
        reasons=on.reasons,
        by=by,
    )
    move = moves.accept if on.outcome == Outcome.ACCEPT else moves.reject
    move(application_id=application.pk, step=application.step, by=by)
    return Decision.objects.get(pk=decision.pk)
