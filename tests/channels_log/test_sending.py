"""Sending one notice, through a real gateway: it may run twice or late, and every failure has its meaning."""

import datetime as dt

import pytest
from django.db import connection

from channels_log.domain import leases, outbox, sending, sweep, transports
from channels_log.domain.transports.sandbox import Sandbox
from channels_log.models import Communication, Notice, SandboxMessage
from channels_log.states import Outcome, State
from intake.domain import moves
from intake.states import ClosedReason
from tests.channels_log.factories import DAY_0, noticed, sql, submitted
from tests.channels_log.gateway import Gateway

pytestmark = pytest.mark.django_db
NOW = DAY_0 + dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with Gateway(tmp_path_factory.mktemp("gateway")) as gateway:
        yield gateway


@pytest.fixture
def gateway(running, settings):
    settings.NOTICE_TRANSPORTS = "real"
    settings.SMS_GATEWAY_HONOURS_IDS = True
    settings.SMS_GATEWAY_URL = running.url("/ok")
    return running


@pytest.fixture
def notice(at):
    return noticed(at, when=NOW)


def attempt(notice):
    """One sweep and one sending; returns where that left the notice."""
    claimed = sweep.run().claimed
    assert [claim.notice_id for claim in claimed] == [notice.pk]
    result = sending.send(claimed=claimed[0])
    notice.refresh_from_db()
    return result


def taken(gateway, notice):
    return [message for message in gateway.taken() if message["id"] == str(notice.pk)]


def test_a_sent_notice_is_finished_and_logged(at, notice, gateway, commit):
    with at(NOW), commit():
        assert attempt(notice) == State.SENT
    assert (notice.state, notice.sent_at, notice.transport, notice.last_error) == (State.SENT, NOW, "http_sms", "")
    assert notice.provider_ref == f"g-{str(notice.pk)[:8]}"
    contact = Communication.objects.get(application=notice.application)
    assert (contact.by, contact.outcome, contact.notice, contact.way) == (None, Outcome.SENT, notice, "sms")
    assert notice.recipient in contact.summary
    (message,) = taken(gateway, notice)
    assert message["text"] == notice.body
    assert message["to"] == f"+966{notice.recipient[1:]}"


def test_it_may_run_twice(at, notice, gateway):
    with at(NOW):
        claimed = sweep.run().claimed
        assert sending.send(claimed=claimed[0]) == State.SENT
        assert sending.send(claimed=claimed[0]) is None
    assert len(taken(gateway, notice)) == 1


def test_a_permanent_error_is_for_a_person(at, notice, gateway, settings):
    settings.SMS_GATEWAY_URL = gateway.url("/status/422")
    with at(NOW):
        assert attempt(notice) == State.BY_HAND
        assert list(Notice.objects.to_carry()) == [notice]
    assert notice.last_error.startswith("gateway: 422")


def test_a_transient_error_waits_and_at_last_is_for_a_person(at, notice, gateway, settings):
    settings.SMS_GATEWAY_URL = gateway.url("/status/503")
    settings.NOTICE_MAX_TRIES = 3
    now = NOW
    for pause in (30, 60):
        with at(now):
            assert attempt(notice) == State.OWED
            assert sweep.run().claimed == []
        assert notice.next_at == now + dt.timedelta(seconds=pause)
        with at(notice.next_at - dt.timedelta(seconds=1)):
            assert sweep.run().claimed == []
        now = notice.next_at
    with at(now):
        assert attempt(notice) == State.BY_HAND
    assert (notice.attempt, notice.tries, taken(gateway, notice)) == (3, 3, [])


def test_pauses_grow_to_an_hour():
    assert [sending.pause(tries).total_seconds() for tries in (1, 2, 3, 8, 9, 50)] == [30, 60, 120, 3600, 3600, 3600]


def test_a_break_is_tried_again_only_where_ids_are_honoured(at, notice, gateway, settings):
    settings.SMS_GATEWAY_URL = gateway.url("/drop")
    with at(NOW):
        assert attempt(notice) == State.OWED
    settings.SMS_GATEWAY_URL = gateway.url("/ok")
    with at(NOW + dt.timedelta(seconds=31)):
        assert attempt(notice) == State.SENT
    assert len(taken(gateway, notice)) == 1


