"""The person: identity, name, address."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries import identity
from beneficiaries.models.rules import FERNET, HEX64, Recorded, born_in_time, written_once
from beneficiaries.models.vocabulary import keeps_parts
from beneficiaries.models.words import ArabicForm, ArabicParts, PersonName
from beneficiaries.states import NEEDS_REASON, IdKind, Nationality, Sex
from ledger.history import tracked
from ledger.triggers import Rule


def _name() -> PersonName:
    return PersonName("first_name", "father_name", "grandfather_name", "family_name")


@tracked(exclude=["id_token", "id_tail", "full_name", "name_norm", "name_tsv"])
class Beneficiary(Recorded):
    """A person the association receives. The identity number is encrypted; `id_hmac` makes it unique."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first_name = models.CharField(_("First name"), max_length=60)
    father_name = models.CharField(_("Father's name"), max_length=60, blank=True, default="")
    grandfather_name = models.CharField(_("Grandfather's name"), max_length=60, blank=True, default="")
    family_name = models.CharField(_("Family name"), max_length=60)
    full_name = models.GeneratedField(expression=_name(), output_field=models.TextField(), db_persist=True)
    name_norm = models.GeneratedField(expression=ArabicForm(_name()), output_field=models.TextField(), db_persist=True)
    name_tsv = models.GeneratedField(expression=ArabicParts(_name()), output_field=SearchVectorField(), db_persist=True)
    sex = models.CharField(_("Sex"), max_length=6, choices=Sex)
    birth_date = models.DateField(_("Birth date"))
    nationality = models.CharField(_("Nationality"), max_length=2, choices=Nationality, default=Nationality.SA)

    id_kind = models.CharField(_("Kind of identity"), max_length=8, choices=IdKind, default=IdKind.NATIONAL)
    id_kind_reason = models.CharField(_("Why this kind of identity"), max_length=200, blank=True, default="")
    id_token = models.TextField(_("Identity number"), editable=False)
    id_hmac = models.CharField(max_length=64, unique=True, editable=False)
    # what lists show of the number, so that they need not decrypt it
    id_tail = models.CharField(max_length=4, blank=True, default="", db_default="", editable=False)
    id_expires_on = models.DateField(_("Identity expires on"), null=True, blank=True)

    city = models.CharField(_("City"), max_length=80, blank=True, default="")
    district = models.CharField(_("District"), max_length=80, blank=True, default="")
    national_address = models.CharField(_("Short national address"), max_length=8, blank=True, default="")

    branch = models.ForeignKey(
        "accounts.Branch", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Branch")
    )
    edits = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("Beneficiary")
        verbose_name_plural = _("Beneficiaries")
        indexes: ClassVar = [GinIndex(fields=["name_tsv"], name="beneficiary_name_parts")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(first_name__regex=r"\S") & Q(family_name__regex=r"\S"), name="beneficiary_has_a_name"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="beneficiary_sex_is_known"),
            models.CheckConstraint(
                condition=Q(nationality__in=Nationality.values), name="beneficiary_nationality_is_known"
            ),
            models.CheckConstraint(condition=Q(id_kind__in=IdKind.values), name="beneficiary_id_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(id_kind__in=NEEDS_REASON) | Q(id_kind_reason__regex=r"\S"),
                name="beneficiary_other_id_has_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(id_kind=IdKind.NATIONAL) | Q(nationality=Nationality.SA),
                name="beneficiary_national_id_is_of_a_saudi",
            ),
            models.CheckConstraint(
                condition=Q(id_token__startswith=FERNET) & Q(id_hmac__regex=HEX64),
                name="beneficiary_id_is_encrypted",
            ),
            models.CheckConstraint(condition=Q(id_tail__regex=r"^[0-9A-Z]{0,4}$"), name="beneficiary_id_tail_is_short"),
            models.CheckConstraint(
                condition=Q(national_address="") | Q(national_address__regex=r"^[A-Z]{4}[0-9]{4}$"),
                name="beneficiary_national_address_is_short",
            ),
        ]
        triggers: ClassVar = [
            born_in_time(),
            written_once("public_id", "created_at", "created_by_id"),
            Rule(
                name="count_edits",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="NEW.edits := OLD.edits + 1; RETURN NEW;",
            ),
            keeps_parts(pgtrigger.Insert),
            keeps_parts(pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return self.full_name or " ".join(filter(None, self.name_parts))

    @property
    def name_parts(self) -> tuple[str, str, str, str]:
        """The four parts as typed."""
        return self.first_name, self.father_name, self.grandfather_name, self.family_name

    @property
    def id_number(self) -> str:
        """The number in the clear, for the statement and its documents. A page shows it only through reveal_id."""
        return identity.read(self.id_token, self.id_hmac, self.id_kind)

    @property
    def masked_id(self) -> str:
        """The number as lists show it."""
        return identity.mask(self.id_number)
