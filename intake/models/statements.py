"""What the applicant states."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import statements
from ledger.clock import PortalNow


class Statement(models.Model):
    """Identity, household and answers as the applicant states them: editable until signed, never after.

    A correction is the next statement. `data` = {"identity": {...}, "household": [...], "answers": {key: text}};
    the ID number stands in it masked, beside its fingerprint (HMAC), never in clear.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="statements")
    n = models.PositiveSmallIntegerField()
    data = models.JSONField(default=dict)
    edits = models.PositiveIntegerField(default=0)
    signed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(db_default=PortalNow())
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["application_id", "n"]
        constraints = [models.UniqueConstraint(fields=["application", "n"], name="statement_number_once")]
        triggers = statements.TRIGGERS

    def __str__(self) -> str:
        return f"{self.application_id}/{self.n}"
