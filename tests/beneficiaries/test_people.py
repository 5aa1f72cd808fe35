"""Registering, correcting and showing a person through the domain."""

import datetime as dt
import threading
from typing import Any

import pytest
from django.db import connection

from accounts.models import AccessLog, Staff
from beneficiaries.domain import contact_points, households, people
from beneficiaries.models import Beneficiary, ContactPoint, HouseholdMember
from ledger.errors import Refused, Stale
from tests.factories import id_number, make_person, make_staff

pytestmark = pytest.mark.django_db


def test_it_registers_a_person_with_contacts_and_household(reception: Staff, fields: dict[str, Any]) -> None:
    person = people.register(
        by=reception,
        mobile="+966 51 234 5678",
        email="Saad@Example.ORG",
        household_members=[{"name": "مها سليمان", "relation": "wife", "birth_date": dt.date(1990, 1, 1)}],
        **{**fields, "first_name": "  عبد\u200f   الله ", "id_number": "١٠٠٠٠٠٠٠٠٨", "national_address": "rrrd 2929"},
    )
    assert (person.first_name, person.full_name) == ("عبد الله", "عبد الله سليمان فهد الغيثاني")
    assert (person.id_number, person.national_address) == ("1000000008", "RRRD2929")
    assert (person.created_by, person.branch) == (reception, reception.branch)
    assert list(person.contact_points.values_list("kind", "value", "preferred")) == [
        ("mobile", "0512345678", True),
        ("email", "saad@example.org", False),
    ]
    assert list(person.household.values_list("name", "relation", "dependent")) == [("مها سليمان", "wife", True)]


def test_a_number_that_is_there_leads_to_its_person(reception: Staff, fields: dict[str, Any]) -> None:
    first = people.register(by=reception, **fields)
    with pytest.raises(people.AlreadyRegistered) as caught:
        people.register(by=reception, **{**fields, "first_name": "سعد"})
    assert (caught.value.beneficiary, caught.value.field) == (first, "id_number")
    assert Beneficiary.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"first_name": " \u200f "}, "first_name", "name_missing"),
        ({"family_name": "123"}, "family_name", "name_letters"),
        ({"father_name": "علي2"}, "father_name", "name_letters"),
        ({"first_name": "س" * 61}, "first_name", "too_long"),
        ({"sex": ""}, "sex", "sex_missing"),
        ({"birth_date": None}, "birth_date", "birth_missing"),
        ({"birth_date": dt.date(2999, 1, 1)}, "birth_date", "birth_future"),
        ({"birth_date": dt.date(1890, 1, 1)}, "birth_date", "birth_old"),
        ({"id_number": "1000000009"}, "id_number", "id_checksum"),
        ({"id_kind": "passport", "id_number": "A1234567"}, "id_kind_reason", "id_reason"),
        ({"id_kind": ""}, "id_kind", "id_kind"),
        ({"nationality": "YE"}, "nationality", "id_nationality"),
        ({"nationality": "??"}, "nationality", "nationality_missing"),
        ({"id_kind": "iqama", "id_number": "2000000006"}, "nationality", "id_nationality"),
        ({"id_expires_on": dt.date(2020, 1, 1)}, "id_expires_on", "expired"),
        ({"national_address": "1234"}, "national_address", "national_address"),
        ({"mobile": "0412345678"}, "mobile", "mobile"),
        ({"email": "a@b"}, "email", "email"),
        ({"email": f"{'a' * 250}@b.sa"}, "email", "email"),
        ({"household_members": [{"name": "مها", "relation": ""}]}, "relation", "relation_missing"),
        ({"household_members": [{"name": "", "relation": "son"}]}, "name", "name_missing"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_nothing(
    reception: Staff, fields: dict[str, Any], change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        people.register(by=reception, **{**fields, **change})
    assert (caught.value.field, caught.value.code) == (field, code)
    assert (Beneficiary.objects.count(), ContactPoint.objects.count()) == (0, 0)


def test_a_passport_with_its_reason_is_accepted(reception: Staff, fields: dict[str, Any]) -> None:
    other = {"id_kind": "passport", "id_number": "a 1234567", "nationality": "YE", "id_kind_reason": "زيارة"}
    person = people.register(by=reception, **{**fields, **other})
    assert (person.id_number, person.id_kind_reason) == ("A1234567", "زيارة")


def test_a_person_born_today_in_riyadh_is_registered(reception: Staff, fields: dict[str, Any], at: Any) -> None:
    with at("2026-06-15 23:59+03"):
        assert people.register(by=reception, **{**fields, "birth_date": dt.date(2026, 6, 15)}).pk
        with pytest.raises(Refused):
            people.register(by=reception, **{**fields, "id_number": id_number(), "birth_date": dt.date(2026, 6, 16)})


def test_it_amends_what_is_given_and_nothing_else(reception: Staff) -> None:
    person = make_person(by=reception)
    after = people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, city="جدة")
    assert (after.city, after.district, after.edits) == ("جدة", person.district, person.edits + 1)
    assert after.id_token == person.id_token


def test_an_amendment_of_nothing_is_no_edit(reception: Staff) -> None:
    person = make_person(by=reception)
    after = people.amend(
        beneficiary_id=person.pk, edits=person.edits, by=reception, city=person.city, id_number=person.id_number
    )
    assert (after.edits, after.id_token) == (person.edits, person.id_token)


def test_a_corrected_number_is_checked_and_unique(reception: Staff) -> None:
    person, other = make_person(by=reception), make_person(by=reception)
    with pytest.raises(people.AlreadyRegistered) as caught:
        people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, id_number=other.id_number)
    assert caught.value.beneficiary == other
    right = id_number()
    after = people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, id_number=right)
    assert after.id_number == right


