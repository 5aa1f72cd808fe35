"""Consent to the processing of personal data: the texts, and who agreed to which, until it is withdrawn (PDPL)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.people import Beneficiary
from beneficiaries.models.representatives import Representative
from beneficiaries.models.triggers import (
    consent_given_now,
    consent_withdrawn_once,
    of_a_current_person,
    written_once,
)
from beneficiaries.states import ConsentHow
from ledger.clock import PortalNow, PortalToday
from ledger.history import tracked
from ledger.triggers import append_only, never_deleted, no_truncate


class ConsentTextQuerySet(models.QuerySet["ConsentText"]):
    def current(self) -> "ConsentText | None":
        """The newest text that is valid today; None before there is any."""
        return self.filter(valid_from__lte=PortalToday()).order_by("-number").first()


class ConsentText(models.Model):
    """A version of the text that people agree to. Never changed: what people agreed to stays readable."""

    number = models.PositiveSmallIntegerField(_("Number"), unique=True)
    body = models.TextField(_("Text"))
    valid_from = models.DateField(_("Valid from"))
    created_at = models.DateTimeField(_("Created at"), db_default=PortalNow(), editable=False)
    # the first text comes with the portal
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Created by"),
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("Text of consent")
        verbose_name_plural = _("Texts of consent")
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(body__regex=r"\S"), name="consent_text_says_something"),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.number}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self) -> "ConsentQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def with_names(self) -> "ConsentQuerySet":
        """Fetch with each the text, the representative and the staff."""
        return self.select_related("text", "representative", "given_by", "withdrawn_by")


@tracked()
class Consent(models.Model):
    """That a person agreed to a text, how, and when they took it back. Only a withdrawal changes it, once."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+", verbose_name=_("Text of consent"))
    how = models.CharField(_("How it was given"), max_length=14, choices=ConsentHow)
    representative = models.ForeignKey(
        Representative,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Representative"),
    )
    given_at = models.DateTimeField(_("Given at"), db_default=PortalNow(), editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name=_("Recorded by"),
    )
    withdrawn_at = models.DateTimeField(_("Withdrawn at"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("Withdrawal recorded by"),
    )
    withdrawn_why = models.CharField(_("Reason, as the person gave it"), max_length=300, blank=True, default="")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("Consent")
        verbose_name_plural = _("Consents")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "text"], condition=Q(withdrawn_at__isnull=True), name="consent_to_a_text_is_one"
            ),
            models.CheckConstraint(condition=Q(how__in=ConsentHow.values), name="consent_how_is_known"),
            models.CheckConstraint(
                condition=Q(how=ConsentHow.REPRESENTATIVE, representative__isnull=False)
                | (~Q(how=ConsentHow.REPRESENTATIVE) & Q(representative__isnull=True)),
                name="consent_names_who_agreed",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="consent_withdrawn_by_somebody",
            ),
        ]
        triggers: ClassVar = [
            of_a_current_person(),
            written_once("beneficiary_id", "text_id", "how", "representative_id", "given_at", "given_by_id"),
            consent_given_now(),
            consent_withdrawn_once(),
            never_deleted("a consent is withdrawn and never deleted"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary_id}: {self.get_how_display()}"
