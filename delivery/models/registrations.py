"""Registrations of accepted applicants."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from delivery.models import triggers
from ledger.clock import PortalNow


class Registration(models.Model):
    """The beneficiary's registration for the service that was granted."""

    application = models.OneToOneField("intake.Application", on_delete=models.PROTECT, related_name="registration")
    number = models.CharField(_("registration number"), max_length=24, unique=True)
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=PortalNow())

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        triggers = triggers.REGISTRATIONS

    def __str__(self) -> str:
        return self.number
