"""What the database refuses about people, whoever asks."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from beneficiaries.domain import households, representatives
from beneficiaries.models import Beneficiary, Representative
from ledger import clock
from tests.factories import id_number, make_person, make_staff

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def person() -> Beneficiary:
    return make_person()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("first_name = ' '", "beneficiary_has_a_name"),
        ("family_name = ''", "beneficiary_has_a_name"),
        ("sex = 'x'", "beneficiary_sex_is_known"),
        ("nationality = 'QQ', id_kind = 'iqama'", "beneficiary_nationality_is_known"),
        ("nationality = 'YE'", "beneficiary_national_id_is_of_a_saudi"),
        ("id_kind = 'card'", "beneficiary_id_kind_is_known"),
        ("id_kind = 'passport'", "beneficiary_other_id_has_a_reason"),
        ("id_token = '1000000008'", "beneficiary_id_is_encrypted"),
        ("id_hmac = '1000000008'", "beneficiary_id_is_encrypted"),
        ("national_address = 'RRRD29'", "beneficiary_national_address_is_short"),
        ("public_id = gen_random_uuid()", "written once"),
        ("created_at = now() - interval '1 day'", "written once"),
    ],
)
def test_a_person_is_consistent(refused: Refusal, person: Beneficiary, change: str, name: str) -> None:
    with refused(name):
        sql(f"UPDATE beneficiaries_beneficiary SET {change} WHERE id = %s", person.pk)


def test_an_identity_number_is_kept_once(refused: Refusal, person: Beneficiary) -> None:
    other = make_person()
    with refused("id_hmac"):
        sql("UPDATE beneficiaries_beneficiary SET id_hmac = %s WHERE id = %s", person.id_hmac, other.pk)


@pytest.mark.parametrize("table", ["beneficiary", "householdmember"])
def test_a_birth_date_is_possible(refused: Refusal, person: Beneficiary, table: str, at: Any) -> None:
    households.add(beneficiary_id=person.pk, by=make_staff("reception"), name="مها", relation="wife")
    statement = f"UPDATE beneficiaries_{table} SET birth_date = %s"
    with at("2026-06-15 23:30+03"):
        with refused("a birth date may not lie in the future"):
            sql(statement, dt.date(2026, 6, 16))
        with refused("a birth date may not lie more than 120 years back"):
            sql(statement, dt.date(1906, 6, 14))
        sql(statement, dt.date(2026, 6, 15))
        sql(statement, dt.date(1906, 6, 15))


def test_edits_are_counted_by_the_database(person: Beneficiary) -> None:
    before = person.edits
    sql("UPDATE beneficiaries_beneficiary SET city = 'جدة', edits = 77 WHERE id = %s", person.pk)
    assert Beneficiary.objects.get(pk=person.pk).edits == before + 1


def test_history_keeps_the_old_row_without_the_token(refused: Refusal, person: Beneficiary) -> None:
    sql("UPDATE beneficiaries_beneficiary SET city = 'جدة' WHERE id = %s", person.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM beneficiaries_beneficiaryevent WHERE pgh_obj_id = %s", [person.pk])
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    assert [row["city"] for row in rows] == ["الرياض"]
    assert {"id_token", "id_tail", "full_name", "name_norm", "name_tsv"}.isdisjoint(columns)
    with refused("append only"):
        sql("UPDATE beneficiaries_beneficiaryevent SET city = 'x'")
    with refused("append only"):
        sql("TRUNCATE beneficiaries_beneficiaryevent")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("value = '0512345679'", "written once"),
        ("kind = 'email'", "written once"),
        ("preferred = true, active = false", "contact_point_preferred_is_in_use"),
        ("verified_at = now()", "contact_point_verified_by_somebody"),
    ],
)
def test_a_contact_point_is_consistent(refused: Refusal, person: Beneficiary, change: str, name: str) -> None:
    with refused(name):
        sql(f"UPDATE beneficiaries_contactpoint SET {change} WHERE kind = 'mobile'")


@pytest.mark.parametrize(
    ("kind", "value"), [("mobile", "512345678"), ("mobile", "a@b.sa"), ("email", "0512345678"), ("fax", "0512345678")]
)
def test_a_contact_point_has_its_form(refused: Refusal, person: Beneficiary, kind: str, value: str) -> None:
    with refused("contact_point_has_its_form"):
        sql(
            "INSERT INTO beneficiaries_contactpoint (beneficiary_id, kind, value, preferred, active, created_by_id) "
            "VALUES (%s, %s, %s, false, true, %s)",
            *(person.pk, kind, value, person.created_by_id),
        )


def test_one_contact_point_is_preferred(refused: Refusal, person: Beneficiary) -> None:
    with refused("contact_point_preferred_is_one"):
        sql("UPDATE beneficiaries_contactpoint SET preferred = true")


@pytest.fixture
def agent(person: Beneficiary) -> Representative:
    return representatives.add(
        beneficiary_id=person.pk,
        by=make_staff("reception"),
        kind="agent",
        name="سعد النخيلاوي",
        id_number=id_number(),
        phone="0500000001",
        document_kind="power_of_attorney",
        document_number="4412",
        document_expires_on=clock.today() + dt.timedelta(days=30),
        seen_original=True,
    )


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("seen_original = false", "representative_document_was_seen"),
        ("document_expires_on = NULL", "representative_document_allows_it"),
        ("document_expires_on = '2020-01-01'", "may not act on an expired document"),
        ("phone = '5'", "representative_phone_is_a_mobile"),
        ("name = ''", "representative_is_named"),
        ("id_token = 'x'", "representative_id_is_encrypted"),
        ("kind = 'guardian'", "written once"),
        ("document_kind = 'family_record'", "written once"),
        ("id_hmac = repeat('0', 64)", "written once"),
    ],
)
def test_a_representative_is_consistent(refused: Refusal, agent: Representative, change: str, name: str) -> None:
    with refused(name):
        sql(f"UPDATE beneficiaries_representative SET {change} WHERE id = %s", agent.pk)


def test_a_representative_is_never_deleted(refused: Refusal, agent: Representative) -> None:
    with refused("retired and never deleted"):
        sql("DELETE FROM beneficiaries_representative")


COPY = (
    "INSERT INTO beneficiaries_representative (beneficiary_id, kind, name, id_kind, id_token, id_hmac, phone, "
    "document_kind, document_number, document_expires_on, seen_original, active, created_by_id) SELECT beneficiary_id, "
    "{kind}, name, id_kind, id_token, {hmac}, phone, document_kind, document_number, document_expires_on, true, true, "
    "created_by_id FROM beneficiaries_representative"
)


@pytest.mark.parametrize(
    ("kind", "hmac", "name"),
    [
        ("kind", "id_hmac", "representative_is_kept_once"),
        ("'guardian'", "repeat('0', 64)", "representative_document_allows_it"),
        ("kind", "(SELECT min(id_hmac) FROM beneficiaries_beneficiary)", "nobody represents themselves"),
    ],
)
def test_a_second_representative_is_refused(
    refused: Refusal, agent: Representative, kind: str, hmac: str, name: str
) -> None:
    with refused(name):
        sql(COPY.format(kind=kind, hmac=hmac))


def test_a_session_cannot_switch_the_rules_off(refused: Refusal, person: Beneficiary) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'beneficiaries_beneficiary:born_in_time'")
    with refused("a birth date may not lie in the future"):
        sql("UPDATE beneficiaries_beneficiary SET birth_date = '2100-01-01'")


def test_a_temporary_table_does_not_stand_in_for_ours(refused: Refusal, agent: Representative) -> None:
    sql("CREATE TEMP TABLE beneficiaries_beneficiary (id bigint, id_hmac text) ON COMMIT DROP")
    with refused("nobody represents themselves"):
        sql(COPY.format(kind="kind", hmac="(SELECT min(id_hmac) FROM public.beneficiaries_beneficiary)"))
