"""The tools of the tests are tested too: a clock that does not move would make every window test worthless."""

import datetime as dt

import pytest
from django.db import connection

from config.roles import grant
from ledger import clock

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def test_both_clocks_move_together_and_come_back(at):
    moment = dt.datetime(2026, 1, 1, 20, 30, tzinfo=dt.UTC)
    with at("2026-01-01 23:30+03"):
        assert sql("SELECT portal_now()") == (moment,)
        assert clock.now() == moment
        with at("2026-02-01"):
            assert sql("SELECT (portal_now() AT TIME ZONE 'Asia/Riyadh')::text") == ("2026-02-01 00:00:00",)
        assert sql("SELECT portal_now()") == (moment,)
    assert sql("SELECT portal_now() = now()") == (True,)
    assert abs(clock.now() - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=5)


def test_the_attackers_role_has_rows_and_nothing_else(as_app_role, refused):
    assert sql("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user") == ("portal_app", False)
    for attack in [
        "SET LOCAL session_replication_role = replica",
        "ALTER TABLE accounts_staff DISABLE TRIGGER ALL",
        "TRUNCATE accounts_staff CASCADE",
        "CREATE TEMP TABLE accounts_staff (id int)",
        "CREATE TABLE mine (id int)",
        "CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() $$",
        "DELETE FROM django_migrations",
    ]:
        with refused("denied|owner"):
            sql(attack)


def test_granting_twice_changes_nothing():
    grant(role="portal_app")
    grant(role="portal_app")
