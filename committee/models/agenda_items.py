"""The cases on an agenda."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models.sittings import Sitting
from committee.models.triggers.sittings import ITEM_KEPT, ITEM_PLACED
from ledger.clock import PortalNow


class AgendaItem(models.Model):
    """One application on one agenda. Postponing takes it off this agenda, so that a later one can take it up."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey("intake.Application", on_delete=models.PROTECT, related_name="agenda_items")
    round = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(db_default=PortalNow())
    postponed_at = models.DateTimeField(null=True)
    postponed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    postponed_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["sitting_id", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "application"], name="item_once_on_an_agenda"),
            models.UniqueConstraint(
                fields=["application", "round"],
                condition=Q(postponed_at__isnull=True),
                name="item_on_one_agenda_at_a_time",
            ),
            models.CheckConstraint(
                name="item_postponed_whole",
                condition=Q(postponed_at__isnull=True, postponed_by__isnull=True, postponed_reason="")
                | Q(~Q(postponed_reason=""), postponed_at__isnull=False, postponed_by__isnull=False),
            ),
        ]
        triggers = [ITEM_PLACED, ITEM_KEPT]

    def __str__(self) -> str:
        return f"{self.sitting_id}/{self.position}"
