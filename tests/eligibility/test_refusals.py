"""What the database refuses of a study, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection, transaction

from eligibility.domain import refusals
from eligibility.models import Assessment, DocumentReview, Interview, Recommendation
from intake.domain import moves
from ledger.errors import Refused, translated_integrity_errors
from tests import factories
from tests.eligibility.factories import REVIEW, interview, proposal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]

TABLES = ["assessment", "documentreview", "interview", "recommendation"]


def q(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def case(commit):
    with commit():
        return factories.in_assessment()


def review(case, at="now()"):
    q(
        "INSERT INTO eligibility_documentreview (assessment_id, finding, note, by_id, at)"
        f" VALUES (%s, 'satisfies', 'مكتملة', %s, {at})",
        *(case.assessment.pk, case.researcher_id),
    )


def talk(case):
    q(
        "INSERT INTO eligibility_interview (assessment_id, held_on, place, present, summary, by_id)"
        " VALUES (%s, '2026-01-01', 'office', 'المستفيدة', 'الدخل ثابت.', %s)",
        *(case.assessment.pk, case.researcher_id),
    )


def recommend(case, in_round=1, **values):
    row = {**proposal().columns, **values}
    q(
        "INSERT INTO eligibility_recommendation (application_id, round, by_id, outcome, reasons, help_kind, amount,"
        " conditions) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        *(case.pk, in_round, case.researcher_id),
        *(row[name] for name in ("outcome", "reasons", "help_kind", "amount", "conditions")),
    )


@pytest.mark.parametrize("add", [review, talk, recommend])
@pytest.mark.parametrize("state", ["awaiting_applicant", "awaiting_decision"])
def test_nothing_is_added_outside_the_assessment(case, refused, add, state):
    by = case.researcher
    if state == "awaiting_applicant":
        moves.ask(application_id=case.pk, step=case.step, by=by, note="عقد الإيجار")
    else:
        moves.refer(application_id=case.pk, step=case.step, by=by)
    with refused("case_not_in_assessment"):
        add(case)


def test_a_study_does_not_begin_before_the_case_is_taken(refused):
    case = factories.submitted()
    with refused("case_not_in_assessment"):
        q(
            "INSERT INTO eligibility_assessment (application_id, opened_by_id) VALUES (%s, %s)",
            *(case.pk, case.created_by_id),
        )


def test_a_case_has_one_study(case, refused):
    with refused("eligibility_assessment_application_id_key"):
        q(
            "INSERT INTO eligibility_assessment (application_id, opened_by_id) VALUES (%s, %s)",
            *(case.pk, case.researcher_id),
        )


@pytest.mark.parametrize("table", TABLES)
def test_what_was_recorded_stays(case, commit, refused, table):
    with commit():
        review(case)
        talk(case)
        recommend(case)
    for attack in ("UPDATE eligibility_{} SET at = now()", "DELETE FROM eligibility_{}"):
        with refused("append_only"):
            q(attack.format(table))
    q("RESET ROLE")
    with refused("append_only"):
        q(f"TRUNCATE eligibility_{table} CASCADE")


def test_a_record_is_dated_by_the_database(case):
    review(case, at="'2020-01-01'")
    assert DocumentReview.objects.get().at.year > 2020


def test_a_recommendation_is_of_the_present_round_whatever_is_sent(case):
    recommend(case, in_round=7)
    assert Recommendation.objects.get().round == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"outcome": "perhaps", "amount": None}, "recommendation_outcome_known"),
        ({"reasons": " \n"}, "recommendation_has_reasons"),
        ({"amount": 0}, "recommendation_amount_of_acceptance"),
        ({"outcome": "reject"}, "recommendation_amount_of_acceptance"),
    ],
)
def test_a_recommendation_says_what_a_proposal_may(case, refused, values, code):
    with refused(code):
        recommend(case, **values)


def test_a_refusal_of_the_database_is_said_in_words(case):
    with pytest.raises(Refused) as refusal, translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        recommend(case, reasons=" ")
    assert refusal.value.code == "recommendation_has_reasons"
    assert refusal.value.message == refusals.SENTENCES["recommendation_has_reasons"]


def test_records_through_the_models_meet_the_same_rules(case, refused):
    assessment, by = Assessment.objects.get(), case.researcher
    moves.refer(application_id=case.pk, step=case.step, by=by)
    with refused("case_not_in_assessment"):
        DocumentReview.objects.create(assessment=assessment, by=by, **REVIEW)
    with refused("case_not_in_assessment"):
        Interview.objects.create(assessment=assessment, by=by, **interview())
