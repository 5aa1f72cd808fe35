"""What the database refuses about statements and signatures, asked in raw SQL as the portal's own role."""

import pytest

from intake.models import Statement
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


def test_the_digest_does_not_depend_on_the_session(draft):
    statement = factories.fill(draft).statements.get()
    found = set()
    for setting in ("timezone='UTC'", "timezone='Asia/Riyadh'", "datestyle='German'", "extra_float_digits=-5"):
        q(f"SET LOCAL {setting}")
        found.add(q("SELECT digest_v1(signed_payload_v1(%s))", statement.pk)[0][0])
    assert len(found) == 1
