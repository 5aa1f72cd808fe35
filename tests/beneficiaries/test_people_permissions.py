"""Every write about a person asks who may, whoever calls."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from accounts.models import Staff
from accounts.states import Perm, Role
from beneficiaries.domain import (
    bank_accounts,
    consents,
    contact_points,
    households,
    people,
    representatives,
)
from beneficiaries.domain.duplicates import pairs
from ledger import clock
from ledger.errors import Refused
from merging.domain import merges
from tests import factories

pytestmark = pytest.mark.django_db
# of rows that are not there: whoever may not is refused before anything is looked for
REGISTERING: dict[str, Callable[[Staff], Any]] = {
    "register": lambda by: people.register(by=by),
    "amend": lambda by: people.amend(beneficiary_id=0, edits=0, by=by),
    "contact_points.add": lambda by: contact_points.add(beneficiary_id=0, kind="", value="", by=by),
    "contact_points.remove": lambda by: contact_points.remove(contact_id=0, by=by),
    "contact_points.prefer": lambda by: contact_points.prefer(contact_id=0, by=by),
    "contact_points.verify": lambda by: contact_points.verify(contact_id=0, by=by, how=""),
    "consents.give": lambda by: consents.give(beneficiary_id=0, by=by, how=""),
    "consents.withdraw": lambda by: consents.withdraw(beneficiary_id=0, by=by),
    "bank_accounts.add": lambda by: bank_accounts.add(beneficiary_id=0, by=by),
    "bank_accounts.retire": lambda by: bank_accounts.retire(account_id=0, by=by),
    "households.add": lambda by: households.add(beneficiary_id=0, by=by),
    "households.amend": lambda by: households.amend(member_id=0, by=by),
    "households.remove": lambda by: households.remove(member_id=0, by=by),
    "representatives.add": lambda by: representatives.add(beneficiary_id=0, by=by),
    "representatives.retire": lambda by: representatives.retire(representative_id=0, by=by),
}
OTHERS: dict[Perm, dict[str, Callable[[Staff], Any]]] = {
    Perm.REVEAL_IDS: {
        "reveal_id": lambda by: people.reveal_id(beneficiary_id=0, by=by, url="/"),
        "reveal_iban": lambda by: bank_accounts.reveal(account_id=0, by=by, url="/"),
    },
    Perm.EDIT_LISTS: {
        "add_text": lambda by: consents.add_text(body="", valid_from=clock.today(), by=by),
    },
    Perm.SETTLE_DUPLICATES: {
        "not_same": lambda by: pairs.not_same(pair_id=0, by=by, reason="أختان"),
        "put_off": lambda by: pairs.put_off(pair_id=0, by=by, until=clock.today() + dt.timedelta(days=1)),
        "reopen": lambda by: pairs.reopen(pair_id=0, by=by),
        "merge": lambda by: merges.merge(pair_id=0, kept_id=0, edits={}, by=by, reason=""),
    },
}
WRITES = [(Perm.REGISTER_PEOPLE, write) for write in REGISTERING.values()] + [
    (perm, write) for perm, writes in OTHERS.items() for write in writes.values()
]
NAMES = [*REGISTERING, *(name for writes in OTHERS.values() for name in writes)]


@pytest.mark.parametrize(("perm", "write"), WRITES, ids=NAMES)
def test_a_write_without_its_permission_is_refused(perm: Perm, write: Callable[[Staff], Any]) -> None:
    for role in Role:
        by = factories.make_staff(role)
        if not by.may(perm):
            with pytest.raises(Refused) as refusal:
                write(by)
            assert refusal.value.code == "may", role


@pytest.mark.parametrize(("perm", "write"), WRITES, ids=NAMES)
def test_a_write_with_its_permission_goes_on(perm: Perm, write: Callable[[Staff], Any]) -> None:
    by = next(staff for role in Role if (staff := factories.make_staff(role)).may(perm))
    with pytest.raises(Exception) as other:
        write(by)
    assert getattr(other.value, "code", "") != "may"
