"""A department's decision: one decides, another countersigns, and it is recorded once the window has passed."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from committee import rules
from committee.domain import decision_records
from committee.domain.refusals import SENTENCES
from committee.models import Countersignature, Decision, DepartmentDecision
from committee.queries.department_decisions import due
from intake.models import Application
from intake.rules import is_recused
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff
    from eligibility.domain.proposals import Proposal


def decide(*, application_id: int, by: "Staff", proposal: "Proposal", after: int | None = None) -> DepartmentDecision:
    """Decide on a case for the department; a later decision takes the place of one that is not countersigned.

    `after` is the number of them that the page showed. A second click returns the decision of the first; otherwise
    Refused (code "overtaken") where there are more by now. Raises Refused as well as the database says.
    """
    require(by, Perm.DECIDE, SENTENCES["decide_not_authorised"])
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        made = application.department_decisions.filter(round=application.round)
        count = made.count()
        if after is not None and after != count:
            earlier = made.filter(n=after + 1, by=by, **proposal.columns).first()
            if earlier is None:
                raise Refused(SENTENCES["department_decision_replaced"], code="overtaken")
            return earlier
        decided = DepartmentDecision.objects.create(
            application=application, round=application.round, n=count + 1, by=by, **proposal.columns
        )
        return DepartmentDecision.objects.get(pk=decided.pk)


def countersign(*, department_decision_id: int, by: "Staff", agreed: bool = True, note: str = "") -> Countersignature:
    """Agree to a colleague's decision, or decline it with `note` as the reason. It cannot be taken back.

    The same answer sent again is the one answer. Raises Refused without a reason for declining, for one's own
    decision, an older one, or as the database says.
    """
    require(by, Perm.COUNTERSIGN, SENTENCES["countersign_not_authorised"])
    answer = {"agreed": agreed, "note": note.strip()}
    if not agreed and not answer["note"]:
        raise Refused(_("State why you do not agree."), field="note")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        decided = DepartmentDecision.objects.get(pk=department_decision_id)
        Application.objects.select_for_update(no_key=True).get(pk=decided.application_id)
        earlier = Countersignature.objects.filter(department_decision=decided, by=by, **answer).first()
        if earlier is not None:
            return earlier
        signature = Countersignature.objects.create(department_decision=decided, by=by, **answer)
        return Countersignature.objects.get(pk=signature.pk)


def record(*, department_decision_id: int, by: "Staff | None") -> Decision:
    """Copy what was countersigned into its decision and move the case to ACCEPTED or REJECTED.

    `by` None is the sweep. Raises Decided where it was recorded before, and Refused before the window has passed or
    without the countersignature.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        decided = DepartmentDecision.objects.get(pk=department_decision_id)
        application = Application.objects.select_for_update().get(pk=decided.application_id)
        may = by is None or (by.may(Perm.RECORD_DECISIONS) and rules.sees_decision_of(by, application))
        if not may:
            raise Refused(_("Recording decisions is not yours to do."), code="may")
        if by is not None and is_recused(by, application):
            raise Refused(SENTENCES["signer_recused"], code="may")
        earlier = Decision.objects.filter(department_decision=decided).first()
        if earlier is not None:
            raise decision_records.Decided(earlier)
        decision_records.check(application)
        return decision_records.write(application, on=decided, by=by)


def record_due(*, limit: int = 200) -> list[Decision]:
    """Record each that is due in its own transaction; one that is refused leaves the others be."""
    recorded = []
    for decided in due()[:limit]:
        try:
            recorded.append(record(department_decision_id=decided.pk, by=None))
        except Refused:
            # a conflict declared in this moment, or a colleague's click came first: the case stays on its list
            continue
    return recorded