def test_a_kind_of_identity_that_does_not_fit_the_kept_number_is_refused(reception: Staff) -> None:
    person = make_person(by=reception)
    with pytest.raises(Refused) as caught:
        people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, id_kind="iqama", nationality="YE")
    assert caught.value.code == "id_first_digit"


def test_an_expiry_that_has_gone_by_since_stays(reception: Staff, fields: dict[str, Any], at: Any) -> None:
    with at("2026-01-01 10:00"):
        person = people.register(by=reception, **{**fields, "id_expires_on": dt.date(2026, 2, 1)})
    with at("2026-06-01 10:00"):
        kept = people.amend(
            beneficiary_id=person.pk, edits=person.edits, by=reception, id_expires_on=dt.date(2026, 2, 1), city="جدة"
        )
        assert kept.city == "جدة"
        with pytest.raises(Refused):
            people.amend(beneficiary_id=person.pk, edits=kept.edits, by=reception, id_expires_on=dt.date(2026, 3, 1))


def test_a_colleagues_edit_is_not_overwritten(reception: Staff) -> None:
    person = make_person(by=reception)
    people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, city="جدة", sex="male")
    with pytest.raises(Stale) as caught:
        people.amend(
            beneficiary_id=person.pk, edits=person.edits, by=reception, city="مكة", district="العزيزية", sex="female"
        )
    assert [(c.theirs, c.yours) for c in caught.value.changes] == [("ذكر", "أنثى"), ("جدة", "مكة")]
    assert Beneficiary.objects.get(pk=person.pk).district == "الواحة"


def test_a_colleagues_new_number_is_told_masked(reception: Staff) -> None:
    person = make_person(by=reception)
    new = id_number()
    people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, id_number=new)
    with pytest.raises(Stale) as caught:
        people.amend(beneficiary_id=person.pk, edits=person.edits, by=reception, city="مكة")
    change = caught.value.changes[-1]
    assert change.theirs == f"••••••{new[-4:]}"
    assert new not in f"{change.theirs}{change.yours}"


def test_a_change_of_household_or_contacts_makes_an_open_page_stale(reception: Staff) -> None:
    person = make_person(by=reception)
    households.add(beneficiary_id=person.pk, by=reception, name="مها", relation="wife")
    contact_points.add(beneficiary_id=person.pk, by=reception, kind="mobile", value="0512345678")
    with pytest.raises(Stale) as caught:
        people.amend(
            beneficiary_id=person.pk, edits=person.edits, by=reception, mobile="0500000009", household_members=[]
        )
    assert [(c.theirs, c.yours) for c in caught.value.changes] == [
        (person.contact_points.get(preferred=True).value, "0500000009"),
        ("مها (الزوجة)", ""),
    ]


