"""Registration completed (policy step 6) and service provided (policy step 7)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from intake.states import Status
from ledger.clock import PortalNow
from ledger.triggers import Rule, append_only, refuse


def _while(status: Status) -> Rule:
    """A Rule: the row is added while its application stands here, and stamped by the database's clock."""
    return Rule(
        name="in_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text")],
        func=f"""
            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
            IF stands <> '{status.value}' THEN
                {refuse("recorded_only_while_application", "this is recorded only while the application is " + status.value)}
            END IF;
            NEW.at := portal_now();
            RETURN NEW;
        """,
    )


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
        triggers = [*append_only(), _while(Status.ACCEPTED)]

    def __str__(self) -> str:
        return self.number


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
        triggers = [
            *append_only(),
            _while(Status.REGISTERED),
            Rule(
                name="provided_by_now",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.provided_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
                        {refuse("service_not_provided_in_future", "a service is not provided in the future")}
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.what}"


class CaseInService(Application):
    """The application as delivery sees it: registered and served only beside their records."""

    class Meta:
        proxy = True
        triggers = [
            Rule(
                name="served_by_record",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                timing=pgtrigger.Deferred,
                condition=pgtrigger.AnyChange("status"),
                func=f"""
                    IF NEW.status = 'registered' AND NOT EXISTS (
                        SELECT 1 FROM delivery_registration r WHERE r.application_id = NEW.id) THEN
                        {refuse("status_registered_without_registration", "status registered without its registration")}
                    END IF;
                    IF NEW.status = 'served' AND NOT EXISTS (
                        SELECT 1 FROM delivery_delivery d WHERE d.application_id = NEW.id) THEN
                        {refuse("status_served_without_delivery", "status served without its delivery")}
                    END IF;
                    RETURN NULL;
                """,
            )
        ]
