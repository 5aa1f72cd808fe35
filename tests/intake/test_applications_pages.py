"""Opening an application at the counter: the service, who applies, how they are told."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from accounts.states import Role
from intake.models import Application, Service
from ledger import clock
from policy.models import Channel, PolicyVersion
from tests import factories
from tests.intake.factories import agent_of
from tests.intake.paper_browser import form_of, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(client):
    """The receptionist of a branch, signed in."""
    factories.make_policy()
    staff = factories.make_staff(Role.RECEPTION, branch=factories.make_branch())
    client.force_login(staff)
    return staff


@pytest.fixture
def person(by):
    return factories.make_person(by=by)


@pytest.fixture
def service(by):
    return factories.make_service()


def page(person):
    return reverse("intake:start", args=[person.public_id])


def sms(person):
    """The value of the choice "text message to this person's mobile"."""
    channel = Channel.objects.get(key="phone")
    return f"{channel.pk}-sms-{person.contact_points.get(kind='mobile').pk}"


def test_it_opens_a_draft(client, by, person, service):
    response = client.get(page(person))
    answer = send(client, page(person), response, has="service", notify=sms(person), outcome_in_message="on")
    application = Application.objects.get()
    assert answer.url == reverse("intake:documents", args=[application.reference])
    assert (application.service, application.branch, application.representative) == (service, by.branch, None)
    assert (application.notify_way, application.outcome_in_message) == ("sms", True)
    assert application.notify_contact.value == person.contact_points.get(kind="mobile").value


def test_the_only_service_is_chosen_and_says_what_it_asks_for(client, person, service):
    response = client.get(page(person))
    assert form_of(response, has="service").values["service"] == [str(service.pk)]
    assert "الهوية · عقد الإيجار" in text_of(response)


def test_reading_the_page_is_logged(client, by, person, service):
    client.get(page(person))
    assert AccessLog.objects.filter(staff=by, what=AccessLog.What.PERSON, person_id=str(person.public_id)).count() == 1


def test_an_agent_with_a_document_may_apply(client, by, person, service):
    agent = agent_of(person, by)
    response = client.get(page(person))
    assert "سالم حمد الكثباني" in text_of(response)
    send(client, page(person), response, has="service", notify=sms(person), representative=str(agent.pk))
    assert Application.objects.get().representative == agent


def test_an_agent_whose_document_expired_is_not_offered(client, by, person, service, at):
    agent = agent_of(person, by)
    with at(clock.now() + dt.timedelta(days=31)):
        client.force_login(by)
        response = client.get(page(person))
        assert "سالم حمد الكثباني" not in text_of(response)
        answer = send(client, page(person), response, has="service", notify=sms(person), representative=str(agent.pk))
    assert (answer.status_code, Application.objects.count()) == (422, 0)


def test_an_agent_of_somebody_else_is_refused(client, by, person, service):
    stranger = agent_of(factories.make_person(by=by), by)
    response = client.get(page(person))
    answer = send(client, page(person), response, has="service", notify=sms(person), representative=str(stranger.pk))
    assert answer.status_code == 422
    assert "لا ينوب عن هذا الشخص" in text_of(answer)
    assert not Application.objects.exists()


def test_nothing_chosen_is_said_beside_each_field_and_in_the_summary(client, by, person):
    factories.make_service()
    factories.make_service("food", name="سلة غذائية")
    response = client.get(page(person))
    answer = send(client, page(person), response, has="service", representative=None)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"service", "representative", "notify"}
    html = answer.content.decode()
    for name in ("service", "representative", "notify"):
        assert f'href="#id_{name}_0"' in html
        assert f'id="id_{name}_error"' in html
    assert not Application.objects.exists()


def test_it_keeps_what_was_chosen(client, person, service):
    response = client.get(page(person))
    answer = send(client, page(person), response, has="service", outcome_in_message="on")
    assert answer.status_code == 422
    assert form_of(answer, has="service").values["outcome_in_message"] == ["on"]


def test_a_second_open_application_leads_to_the_first(client, by, person, service):
    first = factories.draft(by=by, person=person)
    answer = send(client, page(person), client.get(page(person)), has="service", notify=sms(person))
    assert answer.status_code == 422
    assert first.reference in text_of(answer)
    assert reverse("desk:case", args=[first.reference]) in answer.content.decode()
    assert Application.objects.count() == 1


def test_the_first_is_not_linked_where_it_is_another_branchs(client, by, person, service):
    elsewhere = factories.make_staff(Role.RECEPTION, branch=factories.make_branch("EAST"))
    first = factories.draft(by=elsewhere, person=person)
    answer = send(client, page(person), client.get(page(person)), has="service", notify=sms(person))
    assert answer.status_code == 422
    assert reverse("desk:case", args=[first.reference]) not in answer.content.decode()


def test_a_closed_service_is_neither_offered_nor_taken(client, person, service):
    response = client.get(page(person))
    Service.objects.update(active=False)
    answer = send(client, page(person), response, has="service", notify=sms(person))
    assert (answer.status_code, Application.objects.count()) == (422, 0)
    assert "service" in answer.context["form"].errors


@pytest.mark.parametrize("value", ["", "x", "1-sms-999999", "0-carrier-pigeon-0", "-" * 500])
def test_a_way_that_is_none_is_refused(client, person, service, value):
    answer = send(client, page(person), client.get(page(person)), has="service", notify=value)
    assert (answer.status_code, Application.objects.count()) == (422, 0)


def test_without_a_mobile_there_is_no_text_message(client, by, service):
    person = factories.make_person(by=by, mobile="")
    ways = {way["way"] for way in client.get(page(person)).context["form"].ways.values()}
    assert ways == {"email", "phone", "letter", "delegate"}


def test_somebody_of_all_branches_chooses_one(client, person, service):
    client.force_login(factories.make_staff(Role.RECEPTION))
    response = client.get(page(person))
    assert send(client, page(person), response, has="branch", notify=sms(person)).status_code == 422
    branch = factories.make_branch()
    send(client, page(person), response, has="branch", notify=sms(person), branch=str(branch.pk))
    assert Application.objects.get().branch == branch


def test_without_a_policy_it_says_so(client, person, service, by):
    response = client.get(page(person))
    PolicyVersion.objects.update(status="superseded")
    answer = send(client, page(person), response, has="service", notify=sms(person))
    assert (answer.status_code, Application.objects.count()) == (422, 0)


def test_an_unknown_person_is_a_404(client, by, service):
    assert client.get(reverse("intake:start", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_its_queries_do_not_grow_with_services(client, by, person, service):
    def count():
        with CaptureQueriesContext(connection) as found:
            assert client.get(page(person)).status_code == 200
        return len(found)

    client.get(page(person))
    one = count()
    factories.make_service("food", name="سلة غذائية")
    factories.make_service("school", name="حقيبة مدرسية")
    assert count() == one
