"""Notices that a person carries: a call, a letter, a delegate's visit, or what a machine could not send."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.rules import require
from accounts.states import Perm
from channels_log.domain import communications
from channels_log.domain.notices.wording import LANGUAGE
from channels_log.domain.refusals import SENTENCES
from channels_log.models import SUBMISSION, Notice
from channels_log.states import CARRIED, TO_CARRY, Kind, Outcome, State
from intake.models import Application, Receipt
from ledger.clock import PortalNow
from ledger.errors import Refused, translated_integrity_errors

if TYPE_CHECKING:
    from uuid import UUID

    from accounts.models import Staff

# A notice ends without reaching anybody only for a reason that was written down.
NEED_NOTE = (Outcome.REFUSED, Outcome.GIVEN_UP)


def carry(*, notice_id: "UUID", by: "Staff", seen: int, outcome: Outcome, note: str = "") -> Notice:
    """Record what came of carrying a notice: told, no answer, wrong number, declined, or given up.

    `seen` is the number of attempts that the page showed. Raise Refused: code "may" without the permission, "moved"
    where a colleague was first, and for giving up without a reason.
    """
    if outcome not in CARRIED:
        raise Refused(_("Choose what came of it."), field="outcome")
    if outcome in NEED_NOTE and not note.strip():
        raise Refused(_("State why the applicant was not told."), field="note")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        notice = _waiting(notice_id, by)
        if notice.communications.count() != seen:
            raise Refused(_("A colleague has just recorded something on this notice. It is shown below."), code="moved")
        communications.of_notice(notice, by=by, outcome=outcome, note=note)
        end = CARRIED[outcome]
        if end is not None:
            Notice.objects.filter(pk=notice.pk).update(state=end, last_error="")
        return Notice.objects.get(pk=notice.pk)


def retry(*, notice_id: "UUID", by: "Staff") -> Notice:
    """Give a notice that a machine could not send back to the machine, with all its tries anew.

    Raise Refused without the permission, where it is not waiting for a person, or where its way has no machine.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        notice = _waiting(notice_id, by)
        if not notice.by_machine:
            raise Refused(SENTENCES["notice_by_hand_not_sent"], code="notice_by_hand_not_sent")
        Notice.objects.filter(pk=notice.pk).update(state=State.OWED, tries=0, next_at=PortalNow(), last_error="")
        return Notice.objects.get(pk=notice.pk)


def settle_receipts(*, limit: int = 200) -> int:
    """Finish manual notices of receipt where the printed receipt was handed over; return how many.

    The receipt says more than the notice, and its handing over was recorded in its own place (policy step 5).
    """
    waiting = Notice.objects.filter(
        kind=Kind.RECEIPT, occasion=SUBMISSION, state__in=TO_CARRY, application__receipt__handed_at__isnull=False
    ).order_by("due_at")[:limit]
    settled = 0
    for notice_id, application_id in waiting.values_list("pk", "application_id"):
        settled += _settle(notice_id, application_id)
    return settled


def _settle(notice_id: "UUID", application_id: int) -> bool:
    with transaction.atomic(), override(LANGUAGE):
        Application.objects.select_for_update(no_key=True).get(pk=application_id)
        notice = Notice.objects.select_for_update().filter(pk=notice_id, state__in=TO_CARRY).first()
        receipt = Receipt.objects.select_related("handed_by").get(application_id=application_id)
        if notice is None or receipt.handed_by is None:
            return False
        note = _("The printed receipt was handed over at the counter.")
        communications.of_notice(notice, by=receipt.handed_by, outcome=Outcome.TOLD, note=note)
        Notice.objects.filter(pk=notice.pk).update(state=State.DONE, last_error="")
        return True


def _waiting(notice_id: "UUID", by: "Staff") -> Notice:
    """Return the notice, locked after its application as in closing; raise Refused where it is not to be carried."""
    require(by, Perm.CARRY_NOTICES, _("Carrying notices is not yours to do."))
    application_id = Notice.objects.values_list("application_id", flat=True).get(pk=notice_id)
    Application.objects.select_for_update(no_key=True).get(pk=application_id)
    notice = Notice.objects.select_for_update(of=("self",)).select_related("application").get(pk=notice_id)
    if notice.state not in TO_CARRY:
        raise Refused(
            _("This notice is “%(state)s” now: nobody has to carry it.") % {"state": notice.get_state_display()},
            code="moved",
        )
    return notice
