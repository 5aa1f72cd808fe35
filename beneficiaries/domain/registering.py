"""Registering a person who is none of those who look like them."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.models import Staff
from beneficiaries.domain import people
from beneficiaries.domain.duplicates import pairs
from beneficiaries.models import Beneficiary


def register(*, by: Staff, apart: Sequence[int] = (), apart_reason: str = "", **fields: Any) -> Beneficiary:
    """As people.register, and keeps of each person in `apart` that they are somebody else, for this reason.

    Both or neither. Raises what people.register raises, and Refused (field "apart_reason") without the reason.
    """
    with transaction.atomic():
        person = people.register(by=by, **fields)
        if apart:
            pairs.tell_apart(person_id=person.pk, others=apart, by=by, reason=apart_reason)
    return person
