"""What a researcher records of a case: reviews, interviews, the recommendation; and what sends it on."""

import datetime as dt

import pytest

from accounts.states import Role
from eligibility.domain import assessments, document_reviews, interviews, recommendations
from eligibility.models import DocumentReview, Interview, Recommendation
from eligibility.queries.assessments import is_open_to, newest_lines, what_lacks
from eligibility.states import Finding
from intake.domain import moves, recusals
from intake.models import Application
from intake.states import Status
from ledger import clock
from ledger.errors import Refused
from tests import factories
from tests.eligibility.factories import REVIEW, interview, proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return factories.in_assessment()


def record(kind, case, by=None, **values):
    by = by or case.researcher
    if kind == "review":
        return document_reviews.record(application_id=case.pk, by=by, **{**REVIEW, **values})
    if kind == "interview":
        return interviews.record(application_id=case.pk, by=by, **interview(**values))
    return recommendations.write(application_id=case.pk, by=by, proposal=proposal(**values))


KINDS = pytest.mark.parametrize(
    ("kind", "model"), [("review", DocumentReview), ("interview", Interview), ("recommendation", Recommendation)]
)


@KINDS
def test_a_record_is_dated_by_the_database_and_names_its_author(case, kind, model):
    row = model.objects.get(pk=record(kind, case).pk)
    assert (row.by, row.tool_version) == (case.researcher, None)
    assert clock.now() - row.at < dt.timedelta(minutes=5)


@KINDS
def test_a_click_that_came_twice_adds_one_record(case, kind, model):
    assert record(kind, case) == record(kind, case)
    assert model.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "values", "model"),
    [
        ("review", {"finding": Finding.LACKING}, DocumentReview),
        ("interview", {"present": "ابنها"}, Interview),
        ("recommendation", {"amount": 5000}, Recommendation),
    ],
)
def test_another_record_is_added_beside_the_first(case, kind, values, model):
    record(kind, case)
    record(kind, case, **values)
    record(kind, case)
    assert model.objects.count() == 3


@KINDS
def test_a_colleague_records_nothing_and_the_head_stands_in(case, kind, model):
    with pytest.raises(Refused) as refusal:
        record(kind, case, by=factories.make_staff(Role.RESEARCHER, branch=case.branch))
    assert (refusal.value.code, model.objects.count()) == ("may", 0)
    head = factories.make_staff(Role.HEAD, branch=case.branch)
    assert record(kind, case, by=head).by == head


@KINDS
@pytest.mark.parametrize("role", [Role.RECEPTION, Role.SECRETARY, Role.DECIDER])
def test_nothing_is_recorded_without_the_permission_to_study(case, kind, model, role):
    with pytest.raises(Refused) as refusal:
        record(kind, case, by=factories.make_staff(role, branch=case.branch))
    assert (refusal.value.code, model.objects.count()) == ("may", 0)


@KINDS
def test_nothing_is_recorded_by_whoever_declared_a_conflict(case, kind, model):
    by = case.researcher
    recusals.declare(application_id=case.pk, by=by, reason="قرابة")
    with pytest.raises(Refused) as refusal:
        record(kind, case, by=by)
    assert (refusal.value.code, model.objects.count()) == ("may", 0)


@KINDS
def test_nothing_is_recorded_while_the_applicant_is_awaited(case, kind, model):
    moves.ask(application_id=case.pk, step=case.step, by=case.researcher, note="عقد الإيجار")
    with pytest.raises(Refused) as refusal:
        record(kind, case)
    assert (refusal.value.code, model.objects.count()) == ("may", 0)


@KINDS
def test_nothing_is_recorded_after_the_referral(kind, model):
    case = factories.awaiting_decision()
    before = model.objects.count()
    with pytest.raises(Refused) as refusal:
        record(kind, case)
    assert (refusal.value.code, model.objects.count()) == ("may", before)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("review", {"note": " "}, "note"),
        ("interview", {"held_on": dt.date(2090, 1, 1)}, "held_on"),
        ("interview", {"held_on": dt.date(2020, 1, 1)}, "held_on"),
        ("recommendation", {"reasons": " "}, "reasons"),
    ],
)
def test_a_record_that_lacks_something_is_refused_at_its_field(case, kind, values, field):
    with pytest.raises(Refused) as refusal:
        record(kind, case, **values)
    assert refusal.value.field == field


