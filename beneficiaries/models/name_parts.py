"""The parts of all names, each once: what the search knows, and mends mistyped words by."""

from typing import ClassVar

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse


def keeps_parts(operation: pgtrigger.Operation) -> Rule:
    """Keeps the vocabulary complete: every part of the names that a statement wrote, of however many people."""
    changed = operation is pgtrigger.Update
    unlike = "JOIN stale USING (id) WHERE fresh.name_tsv IS DISTINCT FROM stale.name_tsv" if changed else ""
    return Rule(
        name=f"parts_{'changed' if changed else 'added'}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(old="stale" if changed else None, new="fresh"),
        # in one order, so that two statements with the same new parts do not wait for each other
        func=f"""
            INSERT INTO beneficiaries_namepart (part)
            SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh {unlike} ORDER BY part
            ON CONFLICT DO NOTHING;
            RETURN NULL;
        """,
    )


class NamePart(models.Model):
    """One part of somebody's name, as the search compares it. `people` is recounted every night; a new part has one."""

    part = models.TextField(primary_key=True)
    people = models.PositiveIntegerField(db_default=1)

    class Meta:
        verbose_name = _("Part of names")
        verbose_name_plural = _("Parts of names")
        triggers: ClassVar = [
            Rule(
                name="never_deleted",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=refuse(
                    "part_name_recounted_never_deleted",
                    "a part of a name is recounted and never deleted",
                    sqlstate=RESTRICT_VIOLATION,
                ),
            ),
            no_truncate(),
        ]

    def __str__(self) -> str:
        return self.part
