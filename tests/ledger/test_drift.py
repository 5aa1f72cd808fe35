"""The guard sees what makemigrations does not: another function body, a trigger disabled or gone."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from ledger.drift import functions, problems

pytestmark = pytest.mark.django_db


def q(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture(autouse=True)
def _real_clock():
    """Tests run with a clock that moves; the guard would rightly complain about it."""
    q("CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() $$")


def test_it_finds_nothing_in_a_fresh_database():
    assert problems() == []
    call_command("check_database", verbosity=0)


def test_it_knows_every_function_of_the_apps():
    assert {"portal_now", "digest_v1", "open_points_v1", "signed_payload_v1", "counted_members_v1"} <= set(functions())


def test_it_finds_a_clock_that_was_replaced():
    q(
        "CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS"
        " $$ SELECT now() + interval '15 days' $$"
    )
    assert problems() == ["function portal_now is not the one in the code"]
    with pytest.raises(CommandError, match="portal_now"):
        call_command("check_database")


def test_it_finds_a_disabled_trigger():
    q("ALTER TABLE intake_move DISABLE TRIGGER USER")
    assert "trigger intake.Move:append_only is disabled" in problems()


def test_it_finds_a_dropped_trigger():
    name = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'intake_move'::regclass AND tgname LIKE '%append_only%'"
    with connection.cursor() as cursor:
        cursor.execute(name)
        (trigger,) = cursor.fetchone()
    q(f"DROP TRIGGER {trigger} ON intake_move")
    assert [line for line in problems() if "intake.Move:append_only" in line]


def test_it_finds_a_trigger_whose_function_was_emptied():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgfoid::regproc FROM pg_trigger WHERE tgrelid = 'intake_move'::regclass"
            " AND tgname LIKE '%append_only%'"
        )
        (function,) = cursor.fetchone()
    q(f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$")
    assert [line for line in problems() if "runs another function body" in line]
