"""What the database refuses about applications, statements and moves, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection

from intake.domain import receipts
from intake.models import Application, Move, Statement
from intake.states import ALLOWED, Status
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]

COLUMNS = (
    "reference, beneficiary_id, service_id, policy_version_id, branch_id, status, step, round, notify_channel_id,"
    " notify_way, outcome_in_message, receipt_noticed, closed_reason, created_by_id"
)


def q(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


def born(application, *, more="", values="", **changes):
    """INSERT a copy of this application under another reference, with these columns otherwise."""
    picked = [changes.get(name.strip(), name.strip()) for name in COLUMNS.split(",")]
    q(
        f"INSERT INTO intake_application ({COLUMNS}{more}) SELECT {', '.join(picked)}{values}"
        f" FROM intake_application WHERE id = {application.pk}"
    )


@pytest.fixture
def draft():
    return factories.draft()


@pytest.fixture
def submitted(at, commit):
    with at("2026-01-01 23:30"), commit():
        return factories.submitted()


BIRTHS = [
    {"status": "'submitted'"},
    {"status": "'accepted'"},
    {"status": "'banana'"},
    {"step": "3"},
    {"round": "2"},
    {"receipt_noticed": "true"},
    {"more": ", receipt_handed", "values": ", true"},
    {"more": ", submitted_at", "values": ", now() - interval '30 days'"},
    {"more": ", decision_not_before", "values": ", now() - interval '1 day'"},
    {"more": ", decision_days", "values": ", 0"},
    {"more": ", target_at", "values": ", now()"},
]


@pytest.mark.parametrize("how", BIRTHS, ids=lambda how: " ".join(f"{k}={v}" for k, v in how.items()))
def test_it_is_born_a_draft_without_dates(draft, refused, how):
    with refused("application_born_draft"):
        born(draft, **{"reference": "'1448-99999'", **how})


def test_its_birth_cannot_be_backdated(draft):
    born(
        draft,
        reference="'1448-99999'",
        service_id=str(factories.make_service("other").pk),
        more=", created_at",
        values=", '2020-01-01'",
    )
    assert Application.objects.get(reference="1448-99999").created_at.year > 2020


def test_since_when_it_stands_so_is_stamped(draft):
    born(
        draft,
        reference="'1448-99999'",
        service_id=str(factories.make_service("other").pk),
        more=", stands_since",
        values=", '2020-01-01'",
    )
    assert Application.objects.get(reference="1448-99999").stands_since.year > 2020


def test_since_when_it_stands_so_moves_with_the_status_only(submitted, refused):
    move = Move.objects.get(application=submitted)
    assert Application.objects.get(pk=submitted.pk).stands_since == move.at
    with refused("step_without_status"):
        q("UPDATE intake_application SET stands_since = '2020-01-01' WHERE id = %s", submitted.pk)


def test_a_receipt_is_not_called_handed_over_without_its_record(submitted, refused):
    with refused("receipt_without_record"):
        q("UPDATE intake_application SET receipt_handed = true WHERE id = %s", submitted.pk)


def test_a_receipt_once_handed_over_stays_so(submitted, refused):
    receipts.issue(application_id=submitted.pk, by=submitted.created_by)
    receipts.hand_over(application_id=submitted.pk, by=submitted.created_by)
    assert Application.objects.get(pk=submitted.pk).receipt_handed
    with refused("receipt_without_record"):
        q("UPDATE intake_application SET receipt_handed = false WHERE id = %s", submitted.pk)


def test_an_unknown_status_is_refused(draft, refused):
    with refused("move_not_allowed"):
        q("UPDATE intake_application SET status = 'banana' WHERE id = %s", draft.pk)


NOT_ALLOWED = [(a.value, b.value) for a in Status for b in Status if a != b and (a, b) not in ALLOWED]


@pytest.mark.parametrize("pair", NOT_ALLOWED, ids="-".join)
def test_a_move_that_is_not_in_the_table_is_refused(draft, refused, pair):
    """The pair alone decides, wherever the application stands."""
    with refused("move_not_allowed"):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
            " VALUES (%s, 1, %s, %s, %s, '')",
            draft.pk,
            *pair,
            draft.created_by_id,
        )


@pytest.mark.parametrize("to", [s.value for s in Status if s.value not in ("draft", "submitted", "closed")])
def test_a_draft_cannot_jump(draft, refused, to):
    with refused("move_not_allowed"):
        q("UPDATE intake_application SET status = %s WHERE id = %s", to, draft.pk)


def test_a_status_without_its_move_is_refused(submitted, refused):
    with refused("status_without_move", commit=True):
        q("UPDATE intake_application SET status = 'closed', closed_reason = 'withdrawn' WHERE id = %s", submitted.pk)


def test_a_move_without_its_change_is_refused(submitted, refused):
    with refused("move_without_status", commit=True):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
            " VALUES (%s, 2, 'submitted', 'closed', %s, '')",
            submitted.pk,
            submitted.created_by_id,
        )


def test_a_forged_move_does_not_cover_another_change(submitted, refused):
    with refused("status_without_move", commit=True):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
            " VALUES (%s, 2, 'submitted', 'closed', %s, '')",
            submitted.pk,
            submitted.created_by_id,
        )
        q(
            "UPDATE intake_application SET status = 'in_assessment', researcher_id = %s WHERE id = %s",
            submitted.created_by_id,
            submitted.pk,
        )


def test_a_move_by_nobody_is_refused(submitted, refused):
    with refused("move_by_somebody"):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, note)"
            " VALUES (%s, 2, 'submitted', 'closed', '')",
            submitted.pk,
        )


def test_the_step_counter_cannot_be_turned_back(submitted, refused):
    with refused("step_without_status"):
        q("UPDATE intake_application SET step = 0 WHERE id = %s", submitted.pk)


def test_the_round_moves_with_an_appeal_only(submitted, refused):
    with refused("round_without_appeal"):
        q("UPDATE intake_application SET round = 2 WHERE id = %s", submitted.pk)


FIXED = {
    "submitted_at = '2020-01-01'": "submission_window_fixed",
    "decision_days = 0": "submission_window_fixed",
    "decision_not_before = now() - interval '1 day'": "submission_window_fixed",
    "target_at = NULL": "submission_window_fixed",
    "reference = '1448-00001x'": "applicant_fixed",
    "created_at = '2020-01-01'": "applicant_fixed",
    "beneficiary_id = beneficiary_id + 1": "applicant_fixed",
    "service_id = service_id + 1": "applicant_fixed",
    "policy_version_id = policy_version_id + 1": "policy_version_fixed",
    "closed_reason = 'died'": "closed_reason_fixed",
    "branch_id = branch_id + 1": "branch_fixed",
}


@pytest.mark.parametrize("change", FIXED)
def test_the_submission_is_fixed(submitted, refused, change):
    with refused(FIXED[change]):
        q(f"UPDATE intake_application SET {change} WHERE id = %s", submitted.pk)


def test_the_submission_is_stamped_whatever_is_sent(at, commit):
    with at("2026-01-01 23:30:00.000001"), commit():
        draft = factories.signed()
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note, at)"
            " VALUES (%s, 1, 'draft', 'submitted', %s, '', '2020-01-01')",
            draft.pk,
            draft.created_by_id,
        )
        q(
            "UPDATE intake_application SET status = 'submitted', submitted_at = '2020-01-01',"
            " decision_not_before = '2020-01-02', decision_days = 1 WHERE id = %s",
            draft.pk,
        )
    draft.refresh_from_db()
    assert draft.submitted_at.isoformat() == "2026-01-01T20:30:00.000001+00:00"
    assert draft.decision_not_before.isoformat() == "2026-01-15T20:30:00.000001+00:00"
    assert draft.decision_days == 14
    assert draft.moves.get().at == draft.submitted_at


def test_it_is_not_submitted_unsigned(draft, refused):
    with refused("newest_unsigned", commit=True):
        application = factories.fill(draft)
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
            " VALUES (%s, 1, 'draft', 'submitted', %s, '')",
            application.pk,
            application.created_by_id,
        )
        q("UPDATE intake_application SET status = 'submitted' WHERE id = %s", application.pk)


def test_it_is_not_signed_with_open_points(draft, refused):
    statement = draft.statements.get()
    with refused("sheet_open"):
        q(
            "INSERT INTO intake_declaration (statement_id, policy_version_id, text, payload, shown_digest, method,"
            " signer_name, witness_id) SELECT id, %s, 'x', '{}', digest_v1(signed_payload_v1(id)), 'typed', 'x', %s"
            " FROM intake_statement WHERE id = %s",
            draft.policy_version_id,
            draft.created_by_id,
            statement.pk,
        )


def test_a_signature_over_something_else_is_refused(draft, refused):
    statement = factories.fill(draft).statements.get()
    with refused("signed_not_shown"):
        q(
            "INSERT INTO intake_declaration (statement_id, policy_version_id, text, payload, shown_digest, method,"
            " signer_name, witness_id) VALUES (%s, %s, 'x', '{\"forged\": 1}', repeat('0', 64), 'typed', 'x', %s)",
            statement.pk,
            draft.policy_version_id,
            draft.created_by_id,
        )


SIGNED = {
    "UPDATE intake_statement SET data = '{}'": "statement_signed",
    "UPDATE intake_statement SET signed_at = NULL": "statement_signed",
    "UPDATE intake_statement SET edits = edits + 1": "statement_signed",
    "DELETE FROM intake_statement": "never_deleted",
    "UPDATE intake_matchline SET result = 'open', by_id = NULL, at = NULL": "statement_signed",
    "UPDATE intake_matchline SET on_document = 'x'": "statement_signed",
    "DELETE FROM intake_matchline": "never_deleted",
    "UPDATE intake_statementdocument SET number = 'x'": "statement_signed",
    "DELETE FROM intake_statementdocument": "never_deleted",
    "UPDATE intake_declaration SET signer_name = 'x'": "append_only",
    "UPDATE intake_declaration SET signed_at = '2020-01-01'": "append_only",
    "DELETE FROM intake_declaration": "append_only",
    "UPDATE intake_move SET note = 'x'": "append_only",
    "UPDATE intake_move SET at = '2020-01-01'": "append_only",
    "DELETE FROM intake_move": "append_only",
    "DELETE FROM intake_application": "never_deleted",
}


@pytest.mark.parametrize("sql", SIGNED)
def test_what_was_signed_and_moved_stays(submitted, refused, sql):
    with refused(SIGNED[sql]):
        q(sql)


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


def test_a_second_open_application_for_a_service_is_refused(draft, refused):
    with refused("one_open_application_per_service"):
        born(draft, reference="'1448-99999'")


def test_rows_of_a_match_sheet_cannot_be_added_by_hand(draft, refused):
    with refused("sheet_laid_out"):
        q(
            "INSERT INTO intake_matchline (statement_id, requirement_id, document_id, key, label, kind, required,"
            " position, declared, on_document, result, stands, reason)"
            " SELECT statement_id, requirement_id, document_id, 'x', 'x', kind,"
            " false, 9, '', '', 'open', '', '' FROM intake_matchline LIMIT 1"
        )


def test_a_requirement_cannot_be_made_optional_on_the_sheet(draft, refused):
    with refused("sheet_asked_fixed"):
        q("UPDATE intake_matchline SET required = false")


def test_a_second_statement_waits_for_the_first_signature(draft, refused):
    with refused("statement_unsigned"):
        q(
            "INSERT INTO intake_statement (application_id, n, data, edits, created_by_id) VALUES (%s, 2, '{}', 0, %s)",
            draft.pk,
            draft.created_by_id,
        )


def test_no_statement_is_added_after_submission(submitted, refused):
    with refused("data_not_open"):
        q(
            "INSERT INTO intake_statement (application_id, n, data, edits, created_by_id) VALUES (%s, 2, '{}', 0, %s)",
            submitted.pk,
            submitted.created_by_id,
        )


def test_a_new_statement_unsigns_the_draft(refused):
    application = factories.signed()
    Statement.objects.create(application=application, n=2, created_by=application.created_by)
    with refused("newest_unsigned", commit=True):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, by_id, note)"
            " VALUES (%s, 1, 'draft', 'submitted', %s, '')",
            application.pk,
            application.created_by_id,
        )
        q("UPDATE intake_application SET status = 'submitted' WHERE id = %s", application.pk)


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


def test_the_digest_does_not_depend_on_the_session(draft):
    statement = factories.fill(draft).statements.get()
    found = set()
    for setting in ("timezone='UTC'", "timezone='Asia/Riyadh'", "datestyle='German'", "extra_float_digits=-5"):
        q(f"SET LOCAL {setting}")
        found.add(q("SELECT digest_v1(signed_payload_v1(%s))", statement.pk)[0][0])
    assert len(found) == 1
