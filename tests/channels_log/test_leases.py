"""Claims: each notice has one sender at a time, and none is forgotten with a sender that died."""

import datetime as dt
import threading

import pytest
from django.db import connections

from channels_log.domain import leases
from channels_log.domain.leases import Claim
from channels_log.models import Notice
from channels_log.states import State
from intake.domain import moves
from intake.states import ClosedReason
from tests.channels_log.factories import DAY_0, noticed, submitted

NOW = DAY_0 + dt.timedelta(hours=1)
LATER = NOW + dt.timedelta(seconds=61)


def claimed_by(notice: Notice) -> Claim:
    notice.refresh_from_db()
    return Claim(notice_id=notice.pk, attempt=notice.attempt)


@pytest.fixture
def notice(at, db):
    return noticed(at, when=NOW)


@pytest.mark.django_db
class TestOneSender:
    def test_what_is_claimed_is_claimed_once(self, at, notice):
        with at(NOW):
            assert leases.claim() == [Claim(notice.pk, 1)]
            assert leases.claim() == []
        notice.refresh_from_db()
        assert (notice.state, notice.lease_until) == (State.SENDING, LATER - dt.timedelta(seconds=1))

    def test_nothing_is_claimed_before_its_time(self, at, notice):
        with at(DAY_0 - dt.timedelta(seconds=1)):
            assert leases.claim() == []

    def test_only_one_worker_takes_a_claim(self, at, notice):
        with at(NOW):
            (claim,) = leases.claim()
            assert leases.take(claim, transport="sandbox") is not None
            assert leases.take(claim, transport="sandbox") is None

    def test_taking_renews_the_lease(self, at, notice):
        with at(NOW):
            (claim,) = leases.claim()
        with at(NOW + dt.timedelta(seconds=50)):
            assert leases.take(claim, transport="sandbox") is not None
        with at(LATER):
            assert leases.claim() == []

    def test_a_claim_that_nobody_took_is_claimed_again(self, at, notice):
        with at(NOW):
            (old,) = leases.claim()
        with at(LATER):
            leases.settle_expired()
            assert leases.claim() == [Claim(notice.pk, 2)]
            assert leases.take(old, transport="sandbox") is None

    def test_a_late_sender_finishes_nothing(self, at, notice):
        with at(NOW):
            (old,) = leases.claim()
            leases.take(old, transport="sandbox")
        with at(LATER):
            leases.settle_expired()
            (new,) = leases.claim()
            assert leases.finish(old, state=State.BY_HAND) is None
            leases.take(new, transport="sandbox")
            assert leases.finish(new, state=State.BY_HAND) is not None


@pytest.mark.django_db
class TestLostSenders:
    def lose(self, at, notice, transport):
        with at(NOW):
            (claim,) = leases.claim()
            leases.take(claim, transport=transport)
        with at(LATER):
            leases.settle_expired()
        notice.refresh_from_db()
        return notice.state

    def test_a_transport_that_honours_ids_may_send_again(self, at, notice, settings):
        settings.SMS_GATEWAY_HONOURS_IDS = True
        assert self.lose(at, notice, "http_sms") == State.SENDING
        with at(LATER):
            assert leases.claim() == [Claim(notice.pk, 2)]

    @pytest.mark.parametrize("transport", ["http_sms", "smtp"])
    def test_one_that_does_not_leaves_it_to_a_person(self, at, notice, settings, transport):
        settings.SMS_GATEWAY_HONOURS_IDS = False
        assert self.lose(at, notice, transport) == State.UNKNOWN
        with at(LATER):
            assert leases.claim() == []
            assert list(Notice.objects.to_carry()) == [notice]

    def test_a_sender_that_always_dies_ends_at_a_person(self, at, notice, settings):
        settings.NOTICE_MAX_TRIES = 1
        assert self.lose(at, notice, "sandbox") == State.BY_HAND

    def test_a_case_closed_meanwhile_stops(self, at, notice):
        with at(NOW):
            (claim,) = leases.claim()
            application = notice.application
            moves.close(
                application_id=application.pk,
                step=application.step,
                by=application.created_by,
                reason=ClosedReason.WITHDRAWN,
            )
            assert leases.take(claim, transport="sandbox") is None
        with at(LATER):
            leases.settle_expired()
            assert leases.claim() == []
        notice.refresh_from_db()
        assert notice.state == State.CANCELLED


@pytest.mark.django_db(transaction=True)
def test_eight_claimers_get_each_notice_once(at):
    application = submitted(at)
    # more notices than there are occasions: past the rules, which are not what is tested here
    with connections["default"].cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(
            "INSERT INTO channels_log_notice (id, application_id, kind, occasion, due_at, next_at, created_at, state,"
            " channel_id, way, recipient, subject, body, attempt, tries, worker, transport, provider_ref, last_error)"
            " SELECT gen_random_uuid(), a.id, 'receipt', 'x' || n, now(), now(), now(), 'owed', a.notify_channel_id,"
            " 'sms', '', '', 'x', 0, 0, '', '', '', '' FROM intake_application a, generate_series(1, 400) n"
            " WHERE a.id = %s",
            [application.pk],
        )
        cursor.execute("SET session_replication_role = origin")
    seen: list[Claim] = []

    def claim_all() -> None:
        try:
            while got := leases.claim(limit=7):
                seen.extend(got)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(seen) == len({claim.notice_id for claim in seen}) == 400
    assert {claim.attempt for claim in seen} == {1}
