"""The moves of an application."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models.triggers import moves
from intake.states import ALLOWED, Status, Step
from ledger.clock import PortalNow


class Move(models.Model):
    """One change of status: who, when, from where to where. Never changed, never removed."""

    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="moves")
    n = models.PositiveIntegerField()
    from_status = models.CharField(max_length=20, choices=Status.choices)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["application_id", "n"]
        constraints = [
            models.UniqueConstraint(fields=["application", "n"], name="move_once"),
            # only the sweep, which records a decision whose moment has come, acts without a person
            models.CheckConstraint(
                name="move_by_somebody",
                condition=Q(by__isnull=False) | Q(to_status__in=[Status.ACCEPTED, Status.REJECTED]),
            ),
        ]
        triggers = moves.TRIGGERS

    def __str__(self) -> str:
        return f"{self.application_id}/{self.n}: {self.from_status} > {self.to_status}"

    @property
    def name(self) -> Step:
        """Return which move of the table this was."""
        return ALLOWED[(Status(self.from_status), Status(self.to_status))]
