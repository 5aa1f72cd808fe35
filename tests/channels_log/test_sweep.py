"""The sweep: what is due is decided, what is owed becomes a notice exactly once, and what is closed stops."""

import datetime as dt
import logging

import pytest

from channels_log.domain import notices, outbox, sweep
from channels_log.models import Notice
from channels_log.states import State
from committee.models import Decision
from eligibility.states import Outcome
from intake.domain import moves, receipts
from intake.models import Application
from intake.states import ClosedReason, Status
from tests import factories
from tests.channels_log.factories import DAY_0, DAY_13, DAY_15, decided, sql, submitted, voted

pytestmark = pytest.mark.django_db


def listed(**filters):
    rows = Notice.objects.filter(**filters).order_by("application_id", "kind")
    return list(rows.values_list("application_id", "kind", "state"))


def test_it_decides_what_is_due_and_owes_everybody_their_notices(at, commit):
    accepted = voted(at)
    rejected = voted(at, outcome=Outcome.REJECT)
    with at(DAY_15), commit():
        swept = sweep.run()
    assert (swept.decided, swept.noticed, len(swept.claimed)) == (2, 4, 4)
    assert [Application.objects.get(pk=case.pk).status for case in (accepted, rejected)] == [
        Status.ACCEPTED,
        Status.REJECTED,
    ]
    assert listed() == [
        (case.pk, kind, State.SENDING) for case in (accepted, rejected) for kind in ("decision", "receipt")
    ]
    assert list(Decision.objects.values_list("by", "announced")) == [(None, True), (None, True)]
    with at(DAY_15 + dt.timedelta(seconds=30)):
        assert sweep.run() == sweep.Swept()


def test_on_day_13_nothing_is_decided_and_only_the_receipt_is_told(at):
    application = voted(at)
    with at(DAY_13):
        swept = sweep.run()
    assert (swept.decided, listed()) == (0, [(application.pk, "receipt", State.SENDING)])
    moment = application.decision_not_before
    with at(moment - dt.timedelta(microseconds=1)):
        assert sweep.run().decided == 0
    with at(moment):
        assert sweep.run().decided == 1


def test_a_closed_case_is_told_nothing(at):
    application = decided(at).application
    with at(DAY_15):
        application = Application.objects.get(pk=application.pk)
        moves.close(
            application_id=application.pk, step=application.step, by=application.created_by, reason=ClosedReason.DIED
        )
        swept = sweep.run()
    assert (swept.noticed, swept.claimed) == (1, [])
    assert listed() == [(application.pk, "decision", State.CANCELLED)]


def test_in_quiet_hours_nothing_is_claimed(at, settings):
    settings.NOTICE_QUIET, settings.NOTICE_HOURS = True, (8, 21)
    submitted(at)
    with at("2026-03-05 07:59:59"):
        swept = sweep.run()
        assert (swept.noticed, swept.claimed) == (1, [])
    for hour in ("00:00", "21:00", "23:59"):
        with at(f"2026-03-05 {hour}"):
            assert sweep.run().claimed == []
    with at("2026-03-05 08:00"):
        assert len(sweep.run().claimed) == 1


def test_what_goes_by_hand_is_claimed_by_no_machine(at):
    application = submitted(at, way="phone")
    with at(DAY_0):
        assert sweep.run().claimed == []
    notice = Notice.objects.get()
    assert (notice.state, notice.application, notice.recipient) == (
        State.BY_HAND,
        application,
        application.beneficiary.contact_points.get(kind="mobile").value,
    )


def test_a_handed_receipt_is_notice_enough(at):
    application = submitted(at, way="phone")
    with at(DAY_0):
        sweep.run()
        assert not Notice.objects.to_carry().exists()  # the applicant still stands at the counter
    with at(DAY_0 + dt.timedelta(minutes=5)):
        receipts.issue(application_id=application.pk, by=application.created_by)
        receipts.hand_over(application_id=application.pk, by=application.created_by)
        sweep.run()
    notice = Notice.objects.get()
    contact = notice.communications.get()
    assert (notice.state, contact.by, contact.outcome) == (State.DONE, application.created_by, "told")


