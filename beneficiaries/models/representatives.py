"""Guardians and agents of a person, and the documents that allow them to act."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import identity_numbers
from beneficiaries.models.conditions import FERNET, HEX64
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import of_a_current_person, representative_allowed_now, written_once
from beneficiaries.states import IdKind, ProofKind, RepresentativeKind
from ledger import clock
from ledger.clock import PortalToday
from ledger.history import tracked
from ledger.triggers import never_deleted


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def acting(self) -> "RepresentativeQuerySet":
        """Those who may act now: not retired, and the document that lets them has not expired."""
        return self.filter(Q(document_expires_on__isnull=True) | Q(document_expires_on__gte=PortalToday()), active=True)


@tracked(exclude=["id_token"])
class Representative(Recorded):
    """A guardian or an agent, and the document that lets them ask and sign in the beneficiary's place."""

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="representatives")
    kind = models.CharField(_("Kind"), max_length=8, choices=RepresentativeKind)
    name = models.CharField(_("Full name"), max_length=200)
    id_kind = models.CharField(_("Kind of identity"), max_length=8, choices=IdKind, default=IdKind.NATIONAL)
    id_token = models.TextField(_("Identity number"), editable=False)
    id_hmac = models.CharField(max_length=64, editable=False)
    phone = models.CharField(_("Mobile"), max_length=10)
    document_kind = models.CharField(_("Document that allows it"), max_length=17, choices=ProofKind)
    document_number = models.CharField(_("Document number"), max_length=60)
    document_expires_on = models.DateField(_("Document expires on"), null=True, blank=True)
    file = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Scan"),
    )
    seen_original = models.BooleanField(_("I saw the original"), default=False)
    active = models.BooleanField(_("In use"), default=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Representative")
        verbose_name_plural = _("Representatives")
        ordering: ClassVar = ["-active", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["beneficiary", "id_hmac"], condition=Q(active=True), name="representative_is_kept_once"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S") & Q(document_number__regex=r"\S"), name="representative_is_named"
            ),
            models.CheckConstraint(condition=Q(id_kind__in=IdKind.values), name="representative_id_kind_is_known"),
            models.CheckConstraint(
                condition=Q(id_token__startswith=FERNET) & Q(id_hmac__regex=HEX64),
                name="representative_id_is_encrypted",
            ),
            models.CheckConstraint(condition=Q(phone__regex=r"^05[0-9]{8}$"), name="representative_phone_is_a_mobile"),
            models.CheckConstraint(
                condition=Q(
                    kind=RepresentativeKind.GUARDIAN,
                    document_kind__in=[ProofKind.FAMILY_RECORD, ProofKind.GUARDIANSHIP_DEED],
                )
                | Q(
                    kind=RepresentativeKind.AGENT,
                    document_kind=ProofKind.POWER_OF_ATTORNEY,
                    document_expires_on__isnull=False,
                ),
                name="representative_document_allows_it",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=False) | Q(seen_original=True), name="representative_document_was_seen"
            ),
        ]
        triggers: ClassVar = [
            written_once(
                *("beneficiary_id", "kind", "id_kind", "id_hmac", "document_kind", "document_number", "created_at"),
                "created_by_id",
            ),
            of_a_current_person(),
            representative_allowed_now(),
            never_deleted("a representative is retired and never deleted"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def acts_now(self) -> bool:
        """The representative may act today: not retired, and the document has not expired."""
        return self.active and (self.document_expires_on is None or self.document_expires_on >= clock.today())

    @property
    def id_number(self) -> str:
        """The number in the clear, for the declaration this person signs."""
        return identity_numbers.read(self.id_token, self.id_hmac, self.id_kind)

    @property
    def masked_id(self) -> str:
        """The number as pages show it."""
        return identity_numbers.mask(self.id_number)
