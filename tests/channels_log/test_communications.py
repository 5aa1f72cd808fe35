"""The register of communications."""

import datetime as dt

import pytest

from accounts.states import Role
from channels_log.domain import communications
from channels_log.models import Communication
from channels_log.states import Direction, Outcome
from ledger.errors import Refused
from policy.models import Channel
from tests import factories
from tests.channels_log.factories import DAY_15, sql

pytestmark = pytest.mark.django_db


def logged(by, **fields):
    values = {
        "channel": Channel.objects.get(key="phone"),
        "direction": Direction.IN,
        "summary": "سؤال عن حالة الطلب",
        "outcome": Outcome.SETTLED,
        **fields,
    }
    return communications.log(by=by, **values)


def test_a_call_is_logged_about_a_case_a_person_or_nobody(notice, officer):
    application = notice.application
    person = application.beneficiary
    assert logged(officer, application=application).beneficiary == person
    assert (logged(officer, beneficiary=person).application, logged(officer).beneficiary) == (None, None)
    assert list(Communication.objects.of_application(application).values_list("summary", flat=True)) == [
        "سؤال عن حالة الطلب"
    ]


def test_the_same_page_sent_twice_is_one_contact(at, officer):
    with at(DAY_15):
        assert logged(officer) == logged(officer)
        assert logged(officer, summary="سؤال آخر") != logged(officer)
    with at(DAY_15 + dt.timedelta(minutes=3)):
        logged(officer)
    assert Communication.objects.count() == 3


def test_a_call_about_a_merged_record_is_refused(notice, officer):
    person, other = notice.application.beneficiary, factories.make_person()
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    sql("SET session_replication_role = replica")
    sql("UPDATE beneficiaries_beneficiary SET merged_into_id = %s WHERE id = %s", other.pk, person.pk)
    sql("SET session_replication_role = origin")
    with pytest.raises(Refused) as refused:
        logged(officer, beneficiary=person)
    assert refused.value.code == "person_merged"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"summary": " \n"}, "summary"),
        ({"outcome": Outcome.TOLD}, "outcome"),
        ({"direction": Direction.OUT, "channel": "interview"}, "channel"),
    ],
)
def test_what_a_contact_has_to_say(officer, change, field):
    if "channel" in change:
        change = {**change, "channel": Channel.objects.get(key=change["channel"])}
    with pytest.raises(Refused) as refused:
        logged(officer, **change)
    assert refused.value.field == field


def test_only_who_logs_contacts_logs_them(officer):
    with pytest.raises(Refused) as refused:
        logged(factories.make_staff(Role.MEMBER))
    assert refused.value.code == "may"
    assert Communication.objects.count() == 0
