"""The main promise, with nothing pretended: beat wakes a worker, the worker decides and tells, each once.

Worker and beat are processes of their own, the broker and the database are the real ones, the e-mail goes through a
real SMTP server and the text message to a gateway process.
"""

import datetime as dt
import os
import re
import time

import pytest
from django.utils import timezone

from channels_log.models import Communication, Notice
from channels_log.states import State
from committee.models import Decision
from eligibility.states import Outcome
from intake.models import Application
from intake.states import Status
from tests import factories
from tests.channels_log.gateway import Gateway
from tests.channels_log.mail import MailServer
from tests.channels_log.processes import Portal, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
# a quarter of this on an idle machine
PATIENCE = 80.0


@pytest.fixture
def gateway(tmp_path):
    with Gateway(tmp_path) as running:
        yield running


@pytest.fixture
def mail():
    with MailServer() as server:
        yield server


@pytest.fixture
def portal(transactional_db, tmp_path, gateway, mail):
    portal = Portal(
        tmp_path,
        SMS_GATEWAY_URL=gateway.url("/ok"),
        SMS_GATEWAY_HONOURS_IDS="1",
        EMAIL_URL=f"smtp://127.0.0.1:{mail.port}",
        DEFAULT_FROM_EMAIL="portal@example.org",
    )
    yield portal
    portal.stop()


def voted_days_ago(at, days, **fields) -> Application:
    """Submitted so many days before now; the motion carried the day after; not decided."""
    outcome = fields.get("outcome", Outcome.ACCEPT)
    now = timezone.now()
    with at(now - dt.timedelta(days=days)):
        application = factories.awaiting_decision(**fields)
    with at(now - dt.timedelta(days=days - 1)):
        factories.voted(application, outcome=outcome)
    return application


def test_worker_and_beat_decide_what_is_due_and_tell_it_once(at, portal, gateway, mail):
    accepted = voted_days_ago(at, 15, way="sms", outcome_in_message=True)
    rejected = voted_days_ago(at, 14.01, way="email", outcome=Outcome.REJECT)
    young = voted_days_ago(at, 13, way="sms")
    portal.worker()
    portal.beat()
    until(
        lambda: Notice.objects.filter(state=State.SENT).count() == 5,
        seconds=PATIENCE,
        what="three receipts and two decisions told",
        portal=portal,
    )
    swept = portal.log("worker").count("channels_log.tasks.sweep")
    until(
        lambda: portal.log("worker").count("channels_log.tasks.sweep") >= swept + 6,
        seconds=20,
        what="more sweeps, which find nothing to do",
        portal=portal,
    )
    states = {case: Application.objects.get(pk=case.pk).status for case in (accepted, rejected, young)}
    assert states == {accepted: Status.ACCEPTED, rejected: Status.REJECTED, young: Status.AWAITING_DECISION}
    assert set(Decision.objects.values_list("by", "announced")) == {(None, True)}

    texts = sorted((message["to"], message["text"]) for message in gateway.taken())
    notices = Notice.objects.filter(application__in=[accepted, young])
    assert texts == sorted((f"+966{notice.recipient[1:]}", notice.body) for notice in notices)
    assert sorted(notices.values_list("application", "kind")) == sorted(
        [(accepted.pk, "receipt"), (accepted.pk, "decision"), (young.pk, "receipt")]
    )
    assert any(f"قُبل طلبكم \u200e{accepted.reference}\u200e" in text for _to, text in texts)

    letters = {letter["Message-ID"]: letter for letter in mail.taken}
    assert len(letters) == len(mail.taken) == 2
    told = Notice.objects.get(application=rejected, kind="decision")
    letter = letters[f"<{told.pk}@example.org>"]
    assert letter["To"] == rejected.beneficiary.contact_points.get(kind="email").value
    assert "صدر الرد على طلبكم" in letter.get_content()
    assert "لم يُقبل" not in letter.get_content()  # the applicant did not agree to that

    assert Communication.objects.filter(by=None).count() == 5
    # it was the worker's work, received from the broker: a task that runs where it is called is never received
    for task in ("sweep", "send"):
        assert re.search(rf"Task channels_log\.tasks\.{task}\[\S+\] received", portal.log("worker"))
    assert "Sending due task sweep" in portal.log("beat")
    pids = {int(notice.worker.rpartition(":")[2]) for notice in Notice.objects.all()}
    assert os.getpid() not in pids


def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_nothing(portal, gateway):
    cases = [factories.submitted() for _ in range(8)]
    portal.environment.update(SMS_GATEWAY_URL=gateway.url("/slow/0.4"), NOTICE_LEASE="3")
    portal.beat()
    for _killing in range(2):
        before = len(gateway.taken())
        worker = portal.worker()
        until(lambda seen=before: len(gateway.taken()) > seen, seconds=PATIENCE, what="a message", portal=portal)
        time.sleep(0.2)  # in the middle of the next one
        portal.kill(worker)
        assert Notice.objects.filter(state=State.SENDING).exists()
    portal.worker()
    until(
        lambda: Notice.objects.filter(state=State.SENT).count() == len(cases),
        seconds=PATIENCE,
        what="every notice sent",
        portal=portal,
    )
    assert sorted(message["id"] for message in gateway.taken()) == sorted(
        str(pk) for pk in Notice.objects.values_list("pk", flat=True)
    )
    assert Communication.objects.count() == len(cases)
    assert max(Notice.objects.values_list("attempt", flat=True)) > 1
