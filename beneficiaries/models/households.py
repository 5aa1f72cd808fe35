"""The people who live with a person."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import identity_numbers
from beneficiaries.models.conditions import FERNET, HEX64
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import (
    born_in_time,
    depends_within,
    linked_to_their_own_file,
    of_a_current_person,
    written_once,
)
from beneficiaries.states import IdKind, Relation
from ledger.history import tracked


@tracked(exclude=["id_token", "id_tail"])
class HouseholdMember(Recorded):
    """A person who lives with the beneficiary, as the beneficiary says; `person` where they are registered too.

    `dependent` says that they depend on the beneficiary; else on the member `depends_on`, or on no one.
    """

    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="household")
    name = models.CharField(_("Name"), max_length=200)
    relation = models.CharField(_("Relation"), max_length=12, choices=Relation)
    birth_date = models.DateField(_("Birth date"), null=True, blank=True)
    dependent = models.BooleanField(_("Depends on the beneficiary"), default=True)
    depends_on = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="dependents",
        verbose_name=_("Depends on"),
    )
    id_kind = models.CharField(
        _("Kind of identity"), max_length=8, choices=IdKind, blank=True, default="", db_default="", editable=False
    )
    id_token = models.TextField(_("Identity number"), blank=True, default="", db_default="", editable=False)
    id_hmac = models.CharField(max_length=64, blank=True, default="", db_default="", editable=False)
    id_tail = models.CharField(max_length=4, blank=True, default="", db_default="", editable=False)
    person = models.OneToOneField(
        Beneficiary,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="membership",
        verbose_name=_("The member's own file"),
    )

    class Meta:
        verbose_name = _("Household member")
        verbose_name_plural = _("Household members")
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["id_hmac"], name="household_by_id", condition=~Q(id_hmac="")),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__regex=r"\S"), name="household_member_has_a_name"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="household_relation_is_known"),
            models.CheckConstraint(
                condition=Q(dependent=False) | Q(depends_on__isnull=True), name="household_depends_on_one"
            ),
            models.CheckConstraint(condition=~Q(person=F("beneficiary")), name="household_member_is_somebody_else"),
            models.CheckConstraint(
                condition=Q(id_kind="", id_token="", id_hmac="", id_tail="")
                | Q(
                    id_kind__in=IdKind.values,
                    id_token__startswith=FERNET,
                    id_hmac__regex=HEX64,
                    id_tail__regex=r"^[0-9A-Z]{0,4}$",
                ),
                name="household_id_is_encrypted",
            ),
        ]
        triggers: ClassVar = [
            born_in_time(),
            written_once("beneficiary_id", "created_at", "created_by_id"),
            of_a_current_person(),
            depends_within(),
            linked_to_their_own_file(),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def id_number(self) -> str:
        """The number in the clear; empty where none is kept. For domain functions, never for a page."""
        return identity_numbers.read(self.id_token, self.id_hmac, self.id_kind) if self.id_token else ""

    @property
    def masked_id(self) -> str:
        """The number as pages show it: nothing is decrypted for it."""
        return identity_numbers.shown(self.id_tail) if self.id_token else ""
