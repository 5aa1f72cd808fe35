"""The receipt of a submitted application, and handing it over (policy step 5)."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from documents.domain import pdfs
from intake.models import Application, Receipt
from ledger import clock
from ledger.errors import Refused
from policy.models import Association

if TYPE_CHECKING:
    from accounts.models import Staff


def issue(*, application_id: int, by: "Staff") -> Receipt:
    """The receipt of this application as a PDF, issued once; a second call returns the same.

    Raises Refused before submission: the receipt states when an answer may come, which only submission fixes.
    """
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
            raise Refused(_("A receipt is printed once the application is submitted."), code="early")
        file = pdfs.issue(
            template="intake/receipt_sheet.html",
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
    """Records that the applicant was handed the receipt and told of the window: that, and nothing else, is step 5.

    Raises Refused where no receipt was printed, or it was handed over already.
    """
    with transaction.atomic():
        # the application first, as everywhere: the database marks it when the receipt is handed over
        Application.objects.select_for_update().get(pk=application_id)
        receipt = Receipt.objects.select_for_update().filter(application_id=application_id).first()
        if receipt is None:
            raise Refused(_("Print the receipt first."), code="early")
        if receipt.handed_at is not None:
            raise Refused(_("The receipt has been handed over already."), code="handed")
        Receipt.objects.filter(pk=receipt.pk).update(handed_by=by, handed_at=clock.now())
        return Receipt.objects.get(pk=receipt.pk)


def _documents(application: Application) -> list[str]:
    """Labels of the documents that were presented with the signed statement."""
    statement = application.statements.filter(signed_at__isnull=False).order_by("-n").first()
    return [row.label for row in statement.documents.all() if row.shown] if statement else []
