"""The staging table: rows copied in, then marked as a set where numbers occur twice or are registered already."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from imports.domain.rows import COLUMNS
from imports.models import ImportRow, PeopleImport

TABLE = ImportRow._meta.db_table
PLACE = "people_import_id, " + ", ".join(COLUMNS)
COPY = f"COPY {TABLE} ({PLACE}, alike) FROM STDIN"

# of rows with one number the first stays; each of the others says which row that is
REPEATED = f"""
    UPDATE {TABLE} r SET outcome = 'wrong', errors = r.errors || jsonb_build_array(jsonb_build_array(
               %(place)s::int, 'id_number'::text, repeat('•', 6) || r.id_tail,
               replace(%(sentence)s, '%%(row)s', f.n::text)))
      FROM (SELECT id, first AS n FROM (
                SELECT id, n, first_value(n) OVER (PARTITION BY id_hmac ORDER BY n) AS first
                  FROM {TABLE} WHERE people_import_id = %(people_import)s AND id_hmac <> '') numbered
             WHERE n > first) f
     WHERE r.id = f.id
"""
REGISTERED = f"""
    UPDATE {TABLE} r SET outcome = 'wrong', alike = ARRAY[b.id], errors = r.errors || jsonb_build_array(
               jsonb_build_array(%(place)s::int, 'id_number'::text, repeat('•', 6) || r.id_tail, %(sentence)s::text))
      FROM beneficiaries_beneficiary b
     WHERE r.people_import_id = %(people_import)s AND r.id_hmac <> '' AND b.id_hmac = r.id_hmac
"""


def copy(import_id: UUID, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add checked rows, in the caller's transaction."""
    with connection.cursor() as cursor, cursor.copy(COPY) as stream:
        for row in rows:
            stream.write_row((import_id, *row, "{}"))


def mark_repeated(people_import: PeopleImport) -> None:
    """Mark rows whose number an earlier row of the file has. Once for an import."""
    _mark(REPEATED, people_import, sentence=_("Row %(row)s of the file has the same identity number."))


def mark_registered(people_import: PeopleImport) -> None:
    """Mark rows whose number is registered already, with the person. Once for an import."""
    _mark(REGISTERED, people_import, sentence=_("A person with this identity number is registered already."))


def _mark(statement: str, people_import: PeopleImport, **params: Any) -> None:
    place = people_import.mapping.get("places", {}).get("id_number", -1)
    with connection.cursor() as cursor:
        # the planner takes rows that were copied a moment ago for one row, and would compare all with all
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(statement, {"people_import": people_import.pk, "place": place, **params})
        cursor.execute("SET LOCAL enable_nestloop = on")
