"""Whether loaded data are as the portal's own functions would have left them. Read-only, set-based.

The load went past triggers and foreign keys; here each of their rules is asked as a question, whose answer is the
number of rows that break it.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from stdnum import luhn

from bench.dataset.checks import CHECKS, Check
from bench.dataset.tasks import CONNECTIONS, connect
from beneficiaries.models import identity_numbers

# every foreign key of a table in one reading of it
KEYS = """
    SELECT k.conrelid::regclass::text AS child, array_agg(a.attname::text ORDER BY k.conname),
           array_agg(k.confrelid::regclass::text ORDER BY k.conname), array_agg(p.attname::text ORDER BY k.conname)
      FROM pg_constraint k
      JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
      JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[1]
     WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
     GROUP BY k.conrelid ORDER BY k.conrelid::regclass::text
"""
SEQUENCES = """
    SELECT c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""
READ_BACK = """
    SELECT id_token, id_hmac, id_kind FROM beneficiaries_beneficiary ORDER BY id % 997, id LIMIT 200
"""
ON_DISK = """
    SELECT path, size FROM (SELECT path, size, row_number() OVER (PARTITION BY kind ORDER BY sha256, id) AS n
                              FROM documents_storedfile) f WHERE n <= 500
"""


def faults(params: dict[str, Any], *, root: Path) -> list[str]:
    """A sentence for each rule that some rows break, with how many; none when all is well."""
    with connect(params) as own:
        checks = [*_foreign_keys(own), *_sequences(own), *CHECKS]
        found = [*_unreadable(own), *_lost(own, root)]
    return sorted(found + _Answers(checks).ask(params))


@dataclass
class _Answers:
    """Asks checks on several connections."""

    checks: Sequence[Check]

    def ask(self, params: dict[str, Any]) -> list[str]:
        waiting, found, errors = list(self.checks), [], []
        turn = threading.Lock()

        def work() -> None:
            try:
                with connect(params) as own:
                    while True:
                        with turn:
                            if not waiting:
                                return
                            check = waiting.pop(0)
                        broken = own.execute(check.sql).fetchone()[0]  # type: ignore[index]
                        if broken:
                            found.append(f"{broken} {check.sentence}")
            except BaseException as error:  # raised below, in the caller's thread
                errors.append(error)

        threads = [threading.Thread(target=work, daemon=True) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        return found


def _foreign_keys(own: "psycopg.Connection[Any]") -> list[Check]:
    """One question for each table that refers to others."""
    checks = []
    for child, columns, parents, keys in own.execute(KEYS).fetchall():
        links = list(enumerate(zip(columns, parents, keys, strict=True)))
        joins = " ".join(
            f'LEFT JOIN {parent} p{n} ON p{n}."{key}" = c."{column}"' for n, (column, parent, key) in links
        )
        broken = " OR ".join(f'c."{column}" IS NOT NULL AND p{n}."{key}" IS NULL' for n, (column, _, key) in links)
        text = f"SELECT count(*) FROM {child} c {joins} WHERE {broken}"
        checks.append(Check(f"rows of {child} refer to rows that are not there", text))
    return checks


def _sequences(own: "psycopg.Connection[Any]") -> list[Check]:
    """One question for each sequence: whether it stands behind the ids that are there."""
    return [
        Check(
            f"sequences of {table} would give an id again",
            f"SELECT count(*) FROM {sequence} q WHERE (SELECT max({column}) FROM {table}) > q.last_value",
        )
        for table, column, sequence in own.execute(SEQUENCES).fetchall()
    ]


def _unreadable(own: "psycopg.Connection[Any]") -> list[str]:
    """A sample of identity numbers read back: with its key, its fingerprint, its form."""
    broken = 0
    for token, fingerprint, kind in own.execute(READ_BACK).fetchall():
        try:
            broken += not luhn.is_valid(identity_numbers.read(token, fingerprint, kind))
        except identity_numbers.Unreadable:
            broken += 1
    return [f"{broken} of 200 identity numbers cannot be read back"] if broken else []


def _lost(own: "psycopg.Connection[Any]", root: Path) -> list[str]:
    """A sample of files looked for on the disk."""
    rows = own.execute(ON_DISK).fetchall()
    lost = sum(1 for path, size in rows if not (root / path).is_file() or (root / path).stat().st_size != size)
    return [f"{lost} of {len(rows)} files are not on the disk as their rows say"] if lost else []
