"""Members of a household: their numbers, their own files, and on whom they depend."""

from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from beneficiaries.domain import households, people
from beneficiaries.models import Beneficiary, HouseholdMember
from ledger.errors import Refused
from tests.factories import id_number, make_person

pytestmark = pytest.mark.django_db


def member(person: Beneficiary, **fields: Any) -> HouseholdMember:
    values = {"name": "سعد", "relation": "son", **fields}
    return households.add(beneficiary_id=person.pk, by=person.created_by, **values)


def test_a_number_is_kept_encrypted_and_shown_by_its_tail(reception: Staff) -> None:
    number = id_number()
    one = HouseholdMember.objects.get(pk=member(make_person(), id_number=number).pk)
    assert (one.id_number, one.id_kind, one.masked_id) == (number, "national", f"••••••{number[-4:]}")
    assert number not in one.id_token
    assert one.person is None


def test_a_registered_person_is_linked_by_their_number() -> None:
    person, own = make_person(), make_person()
    assert member(person, id_number=own.id_number).person == own


def test_a_person_registered_later_is_linked_to_the_household(reception: Staff, fields: dict[str, Any]) -> None:
    person = make_person()
    one = member(person, id_number=fields["id_number"])
    registered = people.register(by=reception, **fields)
    assert HouseholdMember.objects.get(pk=one.pk).person == registered
    assert registered.membership.beneficiary == person


def test_a_person_is_a_member_of_one_household(refused: Any) -> None:
    first, second, own = make_person(), make_person(), make_person()
    member(first, id_number=own.id_number)
    with pytest.raises(Refused) as caught:
        member(second, id_number=own.id_number)
    assert (caught.value.field, caught.value.code) == ("id_number", "member_elsewhere")
    assert first.full_name in str(caught.value)
    two = member(second)
    with refused("person_id"):
        HouseholdMember.objects.filter(pk=two.pk).update(person=own)


def test_nobody_is_a_member_of_their_own_household(refused: Any) -> None:
    person = make_person()
    with pytest.raises(Refused) as caught:
        member(person, id_number=person.id_number)
    assert caught.value.code == "member_of_own"
    one = member(person)
    with refused("household_member_is_somebody_else"):
        HouseholdMember.objects.filter(pk=one.pk).update(person=person)
    columns = {"id_kind": "national", "id_token": person.id_token, "id_hmac": person.id_hmac}
    with refused("nobody is a member of their own household"):
        HouseholdMember.objects.filter(pk=one.pk).update(**columns)


def test_a_link_and_a_number_are_of_one_person(refused: Any) -> None:
    person, own, other = make_person(), make_person(), make_person()
    one = member(person, id_number=own.id_number)
    with refused("that of the person they are linked to"):
        HouseholdMember.objects.filter(pk=one.pk).update(person=other)


def test_a_member_depends_on_another_of_the_same_household(reception: Staff, refused: Any) -> None:
    person, elsewhere = make_person(by=reception), make_person(by=reception)
    wife, son, stranger = member(person, relation="wife"), member(person), member(elsewhere)
    households.amend(member_id=son.pk, by=reception, name="سعد", relation="son", dependent=False, depends_on=wife.pk)
    assert HouseholdMember.objects.get(pk=son.pk).depends_on == wife
    for wrong in (son.pk, stranger.pk):
        with pytest.raises(Refused):
            households.amend(
                member_id=son.pk, by=reception, name="سعد", relation="son", dependent=False, depends_on=wrong
            )
    with refused("a member on whom others depend"):
        HouseholdMember.objects.filter(pk=wife.pk).update(dependent=False, depends_on=member(person))
    with refused("household_depends_on_one"):
        HouseholdMember.objects.filter(pk=son.pk).update(dependent=True)


def test_whoever_depended_on_a_member_who_leaves_depends_on_nobody(reception: Staff) -> None:
    person = make_person(by=reception)
    wife, son = member(person, relation="wife"), member(person)
    row = {"id": son.pk, "name": "سعد", "relation": "son", "dependent": False, "depends_on": wife.pk}
    households.replace(beneficiary_id=person.pk, by=reception, rows=[row])
    households.replace(beneficiary_id=person.pk, by=reception, rows=[row, {"id": wife.pk, "remove": True}])
    left = person.household.get()
    assert (left.dependent, left.depends_on) == (False, None)


def test_an_empty_number_leaves_the_one_that_is_kept(reception: Staff) -> None:
    person, number = make_person(by=reception), id_number()
    one = member(person, id_number=number)
    row = {"id": one.pk, "name": "سعد", "relation": "son", "id_number": ""}
    assert households.replace(beneficiary_id=person.pk, by=reception, rows=[row]) is False
    assert HouseholdMember.objects.get(pk=one.pk).id_number == number


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("id_token = 'x'", "household_id_is_encrypted"),
        ("id_hmac = repeat('0', 64)", "household_id_is_encrypted"),
        ("id_tail = '12'", "household_id_is_encrypted"),
        ("beneficiary_id = (SELECT max(id) FROM beneficiaries_beneficiary)", "written once"),
    ],
)
def test_the_database_refuses_it(refused: Any, change: str, name: str) -> None:
    one = member(make_person())
    make_person()
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE beneficiaries_householdmember SET {change} WHERE id = %s", [one.pk])
