"""People from a spreadsheet: the import, and its checked rows until they are seven days old."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.conditions import FERNET, HEX64
from beneficiaries.models.people import Beneficiary
from beneficiaries.models.recorded import Recorded
from beneficiaries.models.triggers import written_once
from beneficiaries.states import ENTERED, Outcome
from jobs.models import KEPT_DAYS
from jobs.states import OPEN, State
from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, quoted, refuse

# a job of writing that leaves no room for another
STANDING = (*OPEN, State.DONE)
# Each part of an import is said once, in its order; only its writing may be asked for again, after it failed.
STEPS = f"""
    IF OLD.check_job_id IS NOT NULL AND (NEW.check_job_id, NEW.mapping, NEW.branch_id)
       IS DISTINCT FROM (OLD.check_job_id, OLD.mapping, OLD.branch_id) THEN
        {refuse("columns_import_said_once", "the columns of an import are said once")}
    END IF;
    IF OLD.rows > 0 AND (NEW.rows, NEW.good, NEW.likely, NEW.wrong)
       IS DISTINCT FROM (OLD.rows, OLD.good, OLD.likely, OLD.wrong) THEN
        {refuse("rows_import_counted_once", "the rows of an import are counted once")}
    END IF;
    IF NEW.write_job_id IS DISTINCT FROM OLD.write_job_id THEN
        IF EXISTS (SELECT 1 FROM jobs_job j WHERE j.id = OLD.write_job_id AND j.state IN ({quoted(STANDING)})) THEN
            {refuse("people_import_registered_once", "the people of an import are registered once")}
        END IF;
    ELSIF (NEW.whole, NEW.take_likely) IS DISTINCT FROM (OLD.whole, OLD.take_likely) THEN
        {refuse("how_import_written_said_with_job", "how an import is written is said with its job")}
    END IF;
    IF NEW.written < OLD.written OR (NEW.written > OLD.written AND NEW.written > NEW.rows) THEN
        {refuse("import_registers_no_more_people_than_rows", "an import registers no more people than it has rows")}
    END IF;
    IF NEW.wiped_at IS DISTINCT FROM OLD.wiped_at THEN
        IF OLD.wiped_at IS NOT NULL OR OLD.created_at > portal_now() - interval '{KEPT_DAYS} days' THEN
            {refuse("rows_import_go_seven_days_after", "rows of an import go seven days after it", sqlstate=RESTRICT_VIOLATION)}
        END IF;
        NEW.wiped_at := portal_now();
    END IF;
    RETURN NEW;
"""


class PeopleImport(Recorded):
    """One file of people, from its upload to what became of each row. Counts stay when the rows go."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=200)
    branch = models.ForeignKey(
        "accounts.Branch", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Branch")
    )
    # headings, what each column holds and what stands in for missing ones: no values of rows
    mapping = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    good = models.PositiveIntegerField(_("good rows"), default=0)
    likely = models.PositiveIntegerField(_("likely duplicates"), default=0)
    wrong = models.PositiveIntegerField(_("rows with errors"), default=0)
    written = models.PositiveIntegerField(_("people registered"), default=0)
    whole = models.BooleanField(_("all or nothing"), default=False)
    take_likely = models.BooleanField(_("likely duplicates are taken in"), default=False)
    check_job = models.OneToOneField("jobs.Job", on_delete=models.PROTECT, null=True, related_name="+")
    write_job = models.OneToOneField("jobs.Job", on_delete=models.PROTECT, null=True, related_name="+")
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering: ClassVar = ["-created_at"]
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "-id"], name="import_newest"),
            models.Index(fields=["created_at"], condition=Q(wiped_at__isnull=True), name="import_with_rows"),
        ]
        triggers: ClassVar = [
            written_once("id", "name", "created_at", "created_by_id"),
            Rule(name="steps", when=pgtrigger.Before, operation=pgtrigger.Update, func=STEPS),
            Rule(
                name="kept",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse(
                    "import_kept_says_brought_people_in",
                    "an import is kept: it says who brought people in",
                    sqlstate=RESTRICT_VIOLATION,
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row of a file once it is checked: its values as they are kept (the number encrypted), or what is wrong."""

    batch = models.ForeignKey(PeopleImport, on_delete=models.PROTECT, related_name="staged", db_index=False)
    # as the spreadsheet numbers its rows
    n = models.PositiveIntegerField(_("row"))
    outcome = models.CharField(max_length=8, choices=Outcome)
    # [[column's place, target, what stood in the cell (a number masked), sentence], …]
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
            models.Index(fields=["batch", "outcome", "n"], name="importrow_by_outcome"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "n"], name="importrow_is_kept_once"),
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="importrow_outcome_is_known"),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WRONG) | Q(id_token__startswith=FERNET, id_hmac__regex=HEX64),
                name="importrow_id_is_encrypted",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.WRITTEN) | Q(person__isnull=False), name="importrow_written_is_somebody"
            ),
        ]
        triggers: ClassVar = [
            Rule(
                name="once",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func=f"""
                    IF (NEW.batch_id, NEW.n, NEW.id_hmac) IS DISTINCT FROM (OLD.batch_id, OLD.n, OLD.id_hmac)
                       OR (OLD.outcome IN ({quoted(ENTERED)})
                           AND to_jsonb(NEW) - 'id_token' IS DISTINCT FROM to_jsonb(OLD) - 'id_token') THEN
                        {refuse("part_row_import_written_once", "this part of a row of an import is written once")}
                    END IF;
                    RETURN NEW;
                """,
            ),
            Rule(
                name="wiped",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF NOT EXISTS (SELECT 1 FROM imports_peopleimport i
                                   WHERE i.id = OLD.batch_id AND i.wiped_at IS NOT NULL) THEN
                        {refuse("rows_import_go_seven_days_after", "rows of an import go seven days after it", sqlstate=RESTRICT_VIOLATION)}
                    END IF;
                    RETURN OLD;
                """,
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.n}"
