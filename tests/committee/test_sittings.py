"""Sittings: called once, opened once, attended while open, ended with what was not voted on postponed."""

import datetime as dt

import pytest

from committee.domain import agenda_items, sittings, votes
from committee.models import AgendaItem, Attendance, Sitting
from committee.queries.agenda_items import waiting
from committee.states import Choice, Seat
from intake.domain import recusals
from intake.states import Status
from ledger import clock
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    with at("2026-01-02 10:00"):
        yield


@pytest.fixture
def committee():
    return factories.make_committee()


@pytest.fixture
def by(committee):
    return factories.secretary(committee)


def called(committee, by, **fields):
    return sittings.call(committee_id=committee.pk, by=by, **{"held_at": clock.now(), **fields})


def test_sittings_are_numbered_one_after_another(committee, by):
    assert [called(committee, by).number for _ in range(3)] == [1, 2, 3]


def test_a_number_that_is_taken_calls_no_second_sitting(committee, by):
    first = called(committee, by, number=1)
    assert called(committee, by, number=1, held_at=first.held_at) == first
    with pytest.raises(Refused) as refusal:
        called(committee, by, number=1, place="قاعة أخرى")
    assert (refusal.value.code, Sitting.objects.count()) == ("called", 1)


def test_the_quorum_is_the_committees_when_it_is_called(committee, by):
    before = called(committee, by)
    committee.quorum = 3
    committee.save()
    after = called(committee, by)
    assert (before.quorum, after.quorum) == (2, 3)


def test_a_stranger_calls_none(committee):
    with pytest.raises(Refused) as refusal:
        called(committee, factories.make_staff("secretary"))
    assert refusal.value.code == "may"


@pytest.mark.parametrize("role", ["member", "researcher", "reception"])
def test_only_chair_and_secretary_hold_it(committee, by, role):
    sitting = called(committee, by)
    person = factories.make_staff(role)
    committee.members.create(staff=person, seat=Seat.MEMBER, since=dt.date(2020, 1, 1))
    acts = [
        lambda: sittings.open_sitting(sitting_id=sitting.pk, by=person),
        lambda: sittings.attend(sitting_id=sitting.pk, member_ids=[], by=person),
        lambda: sittings.end(sitting_id=sitting.pk, by=person),
    ]
    for act in acts:
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.code == "may"


def test_it_is_opened_once(committee, by):
    sitting = called(committee, by)
    sittings.open_sitting(sitting_id=sitting.pk, by=by)
    with pytest.raises(Refused) as refusal:
        sittings.open_sitting(sitting_id=sitting.pk, by=by)
    assert refusal.value.code == "opened"


def test_attendance_is_recorded_while_it_is_open_and_only_once(committee, by):
    sitting = called(committee, by)
    chair = committee.members.get(seat=Seat.CHAIR)
    with pytest.raises(Refused):
        sittings.attend(sitting_id=sitting.pk, member_ids=[chair.pk], by=by)
    sittings.open_sitting(sitting_id=sitting.pk, by=by)
    sittings.attend(sitting_id=sitting.pk, member_ids=[chair.pk], by=by)
    assert sittings.attend(sitting_id=sitting.pk, member_ids=[chair.pk], by=by) == []
    assert Attendance.objects.count() == 1


def test_a_case_stands_on_one_agenda_at_a_time(committee, by):
    application = factories.awaiting_decision()
    first, second = factories.open_sitting(), factories.open_sitting()
    factories.on_agenda(application, first)
    with pytest.raises(Refused) as refusal:
        factories.on_agenda(application, second)
    assert refusal.value.code == "item_on_one_agenda_at_a_time"
    with pytest.raises(Refused) as refusal:
        factories.on_agenda(application, first)
    assert refusal.value.code in ("item_once_on_an_agenda", "item_on_one_agenda_at_a_time")


def test_only_a_case_that_awaits_a_decision_comes_on_one():
    with pytest.raises(Refused) as refusal:
        factories.on_agenda(factories.in_assessment())
    assert refusal.value.code == "pair"


def test_several_are_placed_and_the_refused_one_is_named(committee, by):
    taken, free, other = (factories.awaiting_decision() for _ in range(3))
    factories.on_agenda(taken, factories.open_sitting())
    sitting = factories.open_sitting()
    placed, refusals = agenda_items.place_all(
        sitting_id=sitting.pk, application_ids=[free.pk, taken.pk, other.pk], by=by
    )
    assert [(item.application, item.position) for item in placed] == [(free, 1), (other, 2)]
    assert [refused.code for refused in refusals] == ["item_on_one_agenda_at_a_time"]


def test_the_cases_waiting_are_those_on_no_agenda(committee, by):
    free, taken, off = (factories.awaiting_decision() for _ in range(3))
    factories.in_assessment()
    sitting = factories.open_sitting()
    factories.on_agenda(taken, factories.open_sitting())
    item = factories.on_agenda(off, sitting)
    agenda_items.postpone(item_id=item.pk, by=by, reason="نقص في الوثائق")
    later = factories.open_sitting()
    assert list(waiting(sitting=later, by=by)) == [free, off]
    recusals.declare(application_id=free.pk, by=by, reason="قرابة")
    assert list(waiting(sitting=later, by=by)) == [off]


def test_ending_postpones_what_was_not_carried_and_keeps_what_was(committee, by):
    sitting = factories.open_sitting()
    carried = factories.voted(factories.awaiting_decision(), sitting=sitting)
    unmoved = factories.on_agenda(factories.awaiting_decision(), sitting)
    failed = factories.on_agenda(factories.awaiting_decision(), sitting)
    motion = factories.propose(failed)
    for attendance in sitting.attendance.select_related("member__staff"):
        votes.cast(motion_id=motion.pk, by=attendance.member.staff, choice=Choice.AGAINST)
    votes.close(motion_id=motion.pk, by=by)
    ended = sittings.end(sitting_id=sitting.pk, by=by)
    assert ended.ended_at == clock.now()
    postponed = AgendaItem.objects.filter(postponed_at__isnull=False)
    assert set(postponed) == {unmoved, failed}
    assert AgendaItem.objects.get(pk=carried.pk).postponed_at is None
    assert unmoved.application.status == Status.AWAITING_DECISION


def test_it_ends_once_and_only_after_it_was_opened(committee, by):
    sitting = called(committee, by)
    with pytest.raises(Refused) as refusal:
        sittings.end(sitting_id=sitting.pk, by=by)
    assert refusal.value.code == "early"
    sittings.open_sitting(sitting_id=sitting.pk, by=by)
    sittings.end(sitting_id=sitting.pk, by=by)
    with pytest.raises(Refused) as refusal:
        sittings.end(sitting_id=sitting.pk, by=by)
    assert refusal.value.code == "ended"


def test_nothing_is_voted_on_at_a_sitting_that_has_ended(committee, by):
    item = factories.on_agenda(factories.awaiting_decision())
    factories.propose(item)
    sittings.end(sitting_id=item.sitting_id, by=by)
    with pytest.raises(Refused) as refusal:
        votes.cast(motion_id=item.motions.last().pk, by=committee.members.get(seat=Seat.CHAIR).staff, choice=Choice.FOR)
    assert refusal.value.code == "item_not_open"