def test_an_interview_may_be_held_on_the_day_of_the_submission(at):
    with at("2026-03-01 23:30"):
        case = factories.in_assessment()
    with at("2026-03-05 10:00"):
        assert record("interview", case, held_on=dt.date(2026, 3, 1)).held_on == dt.date(2026, 3, 1)


class TestReferral:
    """Sends the case on, once nothing lacks."""

    def refer(self, case, by=None, step=None):
        return assessments.refer(
            application_id=case.pk, step=case.step if step is None else step, by=by or case.researcher
        )

    @pytest.mark.parametrize("missing", ["review", "interview", "recommendation"])
    def test_a_case_is_not_referred_while_something_lacks(self, case, missing):
        for kind in ("review", "interview", "recommendation"):
            if kind != missing:
                record(kind, case)
        with pytest.raises(Refused) as refusal:
            self.refer(case)
        assert (refusal.value.code, [str(refusal.value)]) == ("lacking", what_lacks(case))

    def test_a_case_with_all_that_its_service_asks_is_referred(self, case):
        assert len(what_lacks(case)) == 3
        for kind in ("review", "interview", "recommendation"):
            record(kind, case)
        assert what_lacks(case) == []
        assert self.refer(case).status == Status.AWAITING_DECISION

    def test_a_service_without_mechanisms_asks_for_the_recommendation_alone(self):
        service = factories.make_service("plain", name="سلة غذائية", mechanisms=[])
        case = factories.in_assessment(service=service)
        assert len(what_lacks(case)) == 1
        record("recommendation", case)
        assert self.refer(case).status == Status.AWAITING_DECISION

    def test_a_page_that_was_overtaken_refers_nothing(self, case):
        with pytest.raises(Refused) as refusal:
            self.refer(case, step=case.step - 1)
        assert refusal.value.code == "moved"

    def test_a_colleague_does_not_refer_the_case(self, case):
        for kind in ("review", "interview", "recommendation"):
            record(kind, case)
        with pytest.raises(Refused) as refusal:
            self.refer(case, by=factories.make_staff(Role.RESEARCHER, branch=case.branch))
        assert refusal.value.code == "may"

    def test_another_round_needs_its_own_recommendation(self, case, commit):
        for kind in ("review", "interview", "recommendation"):
            record(kind, case)
        case.round = 2
        assert what_lacks(case) == what_lacks(Application(pk=case.pk, service=case.service, round=2))
        assert len(what_lacks(case)) == 1


class TestAsking:
    """Hands the case back to the applicant."""

    def test_the_file_awaits_the_applicant_with_what_was_asked(self, case):
        asked = moves.ask(application_id=case.pk, step=case.step, by=case.researcher, note="عقد الإيجار")
        assert (asked.status, asked.moves.last().note) == (Status.AWAITING_APPLICANT, "عقد الإيجار")

    def test_nothing_is_asked_without_a_note(self, case):
        with pytest.raises(Refused) as refusal:
            moves.ask(application_id=case.pk, step=case.step, by=case.researcher, note=" ")
        assert refusal.value.field == "note"

    def test_a_colleague_asks_nothing(self, case):
        with pytest.raises(Refused) as refusal:
            moves.ask(
                application_id=case.pk,
                step=case.step,
                by=factories.make_staff(Role.RESEARCHER, branch=case.branch),
                note="عقد الإيجار",
            )
        assert refusal.value.code == "may"


def test_a_draft_without_statements_states_nothing():
    assert list(newest_lines(Application(pk=0))) == []


def test_a_case_is_open_to_its_researcher_until_a_conflict_is_declared(case):
    by = case.researcher
    assert is_open_to(by, case.reference)
    recusals.declare(application_id=case.pk, by=by, reason="قرابة")
    assert not is_open_to(by, case.reference)
