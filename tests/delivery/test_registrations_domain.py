"""Registration completed: once, for an accepted application, by whoever may."""

import pytest

from accounts.states import Role
from delivery.domain import registrations
from delivery.models import Registration
from intake.domain import moves, recusals
from intake.models import Application
from intake.states import ClosedReason, Status
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


def complete(application, by=None, **more):
    by = by or application.created_by
    return registrations.complete(application_id=application.pk, step=application.step, by=by, **more)


def test_registration_takes_the_number_of_its_application(registered):
    registration = Registration.objects.get()
    assert (registration.number, registered.status) == (f"R-{registered.reference}", Status.REGISTERED)


def test_registration_keeps_its_note_and_its_officer(accepted, at, commit):
    with at("2026-01-16 10:00"), commit():
        complete(accepted, note="  حضوريًّا ")
    registration = Registration.objects.get()
    assert (registration.note, registration.by) == ("حضوريًّا", accepted.created_by)


def test_second_click_finds_its_own_registration(registered, accepted, at):
    with at("2026-01-16 10:00"):
        again = complete(accepted)
    assert (again.step, again.status) == (registered.step, Status.REGISTERED)
    assert Registration.objects.count() == 1


@pytest.mark.parametrize("change", ["officer", "note"])
def test_another_registration_after_the_first_is_refused(registered, accepted, at, change):
    colleague = factories.make_staff(Role.RECEPTION, branch=accepted.branch)
    with at("2026-01-16 10:00"), pytest.raises(Refused) as refusal:
        complete(accepted, **({"by": colleague} if change == "officer" else {"note": "x"}))
    assert (refusal.value.code, Registration.objects.count()) == ("done", 1)


def test_registration_by_an_overtaken_page_is_refused(accepted, at):
    with at("2026-01-16 10:00"), pytest.raises(Refused) as refusal:
        registrations.complete(application_id=accepted.pk, step=accepted.step - 2, by=accepted.created_by)
    assert (refusal.value.code, Registration.objects.count()) == ("moved", 0)


def test_registration_before_acceptance_is_refused(at):
    with at("2026-01-01 10:00"):
        application = factories.awaiting_decision()
        with pytest.raises(Refused) as refusal:
            complete(application)
    assert refusal.value.code == "pair"


def test_registration_of_a_closed_case_is_refused(accepted, at, commit):
    with at("2026-01-16 10:00"), commit():
        moves.close(
            application_id=accepted.pk, step=accepted.step, by=accepted.created_by, reason=ClosedReason.WITHDRAWN
        )
        with pytest.raises(Refused) as refusal:
            complete(Application.objects.get(pk=accepted.pk))
    assert (refusal.value.code, Registration.objects.count()) == ("pair", 0)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.RECEPTION])
def test_registration_without_the_permission_is_refused(accepted, at, role):
    stranger = factories.make_staff(role, branch=accepted.branch)
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        complete(accepted, by=stranger)
    assert (refusal.value.code, Registration.objects.count()) == ("may", 0)


def test_registration_after_a_declared_conflict_is_refused(accepted, at):
    recusals.declare(application_id=accepted.pk, by=accepted.created_by, reason="قرابة")
    with at("2026-01-17 10:00"), pytest.raises(Refused) as refusal:
        complete(accepted)
    assert (refusal.value.code, Registration.objects.count()) == ("may", 0)
