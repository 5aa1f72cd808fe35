"""Recusals: conflicts of interest that members of staff declared."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, stamped


class Recusal(models.Model):
    """A conflict of interest that a member of staff declared: it closes the case to them, and is never lifted."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="recusals")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="recusals")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [models.UniqueConstraint(fields=["application", "staff"], name="recusal_once")]
        triggers = [*append_only(), stamped()]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.staff_id}"
