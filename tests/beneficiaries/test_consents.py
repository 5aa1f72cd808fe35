"""Consent to the processing of data: given to a text, by whom, withdrawn once; no application after that."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from beneficiaries.domain import consents, people
from beneficiaries.models import Consent, ConsentText
from ledger import clock
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def text(db: None) -> ConsentText:
    return factories.consent_text()


@pytest.fixture
def person(reception: Staff) -> Any:
    return factories.make_person(by=reception)


def test_the_first_text_is_there_with_the_portal(text: ConsentText) -> None:
    assert ConsentText.objects.current() == text


def test_it_is_given_read_and_withdrawn(person: Any, reception: Staff, text: ConsentText) -> None:
    assert consents.standing(beneficiary_id=person.pk).missing
    given = consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud", text_id=text.pk)
    standing = consents.standing(beneficiary_id=person.pk)
    assert (standing.live, standing.to_ask) == (given, False)
    consents.withdraw(beneficiary_id=person.pk, by=reception, why="  لا أرغب ")
    standing = consents.standing(beneficiary_id=person.pk)
    assert (standing.live, standing.withdrawn, standing.to_ask) == (None, True, True)
    assert standing.newest is not None
    assert (standing.newest.withdrawn_by, standing.newest.withdrawn_why) == (reception, "لا أرغب")
    consents.give(beneficiary_id=person.pk, by=reception, how="signed_paper")
    assert consents.standing(beneficiary_id=person.pk).withdrawn is False


def test_it_comes_with_the_registration(reception: Staff, fields: dict[str, Any]) -> None:
    person = people.register(by=reception, consent="signed_paper", **fields)
    assert person.consents.get().how == "signed_paper"
    another = {**fields, "id_number": factories.id_number(), "first_name": "مها"}
    without = people.register(by=reception, **another)
    assert not without.consents.exists()


def test_a_newer_text_is_asked_about_and_the_earlier_consent_holds(person: Any, reception: Staff) -> None:
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    shown = ConsentText.objects.current()
    assert shown is not None
    newer = consents.add_text(body="نص جديد", valid_from=clock.today(), by=factories.make_staff("admin"))
    assert newer.number == shown.number + 1
    standing = consents.standing(beneficiary_id=person.pk)
    assert (standing.outdated, standing.withdrawn) == (True, False)
    with pytest.raises(Refused) as caught:
        consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud", text_id=shown.pk)
    assert caught.value.code == "text_replaced"


def test_a_text_to_come_is_not_asked_about_yet(person: Any, reception: Staff, text: ConsentText, refused: Any) -> None:
    day = clock.today() + dt.timedelta(days=3)
    later = consents.add_text(body="نص قادم", valid_from=day, by=factories.make_staff("admin"))
    assert ConsentText.objects.current() == text
    with refused("a text that is not valid yet"):
        Consent.objects.create(beneficiary=person, text=later, how="read_aloud", given_by=reception)


@pytest.mark.parametrize(
    ("how", "code"), [("", "how_missing"), ("x", "how_missing"), ("representative", "representative")]
)
def test_it_says_how_it_was_given(person: Any, reception: Staff, how: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        consents.give(beneficiary_id=person.pk, by=reception, how=how)
    assert caught.value.code == code


def test_a_consent_is_given_once_to_a_text(person: Any, reception: Staff) -> None:
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    with pytest.raises(Refused):
        consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")


def test_only_their_own_representative_agrees_for_them(person: Any, reception: Staff, refused: Any) -> None:
    other = factories.make_person(by=reception)
    agent = factories.make_agent(other)
    with refused("only a representative who acts"):
        Consent.objects.create(
            beneficiary=person,
            text=ConsentText.objects.current(),
            how="representative",
            representative=agent,
            given_by=reception,
        )
    given = consents.give(beneficiary_id=other.pk, by=reception, how="representative", representative=agent)
    assert given.representative == agent


def test_after_a_withdrawal_no_application_is_opened(reception: Staff, refused: Any) -> None:
    case = factories.draft(by=factories.make_staff("reception", branch=factories.make_branch()))
    person = case.beneficiary
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    consents.withdraw(beneficiary_id=person.pk, by=reception)
    with pytest.raises(Refused) as caught:
        factories.draft(person=person, service=factories.make_service("food"))
    assert caught.value.code == "consent_withdrawn"
    copy = (
        "INSERT INTO intake_application (reference, beneficiary_id, service_id, policy_version_id, branch_id, status,"
        " step, round, notify_channel_id, notify_way, outcome_in_message, receipt_noticed, closed_reason,"
        " created_by_id) SELECT '1400-1', beneficiary_id, %s, policy_version_id, branch_id, 'draft', 0, 1,"
        " notify_channel_id, notify_way, false, false, '', created_by_id FROM intake_application"
    )
    other = factories.make_service("food")
    with refused("withdrew their consent"), connection.cursor() as cursor:
        cursor.execute(copy, [other.pk])
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    assert factories.draft(person=person, service=other).pk


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("how = 'x'", "written once"),
        ("given_at = now() - interval '1 day'", "written once"),
        ("beneficiary_id = (SELECT max(id) FROM beneficiaries_beneficiary)", "written once"),
        ("withdrawn_why = 'x'", "withdrawn once"),
        ("withdrawn_at = now()", "consent_withdrawn_by_somebody"),
    ],
)
def test_a_consent_changes_by_its_withdrawal_only(
    person: Any, reception: Staff, refused: Any, change: str, name: str
) -> None:
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    factories.make_person(by=reception)
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE beneficiaries_consent SET {change}")


def test_a_withdrawal_is_final_and_dated_by_the_database(person: Any, reception: Staff, refused: Any) -> None:
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    Consent.objects.update(withdrawn_at="2001-01-01T00:00:00+03:00", withdrawn_by=reception)
    moment = Consent.objects.get().withdrawn_at
    assert moment is not None
    assert moment.year > 2001
    with refused("withdrawn once"):
        Consent.objects.update(withdrawn_at=None, withdrawn_by=None)
    with refused("withdrawn and never deleted"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM beneficiaries_consent")


def test_a_consent_is_not_backdated(person: Any, reception: Staff, text: ConsentText) -> None:
    given = Consent.objects.create(
        beneficiary=person, text=text, how="read_aloud", given_by=reception, given_at="2001-01-01T00:00:00+03:00"
    )
    assert Consent.objects.get(pk=given.pk).given_at.year > 2001


def test_a_text_never_changes(refused: Any) -> None:
    with refused("append only"), connection.cursor() as cursor:
        cursor.execute("UPDATE beneficiaries_consenttext SET body = 'x'")


def test_history_keeps_what_stood_before(person: Any, reception: Staff) -> None:
    consents.give(beneficiary_id=person.pk, by=reception, how="read_aloud")
    consents.withdraw(beneficiary_id=person.pk, by=reception)
    with connection.cursor() as cursor:
        cursor.execute("SELECT withdrawn_at FROM beneficiaries_consentevent")
        assert cursor.fetchall() == [(None,)]