def test_a_break_is_for_a_person_where_ids_are_not_honoured(at, notice, gateway, settings):
    settings.SMS_GATEWAY_HONOURS_IDS = False
    settings.SMS_GATEWAY_URL = gateway.url("/drop")
    with at(NOW):
        assert attempt(notice) == State.UNKNOWN
        assert list(Notice.objects.to_carry()) == [notice]
    with at(NOW + dt.timedelta(days=1)):
        assert sweep.run().claimed == []


def test_a_case_closed_after_the_claim_is_not_told(at, notice, gateway):
    with at(NOW):
        (claim,) = sweep.run().claimed
        application = notice.application
        moves.close(
            application_id=application.pk,
            step=application.step,
            by=application.created_by,
            reason=ClosedReason.WITHDRAWN,
        )
        assert sending.send(claimed=claim) is None
    assert taken(gateway, notice) == []


def test_nothing_leaves_in_quiet_hours_although_it_was_claimed_before(at, notice, gateway, settings):
    settings.NOTICE_QUIET, settings.NOTICE_HOURS = True, (8, 21)
    with at("2026-03-05 20:59:59"):
        (claim,) = sweep.run().claimed
    with at("2026-03-05 21:00:10"):
        assert sending.send(claimed=claim) is None
    assert taken(gateway, notice) == []
    with at("2026-03-06 08:00:00"):
        assert attempt(notice) == State.SENT


def test_without_an_address_it_is_for_a_person(at, notice, gateway):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET session_replication_role = replica")
    sql("UPDATE channels_log_notice SET recipient = ''")
    sql("SET session_replication_role = origin")
    with at(NOW):
        assert attempt(notice) == State.BY_HAND


def test_a_way_without_a_transport_is_for_a_person(at, notice, settings):
    settings.NOTICE_TRANSPORTS = {"email": "smtp"}
    with at(NOW):
        assert attempt(notice) == State.BY_HAND
    assert "sms" in notice.last_error


def test_a_late_sender_reports_what_was_not_known(at, notice, settings, gateway):
    settings.SMS_GATEWAY_HONOURS_IDS = False
    with at(NOW):
        (claim,) = sweep.run().claimed
        leases.take(claim, transport="http_sms")
    with at(NOW + dt.timedelta(seconds=61)):
        sweep.run()
        assert Notice.objects.get().state == State.UNKNOWN
        held = Notice.objects.get()
        assert sending._sent(claim, held, "g-1") == State.SENT
        assert sending._sent(claim, held, "g-1") is None
    assert Communication.objects.count() == 1


def test_an_unforeseen_error_leaves_the_others_to_be_sent(at, monkeypatch, caplog):
    notices = [noticed(at, when=NOW), noticed(at, when=NOW)]
    real = Sandbox.send
    monkeypatch.setattr(Sandbox, "send", lambda self, m: 1 / 0 if m.id == str(notices[0].pk) else real(self, m))
    with at(NOW):
        sending.send_all(claimed=sweep.run().claimed)
    assert [Notice.objects.get(pk=notice.pk).state for notice in notices] == [State.SENDING, State.SENT]
    assert "could not be sent" in caplog.text


def test_the_sandbox_keeps_what_would_have_left(at, notice):
    with at(NOW):
        assert attempt(notice) == State.SENT
    kept = SandboxMessage.objects.get()
    assert (kept.notice, kept.recipient, kept.body) == (notice, notice.recipient, notice.body)


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_the_transport_is_called(at, monkeypatch):
    seen = []

    class Watching(Sandbox):
        def send(self, message):
            seen.append(connection.in_atomic_block)
            return super().send(message)

    monkeypatch.setitem(transports.ALL, "sandbox", Watching)
    submitted(at)
    outbox.make_all()
    with at(NOW):
        sending.send_all(claimed=leases.claim())
    assert seen == [False]
    assert Notice.objects.get().state == State.SENT
