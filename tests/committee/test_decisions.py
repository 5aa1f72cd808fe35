"""Decisions: only from their moment on, to the microsecond, and only of a motion that still stands."""

import datetime as dt

import pytest

from committee.domain import decisions
from committee.domain.decision_records import Decided
from committee.models import Decision
from committee.states import Seat
from eligibility.states import Outcome
from intake.domain import recusals
from intake.models import Application
from intake.states import ClosedReason, Status
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db

MICROSECOND = dt.timedelta(microseconds=1)


@pytest.fixture
def item(at, commit):
    """Submitted on 1 January, voted on the next day."""
    with at("2026-01-01 10:00"), commit():
        application = factories.awaiting_decision()
    with at("2026-01-02 10:00"), commit():
        return factories.voted(application)


def moment(item):
    return Application.objects.get(pk=item.application_id).decision_not_before


def status(item):
    return Application.objects.get(pk=item.application_id).status


def recuse(item, *, voters):
    members = item.sitting.committee.members.exclude(seat=Seat.SECRETARY).order_by("-pk")[:voters]
    for member in members:
        recusals.declare(application_id=item.application_id, by=member.staff, reason="قرابة")


def test_the_window_is_fourteen_days_of_24_hours(item):
    application = Application.objects.get(pk=item.application_id)
    assert moment(item) == application.submitted_at + 14 * dt.timedelta(hours=24)


@pytest.mark.parametrize("early", [MICROSECOND, dt.timedelta(days=1), dt.timedelta(days=12)])
def test_a_decision_before_the_window_has_passed_is_refused(item, at, early):
    with at(moment(item) - early), pytest.raises(Refused) as refusal:
        factories.decide(item)
    assert refusal.value.code == "window"
    assert (Decision.objects.count(), status(item)) == (0, Status.AWAITING_DECISION)


@pytest.mark.parametrize("late", [dt.timedelta(0), MICROSECOND, dt.timedelta(days=30)])
def test_it_is_recorded_from_that_moment_on(item, at, commit, late):
    with at(moment(item) + late), commit():
        decision = factories.decide(item)
    assert decision.decided_at == moment(item) + late
    assert (decision.ayes, decision.nays, decision.abstentions) == (3, 0, 0)
    assert (decision.help_kind, decision.amount, decision.reasons) == ("سداد إيجار سكن", 9000, "وفق توصية الباحثة.")
    assert status(item) == Status.ACCEPTED


def test_a_rejection_rejects(at, commit):
    with at("2026-01-01 10:00"), commit():
        application = factories.awaiting_decision(outcome=Outcome.REJECT)
        item = factories.voted(application, outcome=Outcome.REJECT)
    with at(moment(item)), commit():
        factories.decide(item)
    assert status(item) == Status.REJECTED


def test_a_case_is_decided_once(item, at, commit):
    with at(moment(item)), commit():
        factories.decide(item)
    with at(moment(item) + MICROSECOND), pytest.raises(Decided) as refusal:
        factories.decide(item)
    assert (refusal.value.code, refusal.value.decision) == ("decided", Decision.objects.get())


def test_without_a_carried_motion_there_is_none(at, commit):
    with at("2026-01-01 10:00"), commit():
        item = factories.voted(factories.awaiting_decision(), close=False)
    with at(moment(item)), pytest.raises(Refused) as refusal:
        factories.decide(item)
    assert refusal.value.code == "early"


def test_a_member_without_the_permission_records_none(item, at):
    member = item.sitting.committee.members.filter(seat=Seat.MEMBER).first().staff
    with at(moment(item)), pytest.raises(Refused) as refusal:
        decisions.record(item_id=item.pk, by=member)
    assert refusal.value.code == "may"


def test_one_late_recusal_leaves_the_majority(item, at, commit):
    recuse(item, voters=1)
    with at(moment(item)), commit():
        decision = factories.decide(item)
    assert status(item) == Status.ACCEPTED
    assert decision.ayes == 3


def test_late_recusals_that_take_the_quorum_stop_the_decision(item, at):
    recuse(item, voters=2)
    with at(moment(item)), pytest.raises(Refused) as refusal:
        factories.decide(item)
    assert refusal.value.code == "majority_lost"
    assert status(item) == Status.AWAITING_DECISION


class TestTheSweep:
    def test_it_records_what_is_due_and_nothing_else(self, item, at, commit):
        with at(moment(item) - MICROSECOND), commit():
            assert decisions.record_due() == []
        with at(moment(item)), commit():
            recorded = decisions.record_due()
        assert [decision.item_id for decision in recorded] == [item.pk]
        assert recorded[0].by is None
        assert status(item) == Status.ACCEPTED

    def test_it_runs_twice_and_records_once(self, item, at, commit):
        with at(moment(item)), commit():
            assert len(decisions.record_due()) == 1
            assert decisions.record_due() == []

    def test_one_that_cannot_be_recorded_leaves_the_others_be(self, item, at, commit):
        with at("2026-01-01 11:00"), commit():
            other = factories.awaiting_decision()
        with at("2026-01-02 11:00"), commit():
            second = factories.voted(other)
        recuse(item, voters=2)
        with at(moment(second)), commit():
            recorded = decisions.record_due()
        assert [decision.item_id for decision in recorded] == [second.pk]
        assert status(item) == Status.AWAITING_DECISION

    def test_a_case_closed_meanwhile_is_left_alone(self, item, at, commit):
        from intake.domain import moves  # here: one test of this module moves a case by hand

        application = Application.objects.get(pk=item.application_id)
        with at("2026-01-05 10:00"), commit():
            moves.close(
                application_id=application.pk,
                step=application.step,
                by=application.created_by,
                reason=ClosedReason.WITHDRAWN,
            )
        with at(moment(item)), commit():
            assert decisions.record_due() == []
