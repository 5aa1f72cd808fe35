"""Registered people whom a row of a file may be: the same scoring as everywhere, on a few candidates a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter

from django.db import connection

from beneficiaries.domain.duplicates.blocking import COLUMNS, comparable, fetched
from beneficiaries.domain.duplicates.scoring import LIKELY, Comparable, compare, hopeless
from imports.models import ImportRow, PeopleImport
from imports.states import RowOutcome

TABLE = ImportRow._meta.db_table
MOST = 2
# above so many rows everybody is read once; below, each row asks the indexes
MANY = 2000
_ROW = (
    "r.id, r.first_name, r.father_name, r.grandfather_name, r.family_name, r.birth_date, r.sex, r.district,"
    " nullif(r.mobile, '')"
)
# Names that begin alike, of people born on one day or reached at one number; the rest is left to the nightly search.
_CANDIDATES = f"""
    WITH r AS MATERIALIZED (
        SELECT *, left(name_norm, 2) AS begins FROM {TABLE}
          WHERE people_import_id = %(people_import)s AND outcome = 'good'
    ), same AS (
        SELECT r.id, p.id AS person FROM r JOIN beneficiaries_beneficiary p
            ON p.birth_date = r.birth_date AND left(p.name_norm, 2) = r.begins
        UNION
        SELECT r.id, p.id FROM r
          JOIN beneficiaries_contactpoint c ON c.value = r.mobile AND c.kind = 'mobile' AND c.active
          JOIN beneficiaries_beneficiary p ON p.id = c.beneficiary_id AND left(p.name_norm, 2) = r.begins
         WHERE r.mobile <> ''
    )
    SELECT {_ROW}, {COLUMNS} FROM same JOIN r ON r.id = same.id
      JOIN beneficiaries_beneficiary p ON p.id = same.person AND p.merged_into_id IS NULL
     ORDER BY r.id, p.id
"""
_MARK = f"""
    UPDATE {TABLE} r SET outcome = '{RowOutcome.LIKELY.value}', alike = string_to_array(found.people, ',')::bigint[]
      FROM unnest(%s::bigint[], %s::text[]) AS found (id, people) WHERE r.id = found.id
"""


def mark(people_import: PeopleImport) -> None:
    """Mark good rows that may be registered people, with the likeliest of them, two at most.

    In the caller's transaction; memory holds one batch of candidates, and the ids of the rows that were marked.
    """
    people: dict[int, str] = {}
    for row_id, pairs in _rows(people_import):
        scored = [(compare(row, other).score, -other.pk) for row, other in pairs if not hopeless(row, other)]
        likely = sorted((pair for pair in scored if pair[0] >= LIKELY), reverse=True)[:MOST]
        if likely:
            people[row_id] = ",".join(str(-pk) for _score, pk in likely)
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [list(people), list(people.values())])


def _rows(people_import: PeopleImport) -> Iterator[tuple[int, list[tuple[Comparable, Comparable]]]]:
    """Yield each row that has candidates, with all of them."""
    many = ImportRow.objects.filter(people_import=people_import).order_by()[: MANY + 1].count() > MANY
    with connection.chunked_cursor() as cursor, _hashing(many):
        cursor.execute(_CANDIDATES, {"people_import": people_import.pk})
        for row_id, lines in groupby(fetched(cursor), key=itemgetter(0)):
            yield row_id, [(comparable(line[:9]), comparable(line[9:])) for line in lines]


@contextmanager
def _hashing(many: bool) -> Iterator[None]:
    """Rows that were just copied have no statistics, so that the planner takes fifty thousand for one."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL enable_nestloop = {'off' if many else 'on'}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = on")
