"""The receipt of an application."""

from intake.models import Application, Receipt
from ledger.prepared_queries import Instances, Param

RECEIPT = Instances(
    lambda: Receipt.objects.filter(application_id=Param("application")).select_related("file", "issued_by", "handed_by")
)


def receipt_of(application: Application) -> Receipt | None:
    """Return the application's receipt, if it was printed."""
    receipt: Receipt | None = RECEIPT.one(application=application.pk)
    return receipt
