"""Registering a person who may be there already: the domain refuses, whoever calls."""

from typing import Any

import pytest

from accounts.models import Staff
from beneficiaries.domain import people
from beneficiaries.domain.person_fields import PERSON_FIELDS, label
from beneficiaries.models import Beneficiary, DuplicatePair
from tests.factories import id_number

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(reception: Staff, fields: dict[str, Any]) -> Beneficiary:
    return people.register(by=reception, **fields)


@pytest.fixture
def again(fields: dict[str, Any]) -> dict[str, Any]:
    """The same person with another number."""
    return {**fields, "id_number": id_number()}


def test_a_possible_duplicate_is_refused(reception: Staff, there: Beneficiary, again: dict[str, Any]) -> None:
    with pytest.raises(people.PossiblyKnown) as refusal:
        people.register(by=reception, **again)
    assert refusal.value.code == "possibly_known"
    assert [duplicate.person for duplicate in refusal.value.people] == [there]
    assert Beneficiary.objects.get() == there


def test_a_possible_duplicate_named_without_a_reason_is_refused(
    reception: Staff, there: Beneficiary, again: dict[str, Any]
) -> None:
    with pytest.raises(people.PossiblyKnown):
        people.register(by=reception, not_same_as=[there.public_id], not_same_reason=" ", **again)


def test_a_second_duplicate_that_is_not_named_is_refused(
    reception: Staff, there: Beneficiary, again: dict[str, Any]
) -> None:
    named = {"not_same_as": [there.public_id], "not_same_reason": "أخوه"}
    people.register(by=reception, **named, **again)
    with pytest.raises(people.PossiblyKnown):
        people.register(by=reception, **named, **{**again, "id_number": id_number()})


def test_a_possible_duplicate_named_with_a_reason_is_told_apart(
    reception: Staff, there: Beneficiary, again: dict[str, Any]
) -> None:
    person = people.register(by=reception, not_same_as=[there.public_id], not_same_reason="أخوه", **again)
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.state, pair.reason) == (there, person, "not_same", "أخوه")


def test_a_possible_duplicate_left_to_review_makes_no_pair(
    reception: Staff, there: Beneficiary, again: dict[str, Any]
) -> None:
    people.register(by=reception, left_to_review=True, **again)
    assert not DuplicatePair.objects.exists()


def test_a_number_that_is_registered_is_refused_first(
    reception: Staff, there: Beneficiary, fields: dict[str, Any]
) -> None:
    with pytest.raises(people.AlreadyRegistered):
        people.register(by=reception, **fields)


def test_every_fault_is_judged_at_once(fields: dict[str, Any]) -> None:
    wrong = {**fields, "first_name": "", "sex": "", "id_kind": "gcc", "id_number": "12x", "nationality": "SA"}
    _values, faults = people.judge(wrong)  # type: ignore[arg-type]
    assert [(fault.field, fault.code) for fault in faults] == [
        ("first_name", "name_missing"),
        ("sex", "sex_missing"),
        ("id_number", "id_digits"),
        ("id_kind_reason", "id_reason"),
        ("nationality", "id_nationality"),
    ]


def test_every_field_of_the_table_is_one_of_the_model() -> None:
    own = {field.name for field in Beneficiary._meta.concrete_fields}
    assert set(PERSON_FIELDS) - own == {"id_number"}
    assert all(label(name) for name in PERSON_FIELDS)
