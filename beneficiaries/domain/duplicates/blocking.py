"""Blocking: which records are compared at all. Two that share a key are in one block, and only those are scored.

Each key forgives another error, so that one typing error, and mostly two, leave the pair in some block. A block that
many share (a common name) is passed over: its pairs share another key where they are one person.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction

from beneficiaries.domain.duplicates.scoring import Comparable, core

# people in a block at most; a block of so many gives 1,225 pairs
LARGEST = 50
AT_ONCE = 2000

# Every distinct part of a name is brought to its form once: a hundred thousand people share a few thousand.
# `core` in scoring.py goes a little further than these keys do.
_RECORD = """
    WITH word AS MATERIALIZED (
        SELECT w, regexp_replace(replace(ar_norm_v1(w), ' ', ''), '^(ال|ابن)', '') AS core FROM (
            SELECT first_name AS w FROM beneficiaries_beneficiary
            UNION SELECT father_name FROM beneficiaries_beneficiary
            UNION SELECT grandfather_name FROM beneficiaries_beneficiary
            UNION SELECT family_name FROM beneficiaries_beneficiary) parts),
    record AS (
        SELECT p.id, p.birth_date AS born, first.core AS a, father.core AS b, grandfather.core AS c, family.core AS d
          FROM beneficiaries_beneficiary p
          JOIN word first ON first.w = p.first_name
          JOIN word father ON father.w = p.father_name
          JOIN word grandfather ON grandfather.w = p.grandfather_name
          JOIN word family ON family.w = p.family_name
         WHERE p.merged_into_id IS NULL)
"""


@dataclass(frozen=True)
class Key:
    """A blocking key: an SQL expression over _RECORD's columns, NULL where it says nothing of the record."""

    name: str
    sql: str


def _joined(*columns: str) -> str:
    """Return the columns in one text; nothing where one of the names is not there."""
    filled = " AND ".join(f"{column} <> ''" for column in columns)
    return f"CASE WHEN {filled} THEN concat_ws('/', {', '.join(columns)}) END"


_MONTH, _YEAR = "to_char(born, 'YYYYMM')", "to_char(born, 'YYYY')"
BY_PHONE = Key("a mobile number", "phone")
KEYS = (
    Key("day of birth, first letter of the first name", "born::text || left(a, 1)"),
    Key("day of birth, first letters of the family name", "born::text || left(d, 2)"),
    BY_PHONE,
    Key("first, father's and family name", _joined("a", "b", "d")),
    Key("first, grandfather's and family name", _joined("a", "c", "d")),
    Key("father's, grandfather's and family name", _joined("b", "c", "d")),
    # a name that lacks a part has the next one in its place
    Key(
        "first name and two of those after it",
        f"unnest(ARRAY[{_joined('a', 'b', 'c')}, {_joined('a', 'b', 'd')}, {_joined('a', 'c', 'd')}])",
    ),
    Key("the fathers in either order", _joined("a", "least(b, c)", "greatest(b, c)")),
    Key("first and family name, month of birth", _joined("a", "d", _MONTH)),
    Key("first and father's name, year of birth", _joined("a", "b", _YEAR)),
    Key("first and family name, day of birth in any year", _joined("a", "d", "to_char(born, 'MMDD')")),
    Key(
        "first and family name, day and month in either order",
        _joined("a", "d", _YEAR, "least(to_char(born, 'MM'), to_char(born, 'DD'))"),
    ),
)

_KEYED = "SELECT record.id, {key} AS key FROM record"
_KEYED_BY_PHONE = """
    SELECT p.id, c.value AS key FROM beneficiaries_beneficiary p JOIN beneficiaries_contactpoint c
        ON c.beneficiary_id = p.id AND c.kind = 'mobile' AND c.active WHERE p.merged_into_id IS NULL
"""
COLUMNS = """
    p.id, p.first_name, p.father_name, p.grandfather_name, p.family_name, p.birth_date, p.sex, p.district,
    (SELECT string_agg(c.value, ',') FROM beneficiaries_contactpoint c
      WHERE c.beneficiary_id = p.id AND c.kind = 'mobile' AND c.active)
"""
_BLOCKS = """
    {record}, keyed AS ({keyed}),
    block AS (SELECT *, count(*) OVER (PARTITION BY key) AS members FROM keyed WHERE key IS NOT NULL)
    SELECT k.key, {columns} FROM block k JOIN beneficiaries_beneficiary p ON p.id = k.id
     WHERE k.members BETWEEN 2 AND %s ORDER BY k.key, k.id
"""


def blocks(key: Key, *, largest: int = LARGEST) -> Iterator[list[Comparable]]:
    """Yield the blocks of one key among all current people, streamed: memory holds one block and one batch of rows."""
    keyed = _KEYED_BY_PHONE if key is BY_PHONE else _KEYED.format(key=key.sql)
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(_BLOCKS.format(record=_RECORD, keyed=keyed, columns=COLUMNS), [largest])
        for _key, rows in groupby(fetched(cursor), key=itemgetter(0)):
            yield [comparable(row[1:]) for row in rows]


def comparable(row: tuple[Any, ...]) -> Comparable:
    """Return the record of a row: id, the four parts of the name, birth date, sex, district, mobiles with commas."""
    pk, first, father, grandfather, family, born, sex, district, phones = row
    parts = core(first), core(father), core(grandfather), core(family)
    return Comparable(pk, parts, born, sex, district, frozenset(phones.split(",")) if phones else frozenset())


def fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a cursor held by the server, AT_ONCE of them in memory at a time."""
    while rows := cursor.fetchmany(AT_ONCE):
        yield from rows
