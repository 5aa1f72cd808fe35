"""Which kind of identity fits which number and nationality; the long national address; the family record."""

from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from beneficiaries.domain import people
from beneficiaries.models import identity_numbers
from ledger.errors import Refused
from policy.models import Channel
from tests.factories import id_number, make_person, make_policy

pytestmark = pytest.mark.django_db
REASON = {"id_kind_reason": "زيارة"}


@pytest.mark.parametrize(
    ("nationality", "number"),
    [("AE", "784198012345678"), ("BH", "850123456"), ("KW", "285010112345"), ("OM", "12345678"), ("QA", "28563412345")],
)
def test_a_national_of_a_gcc_state_has_that_states_number(
    reception: Staff, fields: dict[str, Any], nationality: str, number: str
) -> None:
    given = {**fields, **REASON, "id_kind": "gcc", "nationality": nationality, "id_number": number}
    assert people.register(by=reception, **given).id_number == number
    wrong = {**given, "id_number": number[:-1] if nationality != "OM" else "12345"}
    with pytest.raises(Refused) as caught:
        people.register(by=reception, **wrong)
    assert caught.value.field == "id_number"


@pytest.mark.parametrize(
    ("kind", "number", "nationality", "field", "code"),
    [
        ("gcc", "784198012345678", "SA", "nationality", "id_nationality"),
        ("gcc", "784198012345678", "YE", "nationality", "id_nationality"),
        ("border", "3012345678", "SA", "nationality", "id_nationality"),
        ("iqama", "2000000006", "SA", "nationality", "id_nationality"),
        ("passport", "1000000008", "YE", "id_number", "id_no_passport"),
        ("passport", "2000000006", "YE", "id_number", "id_no_passport"),
    ],
)
def test_a_contradiction_is_told(
    reception: Staff, fields: dict[str, Any], kind: str, number: str, nationality: str, field: str, code: str
) -> None:
    given = {**fields, **REASON, "id_kind": kind, "nationality": nationality, "id_number": number}
    with pytest.raises(Refused) as caught:
        people.register(by=reception, **given)
    assert (caught.value.field, caught.value.code) == (field, code)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("id_kind = 'iqama'", "beneficiary_permit_is_of_another_nationality"),
        ("id_kind = 'border', id_kind_reason = 'x'", "beneficiary_permit_is_of_another_nationality"),
        ("id_kind = 'gcc', id_kind_reason = 'x'", "beneficiary_gcc_id_is_of_a_gcc_state"),
        ("building_number = '12'", "beneficiary_national_address_has_its_form"),
        ("postal_code = '1234x'", "beneficiary_national_address_has_its_form"),
        ("additional_number = '٤٤٤٤'", "beneficiary_national_address_has_its_form"),
        ("unit_number = 'a'", "beneficiary_national_address_has_its_form"),
        ("family_record = '12'", "beneficiary_family_record_is_digits"),
        ("language = 'xx'", "beneficiary_language_is_known"),
    ],
)
def test_the_database_refuses_it_too(refused: Any, change: str, name: str) -> None:
    person = make_person()
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE beneficiaries_beneficiary SET {change} WHERE id = %s", [person.pk])


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("1000000008", "national"),
        ("2000000006", "iqama"),
        ("3012345678", "border"),
        ("784198012345678", "gcc"),
        ("A1234567", "passport"),
    ],
)
def test_the_kind_of_a_members_number_is_told_from_its_form(number: str, kind: str) -> None:
    assert identity_numbers.guess(number) == kind


def test_the_address_is_kept_in_ascii_and_shown_in_one_line(reception: Staff, fields: dict[str, Any]) -> None:
    address = {"building_number": "٢٩٢٩", "street": "شارع العليا", "district": "العليا", "city": "الرياض"}
    person = people.register(
        by=reception,
        **{**fields, **address, "postal_code": "12211", "additional_number": "8118", "family_record": "١٢٣٤٥٦"},
    )
    assert person.address_line == "2929 شارع العليا، العليا، الرياض 12211، 8118"
    assert person.family_record == "123456"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("building_number", "12"),
        ("postal_code", "abcde"),
        ("additional_number", "12345"),
        ("unit_number", "1234567"),
        ("family_record", "12"),
        ("language", "xx"),
    ],
)
def test_a_wrong_part_is_told_beside_its_field(reception: Staff, fields: dict[str, Any], name: str, value: str) -> None:
    with pytest.raises(Refused) as caught:
        people.register(by=reception, **{**fields, name: value})
    assert caught.value.field == name


def test_a_preferred_channel_carries_decisions(reception: Staff, fields: dict[str, Any], refused: Any) -> None:
    make_policy()
    carrying, other = Channel.objects.carrying_decisions()[0], Channel.objects.filter(carries_decision=False)[0]
    person = people.register(by=reception, **{**fields, "preferred_channel": carrying})
    assert person.preferred_channel == carrying
    with pytest.raises(Refused) as caught:
        people.register(by=reception, **{**fields, "id_number": id_number(), "preferred_channel": other})
    assert caught.value.field == "preferred_channel"
    with refused("a preferred channel is one in use"), connection.cursor() as cursor:
        cursor.execute("UPDATE beneficiaries_beneficiary SET preferred_channel_id = %s", [other.pk])
