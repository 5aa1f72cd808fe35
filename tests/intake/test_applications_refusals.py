"""What the database refuses about applications and moves, asked in raw SQL as the portal's own role."""

import pytest

from intake.domain import receipts
from intake.models import Application, Move
from intake.states import ALLOWED, Status
from tests import factories
from tests.intake.factories import q

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]

COLUMNS = (
    "reference, beneficiary_id, service_id, policy_version_id, branch_id, status, step, round, notify_channel_id,"
    " notify_way, outcome_in_message, receipt_noticed, closed_reason, created_by_id"
)


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


def test_a_second_open_application_for_a_service_is_refused(draft, refused):
    with refused("one_open_application_per_service"):
        born(draft, reference="'1448-99999'")
