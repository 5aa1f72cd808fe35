"""A department's decision: one authorised person decides, another countersigns. Rows are added, never changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.triggers.department_decisions import COUNTERSIGNATURE_GIVEN, DEPARTMENT_DECISION_MADE
from eligibility.models.proposals import ProposalColumns
from ledger.clock import PortalNow
from ledger.triggers import append_only


class DepartmentDecision(ProposalColumns):
    """What a department's authorised person decides on a case. It counts once a second person has countersigned it.

    `n` numbers those of a round. `step` is the application's at that moment, set by the database: a decision on a
    study that was reopened since is not countersigned any more.
    """

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="department_decisions")
    round = models.PositiveSmallIntegerField()
    step = models.PositiveIntegerField(default=0)
    n = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["application_id", "round", "n"]
        constraints = [
            *ProposalColumns.Meta.constraints,
            models.UniqueConstraint(fields=["application", "round", "n"], name="departmentdecision_number_once"),
        ]
        triggers = [*append_only(), DEPARTMENT_DECISION_MADE]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.round}: {self.n}"


class Countersignature(models.Model):
    """The second signature: agreement, or a refusal with its reason, after which the department decides anew."""

    department_decision = models.OneToOneField(
        DepartmentDecision, on_delete=models.PROTECT, related_name="countersignature"
    )
    agreed = models.BooleanField(default=True)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("countersignature")
        verbose_name_plural = _("countersignatures")
        constraints = [
            models.CheckConstraint(
                name="countersignature_declined_with_reason", condition=Q(agreed=True) | Q(note__regex=r"\S")
            )
        ]
        triggers = [*append_only(), COUNTERSIGNATURE_GIVEN]

    def __str__(self) -> str:
        return f"{self.department_decision_id}: {'agreed' if self.agreed else 'declined'}"