def test_a_receipt_that_nobody_handed_over_becomes_a_task(at):
    submitted(at, way="letter")
    with at(DAY_0):
        sweep.run()
    with at(DAY_0 + dt.timedelta(hours=1, seconds=1)):
        assert Notice.objects.to_carry().get().letter is not None


def test_one_notice_that_cannot_be_made_keeps_nobody_waiting(at, monkeypatch, caplog):
    first, second = submitted(at), submitted(at)
    real = outbox.recipient
    monkeypatch.setattr(outbox, "recipient", lambda case: 1 / 0 if case == first else real(case))
    with at(DAY_0):
        assert sweep.run().noticed == 1
        assert "could not be made" in caplog.text
        monkeypatch.setattr(outbox, "recipient", real)
        assert sweep.run().noticed == 1
    assert [row[0] for row in listed()] == [first.pk, second.pk]


def test_a_stage_that_fails_leaves_the_others_at_work(at, monkeypatch, caplog):
    submitted(at)
    monkeypatch.setattr(sweep.decisions, "record_due", lambda: 1 / 0)
    with at(DAY_0):
        assert len(sweep.run().claimed) == 1
    assert "the stage “decide” failed" in caplog.text


def _past_the_rules(statement, *values):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET session_replication_role = replica")
    sql(statement, *values)
    sql("SET session_replication_role = origin")


def test_the_nightly_audit_finds_what_the_markers_hide(at, caplog):
    decision = decided(at)
    with at(DAY_15), caplog.at_level(logging.ERROR):
        outbox.make_all()
        assert outbox.audit() == {"receipt": 0, "decision": 0}
        assert caplog.text == ""
        # a marker without its notice: somebody would never be told
        lost = decided(at)
        _past_the_rules("UPDATE committee_decision SET announced = true WHERE id = %s", lost.pk)
        _past_the_rules("UPDATE intake_application SET receipt_noticed = true WHERE id = %s", lost.application_id)
        assert outbox.make_all() == []
        assert outbox.audit() == {"receipt": 1, "decision": 1}
        assert caplog.text.count("ALARM 1 notices of kind") == 2
        assert Notice.objects.filter(application=lost.application).count() == 2
        # a notice without its marker: nobody is told twice
        _past_the_rules("UPDATE committee_decision SET announced = false WHERE id = %s", decision.pk)
        assert outbox.make_all() == []
        assert outbox.audit() == {"receipt": 0, "decision": 1}
        assert "marked as owed, but their notice exists" in caplog.text


def test_the_audit_makes_what_was_owed_for_an_hour_in_vain(at):
    submitted(at)
    with at(DAY_0):
        assert outbox.audit()["receipt"] == 0
    with at(DAY_0 + dt.timedelta(hours=2)):
        assert outbox.audit()["receipt"] == 1
        assert Notice.objects.count() == 1


def test_every_kind_has_its_module():
    assert set(notices.KINDS) == set(notices.Kind)
    assert all(entry.kind == kind for kind, entry in notices.KINDS.items())


def test_an_appeal_is_an_occasion_of_its_own(at):
    decision = decided(at, outcome=Outcome.REJECT)
    with at(DAY_15):
        outbox.make_all()
    with at(DAY_15 + dt.timedelta(days=5)):
        application = Application.objects.get(pk=decision.application_id)
        moves.appeal(
            application_id=application.pk, step=application.step, by=application.created_by, note="وثيقة جديدة."
        )
        factories.voted(Application.objects.get(pk=application.pk))
        assert sweep.run().decided == 1
    told = Notice.objects.filter(kind="decision").order_by("due_at")
    assert [notice.occasion for notice in told] == [
        str(pk) for pk in Decision.objects.order_by("pk").values_list("pk", flat=True)
    ]
    assert len(told) == 2
