"""A transaction that is always rolled back, and inside it a clock that is set."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from conformance.domain.checks.base import NoClock
from scenarios import clock

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


@contextmanager
def moment(when: dt.datetime) -> Iterator[None]:
    """Inside rolled_back(): what happens in this block happens at `when` (aware), for the database and for Python.

    Raises NoClock where the database's role does not own the clock's function, as the portal's own role does not.
    """
    if not _rolled_back.get():
        raise RuntimeError("the clock moves only where everything is rolled back")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            # seen by no other session, and gone with the rollback
            cursor.execute(clock.MOVABLE)
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NoClock from error
        raise
    with clock.moment(when):
        yield
