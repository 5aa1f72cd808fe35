"""The receipt of a submitted application, and handing it over (policy step 5)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.rules import require
from accounts.states import Perm
from documents.domain import pdfs
from intake.domain.refusals import refusal
from intake.models import Application, Receipt
from ledger import clock
from ledger.errors import Refused
from policy.models import Association

if TYPE_CHECKING:
    from accounts.models import Staff


def issue(*, application_id: int, by: "Staff") -> Receipt:
    """Issue the receipt of this application as a PDF, once; a second call returns the same.

    Raise Refused before submission: the receipt states when an answer may come, which only submission fixes.
    """
    require(by, Perm.TAKE_IN)
    with transaction.atomic():
        application = (
            Application.objects.select_for_update(of=("self",))
            .select_related("beneficiary", "representative", "service", "policy_version", "notify_contact")
            .get(pk=application_id)
        )
        existing = Receipt.objects.filter(application=application).select_related("file").first()
        if existing:
            return existing
        if application.submitted_at is None:
            raise refusal("receipt_before_submission")
        file = pdfs.issue(
            template="intake/receipts_sheet.html",
            context={
                "application": application,
                "association": Association.objects.first(),
                "documents": _documents(application),
                "officer": by,
                "printed_at": clock.now(),
            },
            name=f"receipt-{application.reference}.pdf",
            by=by,
        )
        return Receipt.objects.create(application=application, file=file, issued_by=by)


def hand_over(*, application_id: int, by: "Staff") -> Receipt:
    """Record that the applicant was handed the receipt and told of the window: that, and nothing else, is step 5.

    Raise Refused where no receipt was printed, or it was handed over already (code "receipt_fixed").
    """
    require(by, Perm.TAKE_IN)
    with transaction.atomic():
        # the application first, as everywhere: the database marks it when the receipt is handed over
        Application.objects.select_for_update().get(pk=application_id)
        receipt = Receipt.objects.select_for_update().filter(application_id=application_id).first()
        if receipt is None:
            raise Refused(_("Print the receipt first."), code="early")
        if receipt.handed_at is not None:
            raise refusal("receipt_fixed")
        Receipt.objects.filter(pk=receipt.pk).update(handed_by=by, handed_at=clock.now())
        return Receipt.objects.get(pk=receipt.pk)


def _documents(application: Application) -> list[str]:
    """Return the labels of the documents that were presented with the signed statement."""
    statement = application.statements.filter(signed_at__isnull=False).order_by("-n").first()
    return [row.label for row in statement.documents.all() if row.shown] if statement else []
