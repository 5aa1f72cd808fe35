"""The person: identity, name, address."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import identity_numbers
from beneficiaries.models.conditions import FERNET, HEX64, digits_or_nothing
from beneficiaries.models.name_search import ArabicForm, ArabicParts, PersonName
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import (
    born_in_time,
    edits_counted,
    merged_for_good,
    name_parts_kept,
    preferred_channel_carries,
    written_once,
)
from beneficiaries.states import GCC, NEEDS_REASON, TEN_DIGITS, IdKind, Language, Nationality, Sex
from ledger.history import tracked


def _name() -> PersonName:
    return PersonName("first_name", "father_name", "grandfather_name", "family_name")


class KeptPerson(models.Func):
    """kept_person_v1(): the record that is kept, itself unless it was merged into another."""

    function = "kept_person_v1"
    output_field = models.BigIntegerField()


class BeneficiaryQuerySet(models.QuerySet["Beneficiary"]):
    """Named queries of people."""

    def current(self) -> "BeneficiaryQuerySet":
        """Those whose record was not merged into another."""
        return self.filter(merged_into__isnull=True)

    def kept(self) -> "BeneficiaryQuerySet":
        """The people whom these records stand for: a merged one leads to the one that was kept."""
        return Beneficiary.objects.filter(pk__in=self.order_by().values_list(KeptPerson("pk")))


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
    building_number = models.CharField(_("Building number"), max_length=4, blank=True, default="", db_default="")
    street = models.CharField(_("Street"), max_length=100, blank=True, default="", db_default="")
    postal_code = models.CharField(_("Postal code"), max_length=5, blank=True, default="", db_default="")
    additional_number = models.CharField(_("Additional number"), max_length=4, blank=True, default="", db_default="")
    unit_number = models.CharField(_("Unit number"), max_length=6, blank=True, default="", db_default="")

    family_record = models.CharField(_("Family record number"), max_length=15, blank=True, default="", db_default="")
    preferred_channel = models.ForeignKey(
        "policy.Channel",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Preferred channel"),
    )
    language = models.CharField(
        _("Language"), max_length=4, choices=Language, default=Language.AR, db_default=Language.AR.value
    )

    branch = models.ForeignKey(
        "accounts.Branch", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Branch")
    )
    edits = models.PositiveIntegerField(default=0, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, editable=False, related_name="merged")

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Beneficiary")
        verbose_name_plural = _("Beneficiaries")
        indexes: ClassVar = [
            GinIndex(fields=["name_tsv"], name="beneficiary_name_parts"),
            models.Index(fields=["birth_date"], name="beneficiary_born_on"),
        ]
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
                condition=~Q(id_kind__in=[IdKind.IQAMA, IdKind.BORDER]) | ~Q(nationality=Nationality.SA),
                name="beneficiary_permit_is_of_another_nationality",
            ),
            models.CheckConstraint(
                condition=~Q(id_kind=IdKind.GCC) | Q(nationality__in=GCC), name="beneficiary_gcc_id_is_of_a_gcc_state"
            ),
            models.CheckConstraint(
                condition=Q(id_token__startswith=FERNET) & Q(id_hmac__regex=HEX64),
                name="beneficiary_id_is_encrypted",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="beneficiary_merged_into_another"
            ),
            models.CheckConstraint(condition=Q(id_tail__regex=r"^[0-9A-Z]{0,4}$"), name="beneficiary_id_tail_is_short"),
            models.CheckConstraint(
                condition=Q(national_address="") | Q(national_address__regex=r"^[A-Z]{4}[0-9]{4}$"),
                name="beneficiary_national_address_is_short",
            ),
            models.CheckConstraint(
                condition=digits_or_nothing("building_number", 4, 4)
                & digits_or_nothing("additional_number", 4, 4)
                & digits_or_nothing("postal_code", 5, 5)
                & digits_or_nothing("unit_number", 1, 6),
                name="beneficiary_national_address_has_its_form",
            ),
            models.CheckConstraint(
                condition=digits_or_nothing("family_record", 4, 15), name="beneficiary_family_record_is_digits"
            ),
            models.CheckConstraint(condition=Q(language__in=Language.values), name="beneficiary_language_is_known"),
        ]
        triggers: ClassVar = [
            born_in_time(),
            written_once("public_id", "created_at", "created_by_id"),
            *merged_for_good(),
            edits_counted(),
            preferred_channel_carries(),
            name_parts_kept(pgtrigger.Insert),
            name_parts_kept(pgtrigger.Update),
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
        return identity_numbers.read(self.id_token, self.id_hmac, self.id_kind)

    @property
    def masked_id(self) -> str:
        """The number as lists show it: one of ten digits, whose tail is kept with it, is not decrypted."""
        if self.id_tail and self.id_kind in TEN_DIGITS:
            return identity_numbers.shown(self.id_tail)
        return identity_numbers.mask(self.id_number)

    @property
    def address_line(self) -> str:
        """The national address in one line, in the order in which it is printed; empty where nothing is kept."""
        parts = (
            " ".join(filter(None, (self.building_number, self.street))),
            self.district,
            " ".join(filter(None, (self.city, self.postal_code))),
            self.additional_number,
            _("unit %(number)s") % {"number": self.unit_number} if self.unit_number else "",
        )
        return str(_(", ")).join(str(part) for part in parts if part)
