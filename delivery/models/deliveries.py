"""Services that were provided."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from delivery.models import triggers
from ledger.clock import PortalNow


class Delivery(models.Model):
    """What was provided, to whom and when."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="delivery")
    what = models.CharField(_("what was provided"), max_length=200)
    amount = models.DecimalField(_("amount in riyals"), max_digits=12, decimal_places=2, null=True, blank=True)
    received_by = models.CharField(_("received by"), max_length=200)
    provided_on = models.DateField(_("provided on"))
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.CheckConstraint(name="delivery_amount_positive", condition=Q(amount__isnull=True) | Q(amount__gt=0))
        ]
        triggers = triggers.DELIVERIES

    def __str__(self) -> str:
        return f"{self.application_id}: {self.what}"
