"""The people who live with the beneficiary, as the beneficiary states them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from beneficiaries.domain import checks
from beneficiaries.domain.contacts import touch
from beneficiaries.models import HouseholdMember
from beneficiaries.states import Relation
from ledger.errors import Refused


class MemberFields(TypedDict, total=False):
    """What is kept about a member of the household. Name and relation are needed."""

    name: str
    relation: str
    birth_date: dt.date | None
    dependent: bool


class MemberRow(MemberFields, total=False):
    """A row of a form: `id` of the member it shows (none for a new one), `remove` to take them out."""

    id: int | None
    remove: bool


def add(*, beneficiary_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Adds a member of the household. Raises Refused with its field for a missing name or relation, or a wrong date."""
    values = checked(fields)
    with transaction.atomic():
        touch(beneficiary_id)
        return HouseholdMember.objects.create(beneficiary_id=beneficiary_id, created_by=by, **values)


def amend(*, member_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Corrects a member of the household; all fields are given. Raises Refused as `add` does."""
    values = checked(fields)
    with transaction.atomic():
        member = HouseholdMember.objects.select_for_update().get(pk=member_id)
        if _write(member, values):
            touch(member.beneficiary_id)
    return member


def remove(*, member_id: int, by: Staff) -> None:
    """Removes a member of the household; history keeps the row, and signed statements keep what they state."""
    with transaction.atomic():
        member = HouseholdMember.objects.get(pk=member_id)
        touch(member.beneficiary_id)
        member.delete()


def replace(*, beneficiary_id: int, by: Staff, rows: Sequence[MemberRow]) -> bool:
    """Writes the rows of a form: new ones added, changed ones corrected, those to remove removed; others stay.

    Returns whether anything changed. For a caller who holds the beneficiary's row locked. A row whose member is gone
    meanwhile is added anew, so that nothing typed is lost. Raises Refused as `add` does.
    """
    there = {member.pk: member for member in HouseholdMember.objects.filter(beneficiary_id=beneficiary_id)}
    changed = False
    for row in rows:
        member = there.get(row.get("id") or 0)
        if row.get("remove"):
            changed |= member is not None
            if member is not None:
                member.delete()
        elif member is not None:
            changed |= _write(member, checked(row))
        else:
            HouseholdMember.objects.create(beneficiary_id=beneficiary_id, created_by=by, **checked(row))
            changed = True
    return changed


def in_words(rows: Sequence[HouseholdMember | MemberRow]) -> str:
    """The household in one line, for telling two versions of it apart."""
    names = []
    for row in rows:
        given = row if isinstance(row, dict) else cast("MemberRow", {"name": row.name, "relation": row.relation})
        if not given.get("remove"):
            relation = given.get("relation", "")
            label = Relation(relation).label if relation in Relation.values else ""
            names.append(f"{given.get('name', '')} ({label})")
    return " · ".join(names)


def checked(fields: MemberFields | MemberRow) -> dict[str, Any]:
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


def _write(member: HouseholdMember, values: dict[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, values[name])
    if changed:
        member.save(update_fields=changed)
    return bool(changed)
