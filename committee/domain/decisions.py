"""Recording a committee's decisions, once their moment has come: by the chair's click or by the sweep."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee import rules
from committee.domain import decision_records, department_decisions
from committee.models import AgendaItem, Decision, VoteClosing
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff

SENTENCES = {
    **decision_records.SENTENCES,
    "voting on the motion is not closed": gettext_lazy("Voting on this case is not closed yet."),
    "the motion was not carried": gettext_lazy("The motion was not carried. A new one has to be voted on."),
    "without quorum or majority": gettext_lazy(
        "Without the members who declared a conflict of interest there is no quorum or no majority any more."
    ),
    "committee_decision_motion_id_key": gettext_lazy("This case has been decided already."),
}


def record(*, item_id: int, by: "Staff | None") -> Decision:
    """Copies the carried motion of this item into its decision and moves the case to ACCEPTED or REJECTED.

    `by` None is the sweep. Raises Refused before the window has passed, without a carried motion, or when decided.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        item = AgendaItem.objects.select_related("sitting").get(pk=item_id)
        application = Application.objects.select_for_update().get(pk=item.application_id)
        if by is not None and not rules.may_hold(by, item.sitting):
            raise Refused(_("Only the chair or the secretary records the decision."), code="may")
        if by is not None and application.recusals.filter(staff=by).exists():
            raise Refused(_("A member who declared a conflict of interest takes no part in the case."), code="may")
        closing = VoteClosing.objects.select_related("motion").filter(item=item, carried=True).first()
        _check(application, closing)
        assert closing is not None
        return decision_records.write(application, on=closing.motion, item=item, by=by)


def due() -> "QuerySet[VoteClosing]":
    """Carried motions whose case still awaits its decision and whose window has passed, the oldest first."""
    return (
        VoteClosing.objects.filter(
            carried=True,
            motion__decision__isnull=True,
            item__postponed_at__isnull=True,
            item__application__status=Status.AWAITING_DECISION,
            item__application__decision_not_before__lte=clock.now(),
        )
        .order_by("item__application__decision_not_before", "pk")
        .select_related("item")
    )


def record_due(*, limit: int = 200) -> list[Decision]:
    """Records every decision that is due, a committee's and a department's, each in its own transaction.

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


def _check(application: Application, closing: VoteClosing | None) -> None:
    if application.status == Status.AWAITING_DECISION and closing is None:
        raise Refused(_("No motion on this case has been carried yet."), code="early")
    decision_records.check(application)
