"""How a person is reached."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.people import Beneficiary
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import of_a_current_person, verified_once, written_once
from beneficiaries.states import ContactKind, VerifiedHow
from ledger.history import tracked
from ledger.triggers import never_deleted


@tracked()
class ContactPoint(Recorded):
    """A mobile number or an e-mail address. One that is no longer used is kept, not in use: notices were sent to it."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="contact_points")
    kind = models.CharField(_("Kind"), max_length=6, choices=ContactKind)
    value = models.CharField(_("Number or address"), max_length=254)
    preferred = models.BooleanField(_("Preferred"), default=False)
    active = models.BooleanField(_("In use"), default=True)
    verified_at = models.DateTimeField(_("Verified at"), null=True, editable=False)
    verified_how = models.CharField(
        _("How it was verified"),
        max_length=6,
        choices=VerifiedHow,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("Contact point")
        verbose_name_plural = _("Contact points")
        ordering: ClassVar = ["-preferred", "id"]
        indexes: ClassVar = [models.Index(fields=["value"], name="contact_point_by_value")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["beneficiary", "kind", "value"], name="contact_point_is_kept_once"),
            models.UniqueConstraint(
                fields=["beneficiary"], condition=Q(preferred=True), name="contact_point_preferred_is_one"
            ),
            models.CheckConstraint(
                condition=Q(kind=ContactKind.MOBILE, value__regex=r"^05[0-9]{8}$")
                | Q(kind=ContactKind.EMAIL, value__regex=r"^[^\s@]+@[^\s@]+\.[^\s@]+$"),
                name="contact_point_has_its_form",
            ),
            models.CheckConstraint(
                condition=Q(preferred=False) | Q(active=True), name="contact_point_preferred_is_in_use"
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True, verified_how="")
                | Q(verified_at__isnull=False, verified_by__isnull=False, verified_how__in=VerifiedHow.values),
                name="contact_point_verified_by_somebody",
            ),
        ]
        triggers: ClassVar = [
            written_once("beneficiary_id", "kind", "value", "created_at", "created_by_id"),
            verified_once(),
            of_a_current_person(),
            never_deleted("a contact point is taken out of use and never deleted"),
        ]

    def __str__(self) -> str:
        return self.value
