"""The rows of an import, staged between their check and the registration of the people in them."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from beneficiaries.models.conditions import FERNET, HEX64
from imports.models import triggers
from imports.models.people_imports import PeopleImport
from imports.states import RowOutcome
from ledger.triggers import no_truncate


class ImportRow(models.Model):
    """One checked row of a file: its values as they are kept (the number encrypted), or what is wrong with it."""

    people_import = models.ForeignKey(PeopleImport, on_delete=models.PROTECT, related_name="staged", db_index=False)
    # as the spreadsheet numbers its rows
    n = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(max_length=8, choices=RowOutcome)
    # [[column's place, target, cell (a number masked), sentence], …]
    errors = models.JSONField(default=list)
    # of the person to be: by it the next statement finds who was registered
    public_id = models.UUIDField(default=uuid.uuid4, editable=False)
    name_norm = models.TextField(default="", blank=True)
    first_name = models.CharField(max_length=60, default="", blank=True)
    father_name = models.CharField(max_length=60, default="", blank=True)
    grandfather_name = models.CharField(max_length=60, default="", blank=True)
    family_name = models.CharField(max_length=60, default="", blank=True)
    sex = models.CharField(max_length=6, default="", blank=True)
    birth_date = models.DateField(null=True)
    nationality = models.CharField(max_length=2, default="", blank=True)
    id_kind = models.CharField(max_length=8, default="", blank=True)
    id_kind_reason = models.CharField(max_length=200, default="", blank=True)
    id_token = models.TextField(default="", blank=True)
    id_hmac = models.CharField(max_length=64, default="", blank=True)
    id_tail = models.CharField(max_length=4, default="", blank=True)
    id_expires_on = models.DateField(null=True)
    city = models.CharField(max_length=80, default="", blank=True)
    district = models.CharField(max_length=80, default="", blank=True)
    national_address = models.CharField(max_length=8, default="", blank=True)
    building_number = models.CharField(max_length=4, default="", blank=True)
    street = models.CharField(max_length=100, default="", blank=True)
    postal_code = models.CharField(max_length=5, default="", blank=True)
    additional_number = models.CharField(max_length=4, default="", blank=True)
    unit_number = models.CharField(max_length=6, default="", blank=True)
    family_record = models.CharField(max_length=15, default="", blank=True)
    mobile = models.CharField(max_length=10, default="", blank=True)
    email = models.CharField(max_length=254, default="", blank=True)
    # people who are there and may be the same one, two at most
    alike = ArrayField(models.BigIntegerField(), default=list)
    person = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes: ClassVar = [
            models.Index(fields=["people_import", "outcome", "n"], name="importrow_by_outcome"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["people_import", "n"], name="importrow_is_kept_once"),
            models.CheckConstraint(condition=Q(outcome__in=RowOutcome.values), name="importrow_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=RowOutcome.WRONG) | Q(id_token__startswith=FERNET, id_hmac__regex=HEX64),
                name="importrow_id_is_encrypted",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=RowOutcome.WRITTEN) | Q(person__isnull=False), name="importrow_written_is_somebody"
            ),
        ]
        triggers: ClassVar = [
            triggers.final(),
            triggers.wiped(),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.people_import_id}: {self.n}"

    @property
    def full_name(self) -> str:
        """The parts of the name that the row has, in their order."""
        return " ".join(filter(None, (self.first_name, self.father_name, self.grandfather_name, self.family_name)))
