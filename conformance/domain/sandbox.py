"""A transaction that is always rolled back, and inside it a clock that is set."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from conformance.domain.checks.base import NoClock
from ledger import clock

# Only the function's owner may do this, and only until the rollback: no other session ever sees it.
SETTABLE = """
    CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(NULLIF(current_setting('portal.test_clock', true), '')::timestamptz, now()) $$
"""
SETTING = "portal.test_clock"
# Two runs at once would make the same references and addresses.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('conformance'))"

_rolled_back: ContextVar[bool] = ContextVar("rolled_back", default=False)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Return a transaction of which nothing stays; another run waits for its end. May be entered inside another one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(LOCK)
        token = _rolled_back.set(True)
        try:
            yield
        finally:
            _rolled_back.reset(token)
            transaction.set_rollback(True)


def settle() -> None:
    """Run the rules that the database keeps for the commit, which never comes here."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def moment(when: dt.datetime) -> Iterator[None]:
    """Inside rolled_back(): what happens in this block happens at `when` (aware), for the database and for Python.

    Raises NoClock where the database's role does not own the clock's function, as the portal's own role does not.
    """
    if not _rolled_back.get():
        raise RuntimeError("the clock moves only where everything is rolled back")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SETTABLE)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NoClock from error
        raise
    before = _set(when.isoformat())
    try:
        with clock.moved(when):
            yield
    finally:
        if not connection.needs_rollback:
            _set(before)


def _set(value: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, value])
    return str(before)
