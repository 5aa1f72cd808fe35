"""The parts of all names, each once: what the search knows, and mends mistyped words by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.triggers import never_deleted, no_truncate


class NamePart(models.Model):
    """One part of a name, as the search compares it. `people` is recounted every night; a new part has one."""

    part = models.TextField(primary_key=True)
    people = models.PositiveIntegerField(db_default=1)

    class Meta:
        verbose_name = _("Part of names")
        verbose_name_plural = _("Parts of names")
        triggers: ClassVar = [
            never_deleted("a part of a name is recounted and never deleted"),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.part
