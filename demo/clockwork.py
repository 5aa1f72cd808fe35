"""Moving the clock while a demonstration is seeded, in one transaction that nobody else can look into.

The database's clock is replaced, the cases are made, every deferred rule is run, and the real clock is put back, all
before the commit: another session sees the real one throughout. It needs the function's owner, which production's
portal role is not.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from ledger import clock

TRAVELLING = """
    CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(NULLIF(current_setting('portal.test_clock', true), '')::timestamptz, now()) $$
"""


@contextmanager
def travelling() -> Iterator[None]:
    """One transaction in which `moment` moves both clocks; the database's own is back before it commits."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('portal_now()'::regprocedure)")
        (original,) = cursor.fetchone()
        cursor.execute(TRAVELLING)
        yield
        cursor.execute("SELECT set_config('portal.test_clock', '', true)")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(original)


@contextmanager
def moment(when: dt.datetime) -> Iterator[None]:
    """Inside `travelling`: what happens in this block happens at `when` (aware)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.test_clock', %s, true)", [when.isoformat()])
    with clock.moved(when):
        yield
