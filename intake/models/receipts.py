"""Printed receipts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import receipts
from ledger.clock import PortalNow


class Receipt(models.Model):
    """The printed receipt that states when an answer may come. Handing it over is policy step 5; nothing else is."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="receipt")
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(db_default=PortalNow())
    handed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.CheckConstraint(
                name="receipt_handed_whole",
                condition=Q(handed_by__isnull=True, handed_at__isnull=True)
                | Q(handed_by__isnull=False, handed_at__isnull=False),
            )
        ]
        triggers = receipts.TRIGGERS

    def __str__(self) -> str:
        return f"{self.application_id}"
