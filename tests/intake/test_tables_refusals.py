"""What no role, session variable or temporary table can do to the rules of intake's tables."""

import pytest

from tests import factories
from tests.intake.factories import q

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


@pytest.fixture
def draft():
    return factories.draft()


@pytest.fixture
def submitted(at, commit):
    with at("2026-01-01 23:30"), commit():
        return factories.submitted()


@pytest.mark.parametrize(
    "table",
    ["move", "statement", "declaration", "application", "recusal", "referral", "receipt", "applicationevent"],
)
def test_nothing_of_it_is_truncated(submitted, refused, table):
    q("RESET ROLE")  # even the owner is refused; the portal's role may not try at all
    with refused("append_only"):
        q(f"TRUNCATE intake_{table} CASCADE")


def test_the_portal_role_may_not_truncate_at_all(submitted, refused):
    with refused("permission denied"):
        q("TRUNCATE intake_move")


@pytest.mark.parametrize(
    "sql",
    [
        "SET session_replication_role = replica",
        "ALTER TABLE intake_move DISABLE TRIGGER ALL",
        "ALTER TABLE intake_application DROP CONSTRAINT application_status_known",
        "CREATE OR REPLACE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() $$",
        "DROP FUNCTION open_points_v1(bigint)",
    ],
)
def test_the_portal_role_cannot_take_the_rules_away(submitted, refused, sql):
    with refused("permission denied|must be owner"):
        q(sql)


def test_no_session_variable_switches_the_rules_off(submitted, refused):
    names = [row[0] for row in q("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'")]
    with refused("append_only"):
        q("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")
        q("DELETE FROM intake_move")


def test_history_is_kept_though_a_session_asks_to_ignore_it(draft):
    names = [row[0] for row in q("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'")]
    q("SELECT set_config('pgtrigger.ignore', %s, true)", "{" + ",".join(names) + "}")
    q("UPDATE intake_application SET outcome_in_message = true WHERE id = %s", draft.pk)
    assert q("SELECT outcome_in_message FROM intake_applicationevent WHERE pgh_obj_id = %s", draft.pk) == [(False,)]


def test_a_temporary_table_cannot_stand_in_for_the_moves(submitted, refused):
    q("RESET ROLE")  # production revokes TEMP from the portal's role; the rule holds even where it has it
    q("CREATE TEMP TABLE intake_move (application_id bigint, n int, from_status text, to_status text)")
    q("INSERT INTO intake_move VALUES (%s, 2, 'submitted', 'closed')", submitted.pk)
    with refused("status_without_move", commit=True):
        q(
            "UPDATE public.intake_application SET status = 'closed', closed_reason = 'withdrawn' WHERE id = %s",
            submitted.pk,
        )
    q("DROP TABLE pg_temp.intake_move")


def test_a_recusal_is_never_lifted(draft, refused):
    q(
        "INSERT INTO intake_recusal (application_id, staff_id, reason, by_id) VALUES (%s, %s, 'x', %s)",
        draft.pk,
        draft.created_by_id,
        draft.created_by_id,
    )
    for sql in ("DELETE FROM intake_recusal", "UPDATE intake_recusal SET reason = 'y'"):
        with refused("append_only"):
            q(sql)
