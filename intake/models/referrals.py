"""Points that are unclear to the applicant, referred and answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import referrals
from ledger.clock import PortalNow


class Referral(models.Model):
    """An unclear point put to the person responsible, and the answer explained to the applicant (policy step 3)."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="referrals")
    question = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=PortalNow())
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ["id"]
        indexes = [models.Index(fields=["asked_at"], name="referral_unanswered", condition=Q(answered_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="referral_answered_whole",
                condition=Q(answered_by__isnull=True, answered_at__isnull=True, answer="")
                | Q(~Q(answer=""), answered_by__isnull=False, answered_at__isnull=False),
            )
        ]
        triggers = referrals.TRIGGERS

    def __str__(self) -> str:
        return f"{self.application_id}: {self.question[:40]}"
