"""Registration completed and service provided: once, in their order, with the day and the amount in bounds."""

import datetime as dt

import pytest

from delivery.domain import services
from delivery.models import Delivery, Registration
from intake.models import Application
from intake.states import Status
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepted(at, commit):
    with at("2026-01-01 10:00"), commit():
        application = factories.awaiting_decision()
    with at("2026-01-02 10:00"), commit():
        item = factories.voted(application)
    with at("2026-01-15 10:00"), commit():
        factories.decide(item)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def registered(accepted, at, commit):
    with at("2026-01-16 10:00"), commit():
        return factories.register(accepted)


def deliver(application, **fields):
    values = {"what": "سداد إيجار", "received_by": "نورة", "provided_on": dt.date(2026, 1, 17), **fields}
    return services.deliver(application_id=application.pk, step=application.step, by=application.created_by, **values)


def test_the_registration_takes_the_applications_number(registered):
    registration = Registration.objects.get()
    assert (registration.number, registered.status) == (f"R-{registered.reference}", Status.REGISTERED)


def test_it_is_completed_once(accepted, at, commit):
    with at("2026-01-16 10:00"), commit():
        factories.register(accepted)
        with pytest.raises(Refused) as refusal:
            services.register(application_id=accepted.pk, step=accepted.step, by=accepted.created_by)
    assert (refusal.value.code, Registration.objects.count()) == ("done", 1)


def test_a_case_that_is_not_accepted_is_not_registered(at):
    with at("2026-01-01 10:00"):
        application = factories.awaiting_decision()
        with pytest.raises(Refused) as refusal:
            services.register(application_id=application.pk, step=application.step, by=application.created_by)
    assert refusal.value.code == "pair"


def test_the_service_ends_the_case(registered, at, commit):
    with at("2026-01-17 10:00"), commit():
        application = deliver(registered, amount=9000, note="حوالة")
    delivery = Delivery.objects.get()
    assert (application.status, delivery.amount, delivery.received_by) == (Status.SERVED, 9000, "نورة")


def test_it_comes_after_the_registration(accepted, at):
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        deliver(accepted)
    assert refusal.value.code == "pair"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"what": " "}, "what"),
        ({"received_by": ""}, "received_by"),
        ({"provided_on": dt.date(2026, 1, 18)}, "provided_on"),
        ({"provided_on": dt.date(2026, 1, 15)}, "provided_on"),
        ({"amount": 0}, "amount"),
        ({"amount": -5}, "amount"),
    ],
)
def test_what_is_wrong_is_refused_with_its_field(registered, at, fields, field):
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        deliver(registered, **fields)
    assert refusal.value.field == field
    assert not Delivery.objects.exists()


def test_whoever_lacks_the_permission_does_neither(accepted, at):
    researcher = accepted.researcher
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        services.register(application_id=accepted.pk, step=accepted.step, by=researcher)
    assert refusal.value.code == "may"
    assert not Registration.objects.exists()
