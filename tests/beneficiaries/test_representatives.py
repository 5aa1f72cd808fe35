"""Guardians and agents."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Staff
from beneficiaries.domain import representatives
from beneficiaries.models import Beneficiary, Representative
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
from tests.factories import id_number, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(reception: Staff) -> Beneficiary:
    return make_person(by=reception)


@pytest.fixture
def values() -> dict[str, Any]:
    return {
        "kind": "agent",
        "name": "سعد النخيلاوي",
        "id_number": id_number(),
        "phone": "+966 50 000 0001",
        "document_kind": "power_of_attorney",
        "document_number": "٤٤١٢",
        "document_expires_on": clock.today(),
        "seen_original": True,
    }


def test_it_adds_an_agent(reception: Staff, person: Beneficiary, values: dict[str, Any]) -> None:
    agent = representatives.add(beneficiary_id=person.pk, by=reception, **values)
    assert (agent.id_number, agent.phone, agent.document_number) == (values["id_number"], "0500000001", "4412")
    assert list(person.representatives.acting()) == [agent]


def test_it_adds_a_guardian_on_a_family_record(reception: Staff, person: Beneficiary, values: dict[str, Any]) -> None:
    record = {"kind": "guardian", "document_kind": "family_record", "document_expires_on": None}
    assert representatives.add(beneficiary_id=person.pk, by=reception, **{**values, **record}).pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "friend"}, "kind"),
        ({"name": ""}, "name"),
        ({"id_number": "1"}, "id_number"),
        ({"phone": "1"}, "phone"),
        ({"document_kind": "family_record"}, "document_kind"),
        ({"kind": "guardian"}, "document_kind"),
        ({"document_number": " "}, "document_number"),
        ({"document_expires_on": None}, "document_expires_on"),
        ({"document_expires_on": dt.date(2020, 1, 1)}, "document_expires_on"),
        ({"seen_original": False}, "seen_original"),
    ],
)
def test_it_says_what_is_wrong(
    reception: Staff, person: Beneficiary, values: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as caught:
        representatives.add(beneficiary_id=person.pk, by=reception, **{**values, **change})
    assert caught.value.field == field
    assert not Representative.objects.exists()


def test_nobody_represents_themselves(reception: Staff, person: Beneficiary, values: dict[str, Any]) -> None:
    with pytest.raises(Refused) as caught:
        representatives.add(beneficiary_id=person.pk, by=reception, **{**values, "id_number": person.id_number})
    assert caught.value.code == "represents_self"


def test_a_representative_is_added_once_and_again_after_an_end(
    reception: Staff, person: Beneficiary, values: dict[str, Any]
) -> None:
    first = representatives.add(beneficiary_id=person.pk, by=reception, **values)
    with pytest.raises(Refused) as caught:
        representatives.add(beneficiary_id=person.pk, by=reception, **values)
    assert caught.value.code == "representative_twice"
    representatives.retire(representative_id=first.pk, by=reception)
    representatives.retire(representative_id=first.pk, by=reception)
    second = representatives.add(beneficiary_id=person.pk, by=reception, **values)
    assert list(person.representatives.acting()) == [second]


def test_a_document_that_expires_later_ends_the_acting(
    reception: Staff, person: Beneficiary, values: dict[str, Any], at: Any
) -> None:
    representatives.add(beneficiary_id=person.pk, by=reception, **values)
    with at(clock.now() + dt.timedelta(days=2)):
        assert not person.representatives.acting().exists()
        assert person.representatives.get().acts_now is False
    assert person.representatives.get().acts_now is True


def test_a_scan_is_kept_with_its_representative_or_not_at_all(
    reception: Staff, person: Beneficiary, values: dict[str, Any]
) -> None:
    broken = SimpleUploadedFile("wakala.pdf", b"not a pdf", "application/pdf")
    with pytest.raises(Refused) as caught:
        representatives.add(beneficiary_id=person.pk, by=reception, upload=broken, **values)
    assert caught.value.field == "scan"
    assert not StoredFile.objects.exists()


def test_without_a_scan_the_original_was_seen(reception: Staff, person: Beneficiary, values: dict[str, Any]) -> None:
    assert representatives.add(beneficiary_id=person.pk, by=reception, upload=None, **values).file is None
