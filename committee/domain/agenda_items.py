"""Cases on an agenda: placed there, postponed, sent back to their researcher."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from committee import rules
from committee.domain.refusals import SENTENCES
from committee.models import AgendaItem, Sitting
from committee.queries import department_decisions, votes
from intake.domain import moves
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from accounts.models import Staff


def place(*, sitting_id: int, application_id: int, by: "Staff") -> AgendaItem:
    """Put a case that awaits a decision on this sitting's agenda, last."""
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        sitting = held(sitting_id, by)
        if sitting.ended_at is not None:
            raise Refused(_("This sitting has ended."), code="ended")
        application = Application.objects.select_for_update().get(pk=application_id)
        if application.status != Status.AWAITING_DECISION:
            raise Refused(SENTENCES["item_case_not_awaiting"], code="pair")
        last = sitting.items.aggregate(last=Max("position"))["last"] or 0
        return AgendaItem.objects.create(
            sitting=sitting, application=application, round=application.round, position=last + 1, added_by=by
        )


def place_all(
    *, sitting_id: int, application_ids: Iterable[int], by: "Staff"
) -> tuple[list[AgendaItem], list[Refused]]:
    """Put several cases on the agenda, in the order given. Return the items made and the refusals.

    A case that a colleague put on an agenda meanwhile is refused alone: the others are placed all the same.
    """
    placed, refusals = [], []
    for application_id in application_ids:
        try:
            placed.append(place(sitting_id=sitting_id, application_id=application_id, by=by))
        except Refused as refused:
            refusals.append(refused)
    return placed, refusals


def postpone(*, item_id: int, by: "Staff", reason: str) -> AgendaItem:
    """Take a case off this agenda, so that a later sitting takes it up. Its state stays; `reason` is kept.

    Raises Refused without a reason, when postponed or decided, or while a carried motion waits for its window. One that
    a late recusal left without quorum or majority can never be recorded: such a case may be postponed.
    """
    if not reason.strip():
        raise Refused(_("State why the case is postponed."), field="reason")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        # sitting, application, item: whoever locks several of them locks in this order
        held(AgendaItem.objects.values_list("sitting_id", flat=True).get(pk=item_id), by)
        item = AgendaItem.objects.select_for_update().get(pk=item_id)
        if item.postponed_at is not None:
            raise Refused(_("This case has been postponed already."), code="postponed")
        _refuse_carried(item)
        AgendaItem.objects.filter(pk=item.pk).update(
            postponed_at=clock.now(), postponed_by=by, postponed_reason=reason.strip()
        )
        return AgendaItem.objects.get(pk=item.pk)


def send_back(*, item_id: int, step: int, by: "Staff", note: str) -> Application:
    """Send the case back to its researcher and take it off this agenda; `note` says what the study has to add.

    `step` is the application's as the page showed it. Raises Refused for an empty note, while a carried motion waits
    for its window, where the case moved on meanwhile, or where `by` does not hold the sitting.
    """
    if not note.strip():
        raise Refused(_("State what the researcher has to add."), field="note")
    with transaction.atomic():
        sitting_id, application_id = AgendaItem.objects.values_list("sitting_id", "application_id").get(pk=item_id)
        held(sitting_id, by)
        Application.objects.select_for_update().get(pk=application_id)
        item = AgendaItem.objects.select_for_update().get(pk=item_id)
        _refuse_carried(item)
        application = moves.send_back(application_id=application_id, step=step, by=by, note=note)
        if item.postponed_at is None:
            reason = _("Sent back to the researcher: %(note)s") % {"note": note.strip()}
            postpone(item_id=item_id, by=by, reason=reason)
        return application


def send_back_from_file(*, application_id: int, step: int, by: "Staff", note: str) -> Application:
    """Send a case that is on no agenda back to its researcher; `note` says what the study has to add.

    Raises Refused for an empty note, while a countersigned decision waits for its window, or as intake's moves do.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if not rules.sees_decision_of(by, application):
            raise Refused(_("Only those who decide on a case send it back."), code="may")
        if department_decisions.any_holds(application):
            raise Refused(SENTENCES["case_countersigned"], code="countersigned")
        return moves.send_back(application_id=application_id, step=step, by=by, note=note)


def held(sitting_id: int, by: "Staff") -> Sitting:
    """Return the sitting, locked. Raise Refused where it is not `by`'s to hold."""
    sitting = Sitting.objects.select_for_update(of=("self",)).select_related("committee").get(pk=sitting_id)
    if not rules.may_hold(by, sitting):
        raise Refused(_("Only the chair or the secretary of the committee holds its sittings."), code="may")
    return sitting


def _refuse_carried(item: AgendaItem) -> None:
    if votes.carried_motion_holds(item):
        raise Refused(_("A motion on this case was carried. It is decided when its window has passed."), code="carried")
