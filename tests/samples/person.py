"""Samples for the addresses of what stands around a person."""

from collections.abc import Callable
from typing import Any

from beneficiaries.domain import bank_accounts
from beneficiaries.models import BankAccount
from demo.names import iban


def account(world: Any) -> BankAccount:
    """A bank account of the person of the open case, made when first asked for."""
    person = world.person
    kept = person.bank_accounts.first()
    return kept or bank_accounts.add(
        beneficiary_id=person.pk, by=person.created_by, iban=iban(1), holder_name="نورة", seen_original=True
    )


SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("beneficiaries:reveal_iban", "pk"): lambda world: account(world).pk,
}
