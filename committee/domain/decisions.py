"""Recording a committee's decisions, once their moment has come: by the chair's click or by the sweep."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from committee import rules
from committee.domain import decision_records, department_decisions
from committee.domain.refusals import SENTENCES
from committee.models import AgendaItem, Decision, VoteClosing
from committee.queries.decisions import due
from intake.models import Application
from intake.rules import is_recused
from intake.states import Status
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def record(*, item_id: int, by: "Staff | None") -> Decision:
    """Copy the carried motion of this item into its decision and move the case to ACCEPTED or REJECTED.

    `by` None is the sweep. Raises Decided where it was recorded before, and Refused before the window has passed or
    without a carried motion.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        item = AgendaItem.objects.select_related("sitting").get(pk=item_id)
        application = Application.objects.select_for_update().get(pk=item.application_id)
        if by is not None and not rules.may_record(by, item):
            raise Refused(_("Only the chair or the secretary records the decision."), code="may")
        if by is not None and is_recused(by, application):
            raise Refused(_("A member who declared a conflict of interest takes no part in the case."), code="may")
        earlier = item.decisions.first()
        if earlier is not None:
            raise decision_records.Decided(earlier)
        closing = VoteClosing.objects.select_related("motion").filter(item=item, carried=True).first()
        if application.status == Status.AWAITING_DECISION and closing is None:
            raise Refused(_("No motion on this case has been carried yet."), code="early")
        decision_records.check(application)
        assert closing is not None
        return decision_records.write(application, on=closing.motion, item=item, by=by)


def record_due(*, limit: int = 200) -> list[Decision]:
    """Record every decision that is due, a committee's and a department's, each in its own transaction.

    One that is refused leaves the others be.
    """
    recorded = []
    for closing in due()[:limit]:
        try:
            recorded.append(record(item_id=closing.item_id, by=None))
        except Refused:
            # a late recusal took the majority away, or the chair was first: it stays on the committee's list
            continue
    return recorded + department_decisions.record_due(limit=limit)
