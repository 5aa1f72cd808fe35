"""Moving the database's clock and Python's together, in a transaction or database of one's own.

Only the owner of portal_now() may make it movable, which production's portal role is not.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from ledger import clock

SETTING = "portal.test_clock"
MOVABLE = f"""
    CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(NULLIF(current_setting('{SETTING}', true), '')::timestamptz, now()) $$
"""


@contextmanager
def moment(when: dt.datetime, *, for_transaction: bool = True) -> Iterator[None]:
    """Let what happens in the block happen at `when` (aware). portal_now() has to be MOVABLE.

    The setting ends with the transaction, or with the connection where `for_transaction` is false.
    """
    before = set_moment(when.isoformat(), for_transaction=for_transaction)
    try:
        with clock.moved(when):
            yield
    finally:
        set_moment(before, for_transaction=for_transaction)


def set_moment(value: str, *, for_transaction: bool = True) -> str:
    """Set the database's moment (ISO, or empty for the present one), and return the one before."""
    if connection.needs_rollback:  # a broken transaction takes no statement, and its rollback undoes the setting
        return ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [SETTING])
        before = cursor.fetchone()[0] or ""
        cursor.execute("SELECT set_config(%s, %s, %s)", [SETTING, value, for_transaction])
    return str(before)


def run_deferred_rules() -> None:
    """Run the rules that the database keeps for the commit, and leave them deferred again."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
