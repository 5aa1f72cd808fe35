"""The staging table: rows copied in, then looked at as a set for numbers met twice and people who may be there."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count
from django.utils.translation import gettext as _

from beneficiaries.states import Outcome
from imports.domain.validation import COLUMNS
from imports.models import ImportRow, PeopleImport

TABLE = ImportRow._meta.db_table
PLACE = "batch_id, " + ", ".join(COLUMNS)
COPY = f"COPY {TABLE} ({PLACE}, alike) FROM STDIN"

# of rows with one number the first stays; each of the others says which row that is
TWICE = f"""
    UPDATE {TABLE} r SET outcome = 'wrong', errors = r.errors || jsonb_build_array(jsonb_build_array(
               %(place)s::int, 'id_number'::text, repeat('•', 6) || r.id_tail,
               replace(%(sentence)s, '%%(row)s', f.n::text)))
      FROM (SELECT id, first AS n FROM (
                SELECT id, n, first_value(n) OVER (PARTITION BY id_hmac ORDER BY n) AS first
                  FROM {TABLE} WHERE batch_id = %(batch)s AND id_hmac <> '') numbered
             WHERE n > first) f
     WHERE r.id = f.id
"""
KNOWN = f"""
    UPDATE {TABLE} r SET outcome = 'wrong', alike = ARRAY[b.id], errors = r.errors || jsonb_build_array(
               jsonb_build_array(%(place)s::int, 'id_number'::text, repeat('•', 6) || r.id_tail, %(sentence)s::text))
      FROM beneficiaries_beneficiary b
     WHERE r.batch_id = %(batch)s AND r.id_hmac <> '' AND b.id_hmac = r.id_hmac
"""


def copy(batch: UUID, rows: Iterable[tuple[Any, ...]]) -> None:
    """Adds checked rows, in the caller's transaction."""
    with connection.cursor() as cursor, cursor.copy(COPY) as stream:
        for row in rows:
            stream.write_row((batch, *row, "{}"))


def twice(batch: PeopleImport) -> None:
    """Marks rows whose number an earlier row of the file has. Once for an import."""
    _mark(TWICE, batch, sentence=_("Row %(row)s of the file has the same identity number."))


def known(batch: PeopleImport) -> None:
    """Marks rows whose number is registered already, with the person. Once for an import."""
    _mark(KNOWN, batch, sentence=_("A person with this identity number is registered already."))


def _mark(statement: str, batch: PeopleImport, **params: Any) -> None:
    place = batch.mapping.get("places", {}).get("id_number", -1)
    with connection.cursor() as cursor:
        # the planner takes rows that were copied a moment ago for one row, and would compare all with all
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, {"batch": batch.pk, "place": place, **params})
        cursor.execute("SET LOCAL enable_nestloop = on")


def count(batch: PeopleImport) -> dict[str, int]:
    """How many rows have each outcome."""
    found = ImportRow.objects.filter(batch=batch).order_by().values_list("outcome").annotate(n=Count("pk"))
    return {str(outcome): 0 for outcome in Outcome.values} | {str(outcome): n for outcome, n in found}
