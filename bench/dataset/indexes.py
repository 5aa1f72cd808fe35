"""Indexes of the tables that are loaded: dropped before, built again after, exactly as they were."""

from dataclasses import dataclass
from typing import Any

import psycopg

from bench.dataset.tasks import Task

# Primary keys stay: foreign keys rest on them, and ids grow as rows are added. So do the few whose condition lists
# words: PostgreSQL prints `IN` over varchar in a form that it reads back as another expression.
FOUND = """
    SELECT t.relname, i.relname, pg_get_indexdef(x.indexrelid), c.conname, pg_get_constraintdef(c.oid)
      FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
      LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype = 'u'
     WHERE t.relnamespace = 'public'::regnamespace AND NOT x.indisprimary AND t.relname = ANY(%s)
       AND COALESCE(pg_get_expr(x.indpred, x.indrelid), '') NOT LIKE '%%::character varying%%'
     ORDER BY t.relname, i.relname
"""
EVERY = """
    SELECT pg_get_indexdef(x.indexrelid) || COALESCE(pg_get_constraintdef(c.oid), '')
      FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
      LEFT JOIN pg_constraint c ON c.conindid = x.indexrelid AND c.contype IN ('u', 'p')
     WHERE t.relnamespace = 'public'::regnamespace
"""


@dataclass(frozen=True)
class Index:
    """One index, with what drops it and what builds it again."""

    table: str
    name: str
    drop: str
    build: str


def of(connection: "psycopg.Connection[Any]", tables: list[str]) -> list[Index]:
    """Every index of these tables but the primary keys."""
    found = []
    for table, index, definition, constraint, unique in connection.execute(FOUND, [tables]).fetchall():
        if constraint:
            drop = f'ALTER TABLE public."{table}" DROP CONSTRAINT "{constraint}"'
            found.append(
                Index(table, index, drop, f'ALTER TABLE public."{table}" ADD CONSTRAINT "{constraint}" {unique}')
            )
        else:
            found.append(Index(table, index, f'DROP INDEX public."{index}"', definition))
    return found


def drop(connection: "psycopg.Connection[Any]", indexes: list[Index]) -> None:
    """Drops them."""
    for index in indexes:
        connection.execute(index.drop)


def tasks(indexes: list[Index]) -> list[Task]:
    """Building each, once its table is filled."""
    return [Task(f"index of {one.table}:{one.name}", one.build, after=(one.table,), kind="indexes") for one in indexes]


def every(connection: "psycopg.Connection[Any]") -> set[str]:
    """All index definitions of the schema, to see that it ends as it began."""
    return {row[0] for row in connection.execute(EVERY).fetchall()}
