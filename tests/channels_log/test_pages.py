"""The log's pages: who sees what, what is kept when something is wrong, and how many queries a list takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from channels_log.domain import sending, sweep
from channels_log.models import Communication, Notice
from channels_log.states import Direction, Outcome, State
from policy.models import Channel
from tests import factories
from tests.channels_log.cases import DAY_15, decided, noticed

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(at):
    return noticed(at, way="phone")


@pytest.fixture
def officer(notice, client):
    client.force_login(notice.application.created_by)
    return notice.application.created_by


def url(name, *args):
    return reverse(f"channels_log:{name}", args=args)


def stranger(*roles):
    return factories.make_staff(*roles, branch=factories.make_branch("OTHER"))


def test_the_list_shows_what_waits_and_nothing_of_other_branches(client, notice, officer):
    page = client.get(url("hand_tasks")).content.decode()
    assert notice.application.applicant_name in page
    assert url("hand_task", notice.pk) in page
    client.force_login(stranger(Role.RECEPTION))
    assert notice.application.applicant_name not in client.get(url("hand_tasks")).content.decode()


@pytest.mark.parametrize("name", ["hand_task", "retry", "letter"])
def test_a_notice_of_another_branch_does_not_exist(client, notice, name):
    client.force_login(stranger(Role.RECEPTION))
    answer = client.post(url(name, notice.pk)) if name == "retry" else client.get(url(name, notice.pk))
    assert answer.status_code == 404


def test_a_task_says_what_to_say_and_its_reading_is_logged(client, notice, officer):
    page = client.get(url("hand_task", notice.pk)).content.decode()
    assert notice.recipient in page
    assert notice.body.splitlines()[0] in page
    row = AccessLog.objects.get()
    assert (row.what, row.application_ref) == (AccessLog.What.CASE_FILE, notice.application.reference)


def test_an_outcome_is_recorded_once(client, notice, officer):
    sent = {"outcome": Outcome.TOLD, "note": "", "seen": "0"}
    assert client.post(url("hand_task", notice.pk), sent)["Location"] == url("hand_tasks")
    again = client.post(url("hand_task", notice.pk), sent)
    assert again.status_code == 422
    assert "سُلّم باليد" in again.content.decode()
    assert (Notice.objects.get().state, Communication.objects.count()) == (State.DONE, 1)


def test_what_was_typed_is_kept(client, notice, officer):
    answer = client.post(url("hand_task", notice.pk), {"outcome": "", "note": "يُعاد الاتصال مساءً", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "يُعاد الاتصال مساءً" in page
    assert 'href="#id_outcome_0"' in page
    assert Communication.objects.count() == 0


def test_giving_up_without_a_reason_is_said_beside_the_note(client, notice, officer):
    answer = client.post(url("hand_task", notice.pk), {"outcome": Outcome.GIVEN_UP, "note": "", "seen": "0"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"note"}


def test_a_letter_is_printed_and_its_reading_is_logged(client, at):
    notice = noticed(at, way="letter")
    client.force_login(notice.application.created_by)
    assert url("letter", notice.pk) in client.get(url("hand_task", notice.pk)).content.decode()
    answer = client.get(url("letter", notice.pk))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert AccessLog.objects.filter(what=AccessLog.What.DOCUMENT).count() == 1


def test_no_letter_is_no_page(client, notice, officer):
    assert client.get(url("letter", notice.pk)).status_code == 404


def test_a_failed_message_is_sent_again(client, at, settings):
    settings.NOTICE_TRANSPORTS = {}
    notice = noticed(at)
    sending.send_all(claimed=sweep.run().claimed)
    client.force_login(notice.application.created_by)
    page = client.get(url("hand_task", notice.pk)).content.decode()
    assert "no transport carries sms" in page
    assert url("retry", notice.pk) in page
    client.post(url("retry", notice.pk))
    assert Notice.objects.get().state == State.OWED
    assert client.post(url("retry", notice.pk))["Location"] == url("hand_task", notice.pk)


def test_all_notices_are_listed_by_state(client, at, notice, officer):
    told = noticed(at, by=officer)
    with at(DAY_15):
        sending.send_all(claimed=sweep.run().claimed)
    page = client.get(url("notices")).content.decode()
    assert notice.application.reference in page
    assert told.application.reference in page
    page = client.get(url("notices"), {"state": "sent"}).content.decode()
    assert (notice.application.reference in page, told.application.reference in page) == (False, True)
    assert client.get(url("notices"), {"state": "banana", "after": "x"}).status_code == 200


def test_a_researcher_sees_the_list_and_carries_nothing(client, at, notice):
    client.force_login(factories.make_staff(Role.HEAD))
    page = client.get(url("notices")).content.decode()
    assert notice.application.reference in page
    assert url("hand_task", notice.pk) not in page
    assert client.get(url("hand_tasks")).status_code == 403


# --- a contact in ten seconds ---


def typed(**fields):
    return {
        "direction": Direction.IN,
        "channel": Channel.objects.get(key="phone").pk,
        "summary": "سؤال عن موعد الرد",
        "outcome": Outcome.SETTLED,
        **fields,
    }


def test_a_call_is_logged_from_the_case(client, notice, officer):
    reference = notice.application.reference
    page = f"{url('contact_new')}?application={reference}"
    assert notice.application.beneficiary.full_name in client.get(page).content.decode()
    assert client.post(page, typed())["Location"] == reverse("desk:case_tab", args=[reference, "contacts"])
    contact = Communication.objects.get()
    assert (contact.application, contact.by, contact.summary) == (notice.application, officer, "سؤال عن موعد الرد")


def test_a_call_is_logged_about_a_person_a_typed_number_or_nobody(client, notice, officer):
    person = notice.application.beneficiary
    client.post(f"{url('contact_new')}?person={person.public_id}", typed(summary="1"))
    client.post(url("contact_new"), typed(summary="2", reference=notice.application.reference))
    client.post(url("contact_new"), typed(summary="3", reference=""))
    rows = Communication.objects.order_by("summary").values_list("beneficiary", "application")
    assert list(rows) == [(person.pk, None), (person.pk, notice.application_id), (None, None)]


def test_a_case_that_is_not_theirs_takes_no_contact(client, notice):
    client.force_login(stranger(Role.RECEPTION))
    reference = notice.application.reference
    assert client.post(f"{url('contact_new')}?application={reference}", typed()).status_code == 404
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(f"{url('contact_new')}?person={wrong}").status_code == 404
    answer = client.post(url("contact_new"), typed(reference=reference))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reference"}
    assert Communication.objects.count() == 0


def test_a_channel_that_only_takes_in_carries_nothing_out(client, notice, officer):
    social = Channel.objects.get(key="social")
    answer = client.post(url("contact_new"), typed(direction=Direction.OUT, channel=social.pk))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"channel"}
    assert "سؤال عن موعد الرد" in answer.content.decode()


# --- the sandbox ---


def test_admins_see_what_would_have_been_sent(client, at):
    decision = decided(at)
    with at(DAY_15):
        sending.send_all(claimed=sweep.run().claimed)
    client.force_login(factories.make_staff(Role.ADMIN))
    page = client.get(url("sandbox")).content.decode()
    notice = Notice.objects.get(application=decision.application, kind="decision")
    assert notice.body in page
    assert notice.recipient in page


# --- queries ---


@pytest.mark.parametrize(("name", "way", "role"), [
    ("hand_tasks", "phone", Role.RECEPTION), ("notices", "phone", Role.RECEPTION), ("sandbox", "sms", Role.ADMIN),
])  # fmt: skip
def test_a_list_takes_as_many_queries_for_three_rows_as_for_one(client, at, name, way, role):
    client.force_login(factories.make_staff(role))
    counts = []
    for more in (1, 2):
        for _row in range(more):
            noticed(at, way=way)
        with at(DAY_15):
            sending.send_all(claimed=sweep.run().claimed)
            client.get(url(name))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                page = client.get(url(name))
        assert page.status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
