"""The people who live with the beneficiary, as the beneficiary states them."""

import datetime as dt
from typing import Any, TypedDict, Unpack

from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from beneficiaries.domain import checks
from beneficiaries.models import HouseholdMember
from beneficiaries.states import Relation
from ledger.errors import Refused


class MemberFields(TypedDict, total=False):
    """What is kept about a member of the household. Name and relation are needed."""

    name: str
    relation: str
    birth_date: dt.date | None
    dependent: bool


def add(*, beneficiary_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Adds a member of the household. Raises Refused with its field for a missing name or relation, or a birth date
    to come."""
    return HouseholdMember.objects.create(beneficiary_id=beneficiary_id, created_by=by, **checked(**fields))


def amend(*, member_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Corrects a member of the household; all fields are given. Raises Refused as `add` does."""
    values = checked(**fields)
    member = HouseholdMember.objects.get(pk=member_id)
    changed = [name for name, value in values.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, values[name])
    if changed:
        member.save(update_fields=changed)
    return member


def remove(*, member_id: int, by: Staff) -> None:
    """Removes a member of the household; history keeps the row, and signed statements keep what they state."""
    HouseholdMember.objects.filter(pk=member_id).delete()


def checked(**fields: Unpack[MemberFields]) -> dict[str, Any]:
    """The values to write. Raises Refused with its field."""
    relation = fields.get("relation", "")
    if relation not in Relation.values:
        raise Refused(_("The relation is missing."), field="relation", code="relation_missing")
    return {
        "name": checks.name(fields.get("name", ""), field="name", longest=200),
        "relation": relation,
        "birth_date": checks.birth_date(fields.get("birth_date"), required=False),
        "dependent": bool(fields.get("dependent", True)),
    }
