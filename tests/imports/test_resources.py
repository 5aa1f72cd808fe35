"""The library's resource and the import of a file judge the same rows alike."""

import pytest
import tablib
from django.db import transaction

from accounts.states import Role
from beneficiaries.models import Beneficiary
from imports.resources import PersonResource
from tests.factories import make_staff
from tests.imports.factories import HEAD, as_csv, checked, people, person, registered

pytestmark = pytest.mark.django_db
KEPT = ("first_name", "father_name", "grandfather_name", "family_name", "sex", "birth_date", "nationality", "city")


def kept():
    found = []
    for one in Beneficiary.objects.order_by("id_hmac"):
        points = tuple(one.contact_points.values_list("kind", "value", "preferred"))
        found.append((one.id_hmac, one.id_number, one.id_kind, one.id_tail, *[getattr(one, k) for k in KEPT], points))
    return found


def test_resource_keeps_the_same_people_as_an_import():
    head = make_staff(Role.HEAD)
    rows = people(20)
    with transaction.atomic():
        result = PersonResource(by=head).import_data(tablib.Dataset(*rows, headers=HEAD), raise_errors=True)
        assert result.totals["new"] == 20
        again = PersonResource(by=head).import_data(tablib.Dataset(*rows, headers=HEAD), raise_errors=True)
        assert again.totals["skip"] == 20
        by_library = kept()
        transaction.set_rollback(True)
    assert Beneficiary.objects.count() == 0
    registered(checked(as_csv([HEAD, *rows]), head))
    assert kept() == by_library


def test_resource_refuses_the_same_rows_as_an_import():
    head = make_staff(Role.HEAD)
    rows = [person(1), person(2, c0="1000000007"), person(3, c5=""), person(4, c6="x"), person(5, c1="7")]
    result = PersonResource(by=head).import_data(tablib.Dataset(*rows, headers=HEAD), dry_run=True)
    refused = {number for number, _errors in result.row_errors()} | {row.number for row in result.invalid_rows}
    people_import = checked(as_csv([HEAD, *rows]), head)
    assert (
        {n - 1 for n in people_import.staged.filter(outcome="wrong").values_list("n", flat=True)}
        == refused
        == {2, 3, 4, 5}
    )
