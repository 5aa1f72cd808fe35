"""Contact points that somebody verified, and how that ends."""

from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from beneficiaries.domain import contact_points
from beneficiaries.models import ContactPoint
from ledger import clock
from ledger.errors import Refused
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def point(**fields: Any) -> ContactPoint:
    return make_person(**fields).contact_points.get(kind="mobile")


def test_it_is_verified_once_with_how_by_and_the_moment(reception: Staff) -> None:
    one = point()
    contact_points.verify(contact_id=one.pk, by=reception, how="called")
    one = ContactPoint.objects.get(pk=one.pk)
    assert (one.verified_how, one.verified_by) == ("called", reception)
    assert one.verified_at is not None
    with pytest.raises(Refused) as caught:
        contact_points.verify(contact_id=one.pk, by=reception, how="code")
    assert caught.value.code == "contact_verified"


@pytest.mark.parametrize("how", ["", "guessed"])
def test_it_says_how(reception: Staff, how: str) -> None:
    with pytest.raises(Refused) as caught:
        contact_points.verify(contact_id=point().pk, by=reception, how=how)
    assert caught.value.code == "how_missing"


def test_taking_it_out_of_use_undoes_the_verification(reception: Staff) -> None:
    one = point()
    contact_points.verify(contact_id=one.pk, by=reception, how="seen")
    contact_points.remove(contact_id=one.pk, by=reception)
    with pytest.raises(Refused):
        contact_points.verify(contact_id=one.pk, by=reception, how="seen")
    again = contact_points.add(beneficiary_id=one.beneficiary_id, kind="mobile", value=one.value, by=reception)
    assert (again.pk, again.verified_at, again.verified_how) == (one.pk, None, "")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("verified_at = now()", "contact_point_verified_by_somebody"),
        ("verified_by_id = created_by_id", "contact_point_verified_by_somebody"),
        ("verified_how = 'called'", "contact_point_verified_by_somebody"),
        (
            "verified_at = now(), verified_by_id = created_by_id, verified_how = 'x'",
            "contact_point_verified_by_somebody",
        ),
    ],
)
def test_a_half_verification_is_refused(refused: Any, change: str, name: str) -> None:
    one = point()
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE beneficiaries_contactpoint SET {change} WHERE id = %s", [one.pk])


def test_a_verification_is_neither_changed_nor_backdated(reception: Staff, refused: Any) -> None:
    one = point()
    ContactPoint.objects.filter(pk=one.pk).update(
        verified_at="2001-01-01T00:00:00+03:00", verified_by=reception, verified_how="called"
    )
    kept = ContactPoint.objects.get(pk=one.pk).verified_at
    assert kept is not None
    assert abs((clock.now() - kept).total_seconds()) < 60
    with refused("verified once"):
        ContactPoint.objects.filter(pk=one.pk).update(verified_how="seen")
    with refused("verified once"):
        ContactPoint.objects.filter(pk=one.pk).update(verified_at=None, verified_by=None, verified_how="")
