"""An import of people: one file, from its upload to the registration of its people."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beneficiaries.models.recorded import Recorded
from imports.models import triggers
from ledger.triggers import never_deleted, no_truncate, written_once


class PeopleImport(Recorded):
    """One file of people. Its rows go after seven days; the counts stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("file"), max_length=200)
    branch = models.ForeignKey(
        "accounts.Branch", on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Branch")
    )
    # headings, the target of each column and constants for missing ones: no values of rows
    mapping = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    good = models.PositiveIntegerField(_("good rows"), default=0)
    likely = models.PositiveIntegerField(_("likely duplicates"), default=0)
    wrong = models.PositiveIntegerField(_("rows with errors"), default=0)
    written = models.PositiveIntegerField(_("people registered"), default=0)
    all_or_nothing = models.BooleanField(_("all or nothing"), default=False)
    include_possible_duplicates = models.BooleanField(_("likely duplicates are taken in"), default=False)
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
            triggers.steps(),
            never_deleted("an import is kept: it says who brought people in"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.name
