"""Service provided: once, after the registration, with the day and the amount in bounds, by whoever may."""

import datetime as dt

import pytest

from accounts.states import Role
from delivery.domain import deliveries
from delivery.models import Delivery
from intake.domain import recusals
from intake.states import Status
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def record(application, by=None, **fields):
    values = {"what": "سداد إيجار", "received_by": "نورة", "provided_on": dt.date(2026, 1, 17), **fields}
    by = by or application.created_by
    return deliveries.record(application_id=application.pk, step=application.step, by=by, **values)


def test_delivery_ends_the_case(registered, at, commit):
    with at("2026-01-17 10:00"), commit():
        application = record(registered, amount=9000, note=" حوالة ")
    delivery = Delivery.objects.get()
    assert (application.status, delivery.amount, delivery.received_by) == (Status.SERVED, 9000, "نورة")
    assert (delivery.note, delivery.by) == ("حوالة", registered.created_by)


@pytest.mark.parametrize("day", [dt.date(2026, 1, 16), dt.date(2026, 1, 17)])
def test_delivery_on_the_first_and_on_the_last_day_is_taken(registered, at, commit, day):
    with at("2026-01-17 10:00"), commit():
        record(registered, provided_on=day)
    assert Delivery.objects.get().provided_on == day


def test_second_click_finds_its_own_delivery(registered, at, commit):
    with at("2026-01-17 10:00"), commit():
        first, second = record(registered), record(registered)
    assert (second.status, second.step) == (first.status, first.step) == (Status.SERVED, registered.step + 1)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize("change", [{"what": "x"}, {"amount": 1}, {"received_by": "x"}, {"note": "x"}])
def test_another_delivery_after_the_first_is_refused(registered, at, commit, change):
    with at("2026-01-17 10:00"), commit():
        record(registered)
        with pytest.raises(Refused) as refusal:
            record(registered, **change)
    assert (refusal.value.code, Delivery.objects.count()) == ("done", 1)


def test_delivery_before_the_registration_is_refused(accepted, at):
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        record(accepted)
    assert refusal.value.code == "pair"


def test_delivery_by_an_overtaken_page_is_refused(registered, accepted, at):
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        record(accepted)
    assert (refusal.value.code, Delivery.objects.count()) == ("moved", 0)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"what": " "}, "what", ""),
        ({"received_by": ""}, "received_by", ""),
        ({"provided_on": dt.date(2026, 1, 18)}, "provided_on", "provided_in_future"),
        ({"provided_on": dt.date(2026, 1, 15)}, "provided_on", ""),
        ({"amount": 0}, "amount", "delivery_amount_positive"),
        ({"amount": -5}, "amount", "delivery_amount_positive"),
    ],
)
def test_delivery_out_of_bounds_is_refused_with_its_field(registered, at, fields, field, code):
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        record(registered, **fields)
    assert (refusal.value.field, refusal.value.code, Delivery.objects.count()) == (field, code, 0)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.RECEPTION])
def test_delivery_without_the_permission_is_refused(registered, at, role):
    stranger = factories.make_staff(role, branch=registered.branch)
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        record(registered, by=stranger)
    assert (refusal.value.code, Delivery.objects.count()) == ("may", 0)


def test_delivery_after_a_declared_conflict_is_refused(registered, at):
    recusals.declare(application_id=registered.pk, by=registered.created_by, reason="قرابة")
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        record(registered)
    assert (refusal.value.code, Delivery.objects.count()) == ("may", 0)