def test_household_and_contacts_are_saved_with_the_page(reception: Staff) -> None:
    person = make_person(by=reception)
    wife = households.add(beneficiary_id=person.pk, by=reception, name="مها", relation="wife")
    son = households.add(beneficiary_id=person.pk, by=reception, name="سعد", relation="son")
    now = Beneficiary.objects.get(pk=person.pk)
    after = people.amend(
        beneficiary_id=person.pk,
        edits=now.edits,
        by=reception,
        mobile="0512345678",
        email="",
        household_members=[
            {"id": wife.pk, "name": "مها سليمان", "relation": "wife"},
            {"id": son.pk, "remove": True},
            {"name": "نورة", "relation": "daughter", "dependent": False},
        ],
    )
    assert after.edits == now.edits + 1
    assert list(after.household.values_list("name", "dependent")) == [("مها سليمان", True), ("نورة", False)]
    assert list(after.contact_points.filter(active=True).values_list("value", "preferred")) == [("0512345678", True)]
    assert after.contact_points.count() == 3


def test_a_row_of_another_household_is_out_of_reach(reception: Staff) -> None:
    mine, theirs = make_person(by=reception), make_person(by=reception)
    member = households.add(beneficiary_id=theirs.pk, by=reception, name="سعد", relation="son")
    people.amend(
        beneficiary_id=mine.pk, edits=mine.edits, by=reception, household_members=[{"id": member.pk, "remove": True}]
    )
    assert HouseholdMember.objects.filter(pk=member.pk, beneficiary=theirs).exists()


def test_household_members_are_amended_and_removed(reception: Staff) -> None:
    person = make_person(by=reception)
    member = households.add(beneficiary_id=person.pk, by=reception, name="مها", relation="wife")
    households.amend(member_id=member.pk, by=reception, name="مها سليمان", relation="mother", dependent=False)
    assert list(person.household.values_list("name", "relation")) == [("مها سليمان", "mother")]
    households.remove(member_id=member.pk, by=reception)
    assert not person.household.exists()


def test_contact_points_are_preferred_removed_and_come_back(reception: Staff) -> None:
    person = make_person(by=reception)
    mobile, email = person.contact_points.get(kind="mobile"), person.contact_points.get(kind="email")
    contact_points.prefer(contact_id=email.pk, by=reception)
    assert person.contact_points.get(preferred=True) == email
    contact_points.remove(contact_id=email.pk, by=reception)
    assert person.contact_points.get(preferred=True) == mobile
    with pytest.raises(Refused):
        contact_points.prefer(contact_id=email.pk, by=reception)
    assert contact_points.add(beneficiary_id=person.pk, kind="email", value=email.value, by=reception) == email
    assert ContactPoint.objects.get(pk=email.pk).active


def test_revealing_a_number_is_logged_without_the_number(reception: Staff) -> None:
    person = make_person(by=reception)
    assert people.reveal_id(beneficiary_id=person.pk, by=reception, url="/x/") == person.id_number
    row = AccessLog.objects.get()
    assert (row.staff, row.what, row.person_id, row.url) == (reception, "id_reveal", str(person.public_id), "/x/")
    assert person.id_number not in f"{row.detail}{row.url}{row.person_id}"


def test_revealing_needs_its_permission(reception: Staff) -> None:
    person = make_person(by=reception)
    with pytest.raises(Refused):
        people.reveal_id(beneficiary_id=person.pk, by=make_staff("manager"), url="/x/")
    assert not AccessLog.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_counters_that_register_one_number_make_one_person(reception: Staff, fields: dict[str, Any]) -> None:
    barrier, results = threading.Barrier(2), []

    def register() -> None:
        barrier.wait()
        try:
            results.append(people.register(by=reception, **fields))
        except people.AlreadyRegistered as known:
            results.append(known.beneficiary)
        finally:
            connection.close()

    threads = [threading.Thread(target=register) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results[0] == results[1] == Beneficiary.objects.get()
