"""Reviews of the policy."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ledger.clock import PortalNow
from ledger.triggers import append_only, before_insert
from policy.models.triggers import REVIEWED
from policy.models.versions import PolicyVersion


class PolicyReview(models.Model):
    version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="reviews", verbose_name=_("Policy version")
    )
    note = models.TextField(_("What the review found"))
    next_on = models.DateField(_("Next review on"))
    by = models.ForeignKey("accounts.Staff", on_delete=models.PROTECT, related_name="+", verbose_name=_("By"))
    at = models.DateTimeField(_("When"), db_default=PortalNow(), editable=False)

    class Meta:
        verbose_name = _("Review of the policy")
        verbose_name_plural = _("Reviews of the policy")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(note__regex=r"\S"), name="policy_review_has_a_note")
        ]
        triggers: ClassVar = [*append_only(), before_insert("reviewed", REVIEWED)]

    def __str__(self) -> str:
        return f"{self.version_id} · {self.next_on}"
