"""Moving the clock while a demonstration is seeded, in one transaction that nobody else can look into.

The database's clock is replaced, the cases are made, every deferred rule is run, and the real clock is put back, all
before the commit: another session sees the real one throughout. It needs the function's owner, which production's
portal role is not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from scenarios.clock import MOVABLE, set_moment


@contextmanager
def travelling() -> Iterator[None]:
    """One transaction in which `moment` moves both clocks; the database's own is back before it commits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('portal_now()'::regprocedure)")
        (original,) = cursor.fetchone()
        cursor.execute(MOVABLE)
        yield
        set_moment("")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(original)
