"""The pages of notices carried by hand: who sees what, and what is kept when something is wrong."""

import pytest

from accounts.models import AccessLog
from accounts.states import Role
from channels_log.domain import sending, sweep
from channels_log.models import Communication, Notice
from channels_log.states import Outcome, State
from tests.channels_log.factories import noticed, stranger, url

pytestmark = pytest.mark.django_db


def test_the_list_shows_what_waits_and_nothing_of_other_branches(client, notice, officer):
    page = client.get(url("manual_notices")).content.decode()
    assert notice.application.applicant_name in page
    assert url("manual_notice", notice.pk) in page
    client.force_login(stranger(Role.RECEPTION))
    assert notice.application.applicant_name not in client.get(url("manual_notices")).content.decode()


@pytest.mark.parametrize("name", ["manual_notice", "manual_notice_retry", "notice_letter"])
def test_a_notice_of_another_branch_does_not_exist(client, notice, name):
    client.force_login(stranger(Role.RECEPTION))
    answer = client.post(url(name, notice.pk)) if name == "manual_notice_retry" else client.get(url(name, notice.pk))
    assert answer.status_code == 404


def test_a_task_says_what_to_say_and_its_reading_is_logged(client, notice, officer):
    page = client.get(url("manual_notice", notice.pk)).content.decode()
    assert notice.recipient in page
    assert notice.body.splitlines()[0] in page
    row = AccessLog.objects.get()
    assert (row.what, row.application_ref) == (AccessLog.What.CASE_FILE, notice.application.reference)


def test_an_outcome_is_recorded_once(client, notice, officer):
    sent = {"outcome": Outcome.TOLD, "note": "", "seen": "0"}
    assert client.post(url("manual_notice", notice.pk), sent)["Location"] == url("manual_notices")
    again = client.post(url("manual_notice", notice.pk), sent)
    assert again.status_code == 422
    assert again.context["notice"].state == State.DONE
    assert (Notice.objects.get().state, Communication.objects.count()) == (State.DONE, 1)


def test_what_was_typed_is_kept(client, notice, officer):
    answer = client.post(url("manual_notice", notice.pk), {"outcome": "", "note": "يُعاد الاتصال مساءً", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "يُعاد الاتصال مساءً" in page
    assert 'href="#id_outcome_0"' in page
    assert Communication.objects.count() == 0


def test_giving_up_without_a_reason_is_said_beside_the_note(client, notice, officer):
    answer = client.post(url("manual_notice", notice.pk), {"outcome": Outcome.GIVEN_UP, "note": "", "seen": "0"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"note"}


def test_a_letter_is_printed_and_its_reading_is_logged(client, at):
    notice = noticed(at, way="letter")
    client.force_login(notice.application.created_by)
    assert url("notice_letter", notice.pk) in client.get(url("manual_notice", notice.pk)).content.decode()
    answer = client.get(url("notice_letter", notice.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT).count() == 1


def test_no_letter_is_no_page(client, notice, officer):
    assert client.get(url("notice_letter", notice.pk)).status_code == 404


def test_a_failed_message_is_sent_again(client, at, settings):
    settings.NOTICE_TRANSPORTS = {}
    notice = noticed(at)
    sending.send_all(claimed=sweep.run().claimed)
    client.force_login(notice.application.created_by)
    page = client.get(url("manual_notice", notice.pk)).content.decode()
    assert "no transport carries sms" in page
    assert url("manual_notice_retry", notice.pk) in page
    client.post(url("manual_notice_retry", notice.pk))
    assert Notice.objects.get().state == State.OWED
    assert client.post(url("manual_notice_retry", notice.pk))["Location"] == url("manual_notice", notice.pk)
