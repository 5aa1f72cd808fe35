"""Notices that people carry."""

import pytest

from accounts.states import Role
from channels_log.domain import manual_notices, sending, sweep
from channels_log.models import Communication, Notice
from channels_log.states import Direction, Outcome, State
from intake.domain import moves
from intake.states import ClosedReason
from ledger.errors import Refused
from tests import factories
from tests.channels_log.factories import DAY_15, noticed

pytestmark = pytest.mark.django_db


def carry(notice, officer, outcome, *, seen=0, note=""):
    return manual_notices.carry(notice_id=notice.pk, by=officer, seen=seen, outcome=outcome, note=note)


def test_told_ends_it(at, notice, officer, commit):
    with at(DAY_15), commit():
        done = carry(notice, officer, Outcome.TOLD, note="أجابت بنفسها.")
    contact = Communication.objects.get()
    assert (done.state, done.sent_at) == (State.DONE, DAY_15)
    assert (contact.by, contact.at, contact.direction, contact.notice) == (officer, DAY_15, Direction.OUT, notice)
    assert "أجابت بنفسها." in contact.summary


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.WRONG_NUMBER])
def test_no_answer_stays_and_is_counted(at, notice, officer, commit, outcome):
    with at(DAY_15), commit():
        for seen in range(3):
            assert carry(notice, officer, outcome, seen=seen).state == State.BY_HAND
        assert Notice.objects.to_carry().with_tries().get().tried == 3


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.GIVEN_UP])
def test_giving_up_needs_a_reason(at, notice, officer, commit, outcome):
    with at(DAY_15):
        with pytest.raises(Refused) as refused:
            carry(notice, officer, outcome, note="  ")
        assert refused.value.field == "note"
        with commit():
            assert carry(notice, officer, outcome, note="لا رد بعد ست محاولات.").state == State.FAILED


def test_two_colleagues_record_it_once(at, notice, officer):
    with at(DAY_15):
        carry(notice, officer, Outcome.NO_ANSWER)
        with pytest.raises(Refused) as refused:
            carry(notice, officer, Outcome.NO_ANSWER)
        assert refused.value.code == "moved"
        carry(notice, officer, Outcome.TOLD, seen=1)
        with pytest.raises(Refused) as refused:
            carry(notice, officer, Outcome.TOLD, seen=2)
        assert refused.value.code == "moved"
    assert Communication.objects.count() == 2


def test_only_who_carries_notices_records_it(at, notice):
    researcher = factories.make_staff(Role.RESEARCHER)
    for act in (
        lambda: carry(notice, researcher, Outcome.TOLD),
        lambda: manual_notices.retry(notice_id=notice.pk, by=researcher),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "may"


def test_an_outcome_of_another_list_is_refused(notice, officer):
    with pytest.raises(Refused) as refused:
        carry(notice, officer, Outcome.SETTLED)
    assert refused.value.field == "outcome"


def test_a_closed_case_is_not_carried(at, notice, officer):
    application = notice.application
    moves.close(application_id=application.pk, step=application.step, by=officer, reason=ClosedReason.WITHDRAWN)
    with pytest.raises(Refused) as refused:
        carry(notice, officer, Outcome.TOLD)
    assert refused.value.code == "moved"


def test_what_goes_by_hand_has_no_machine(notice, officer):
    with pytest.raises(Refused) as refused:
        manual_notices.retry(notice_id=notice.pk, by=officer)
    assert refused.value.code == "notice_by_hand_not_sent"


def test_a_person_lets_the_machine_try_again(at, settings):
    notice = noticed(at)
    settings.NOTICE_TRANSPORTS = {}
    with at(DAY_15):
        sending.send_all(claimed=sweep.run().claimed)
        notice.refresh_from_db()
        assert (notice.state, notice.tries) == (State.BY_HAND, 0)
        settings.NOTICE_TRANSPORTS = "sandbox"
        manual_notices.retry(notice_id=notice.pk, by=notice.application.created_by)
        sending.send_all(claimed=sweep.run().claimed)
    notice.refresh_from_db()
    assert (notice.state, notice.attempt, notice.tries) == (State.SENT, 2, 1)


def test_what_is_unknown_may_be_settled_by_a_call(at, commit):
    notice = noticed(at)
    with at(DAY_15), commit():
        Notice.objects.filter(pk=notice.pk).update(state=State.SENDING, lease_until=DAY_15)
        Notice.objects.filter(pk=notice.pk).update(state=State.UNKNOWN)
        assert carry(notice, notice.application.created_by, Outcome.TOLD).state == State.DONE
