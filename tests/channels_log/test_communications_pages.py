"""A communication logged in ten seconds: about a case, a person, a typed number or nobody."""

import pytest
from django.urls import reverse

from accounts.states import Role
from channels_log.models import Communication
from channels_log.states import Direction, Outcome
from policy.models import Channel
from tests.channels_log.factories import stranger, url

pytestmark = pytest.mark.django_db


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
    page = f"{url('communication_new')}?application={reference}"
    assert notice.application.beneficiary.full_name in client.get(page).content.decode()
    assert client.post(page, typed())["Location"] == reverse("desk:case_tab", args=[reference, "contacts"])
    communication = Communication.objects.get()
    assert (communication.application, communication.by, communication.summary) == (
        notice.application,
        officer,
        "سؤال عن موعد الرد",
    )


def test_a_call_is_logged_about_a_person_a_typed_number_or_nobody(client, notice, officer):
    person = notice.application.beneficiary
    client.post(f"{url('communication_new')}?person={person.public_id}", typed(summary="1"))
    client.post(url("communication_new"), typed(summary="2", reference=notice.application.reference))
    client.post(url("communication_new"), typed(summary="3", reference=""))
    rows = Communication.objects.order_by("summary").values_list("beneficiary", "application")
    assert list(rows) == [(person.pk, None), (person.pk, notice.application_id), (None, None)]


def test_a_case_that_is_not_theirs_takes_no_contact(client, notice):
    client.force_login(stranger(Role.RECEPTION))
    reference = notice.application.reference
    assert client.post(f"{url('communication_new')}?application={reference}", typed()).status_code == 404
    for wrong in ("x", "00000000-0000-0000-0000-000000000000"):
        assert client.get(f"{url('communication_new')}?person={wrong}").status_code == 404
    answer = client.post(url("communication_new"), typed(reference=reference))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"reference"}
    assert Communication.objects.count() == 0


def test_a_channel_that_only_takes_in_carries_nothing_out(client, notice, officer):
    social = Channel.objects.get(key="social")
    answer = client.post(url("communication_new"), typed(direction=Direction.OUT, channel=social.pk))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"channel"}
    assert "سؤال عن موعد الرد" in answer.content.decode()
