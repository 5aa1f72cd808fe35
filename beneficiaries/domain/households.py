"""The people who live with the beneficiary, as the beneficiary states them."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.domain.contact_points import touch
from beneficiaries.models import Beneficiary, HouseholdMember, identity_numbers
from beneficiaries.queries.search import find_by_id
from beneficiaries.states import IdKind, Relation
from ledger.errors import Refused, translated_integrity_errors


class MemberFields(TypedDict, total=False):
    """What is kept about a member of the household. Name and relation are needed.

    `dependent`: on the beneficiary; else `depends_on` names another member, or none. An absent or empty `id_number`
    leaves the number that is kept.
    """

    name: str
    relation: str
    birth_date: dt.date | None
    dependent: bool
    depends_on: int | None
    id_number: str


class MemberRow(MemberFields, total=False):
    """A row of a form: `id` of the member it shows (none for a new one), `remove` to take them out."""

    id: int | None
    remove: bool


def add(*, beneficiary_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Add a member of the household, linked to their own file where their number is that of a registered person.

    Raises Refused with its field for a missing name or relation, a wrong date or number, or a member of another
    household.
    """
    require(by, Perm.REGISTER_PEOPLE)
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        values = checked(fields) | _identified(beneficiary_id, None, fields)
        touch(beneficiary_id)
        return HouseholdMember.objects.create(beneficiary_id=beneficiary_id, created_by=by, **values)


def amend(*, member_id: int, by: Staff, **fields: Unpack[MemberFields]) -> HouseholdMember:
    """Correct a member of the household; all fields are given. Raises Refused as `add` does."""
    require(by, Perm.REGISTER_PEOPLE)
    with translated_integrity_errors(refusals.SENTENCES), transaction.atomic():
        member = HouseholdMember.objects.select_for_update().get(pk=member_id)
        values = checked(fields) | _identified(member.beneficiary_id, member, fields)
        if _write(member, values):
            touch(member.beneficiary_id)
    return member


def remove(*, member_id: int, by: Staff) -> None:
    """Remove a member of the household; history keeps the row, and signed statements keep what they state."""
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        member = HouseholdMember.objects.get(pk=member_id)
        touch(member.beneficiary_id)
        member.delete()


def replace(*, beneficiary_id: int, by: Staff, rows: Sequence[MemberRow]) -> bool:
    """Write the rows of a form: new ones added, changed ones corrected, those to remove removed; others stay.

    Return whether anything changed. For a caller that has asked who may and holds the beneficiary's row locked. A row
    whose member is gone meanwhile is added anew, so that nothing typed is lost. Raises Refused as `add` does.
    """
    there = {member.pk: member for member in HouseholdMember.objects.filter(beneficiary_id=beneficiary_id)}
    changed = False
    # those who go first: another row may take their number; then those who carry, before those who depend on them
    for row in sorted(rows, key=lambda row: (not row.get("remove"), bool(row.get("depends_on")))):
        member = there.get(row.get("id") or 0)
        if row.get("remove"):
            changed |= member is not None
            if member is not None:
                _let_go(there, member.pk)
                member.delete()
            continue
        values = checked(row) | _identified(beneficiary_id, member, row)
        if values["depends_on_id"] not in there:
            values["depends_on_id"] = None
        if member is not None:
            changed |= _write(member, values)
        else:
            HouseholdMember.objects.create(beneficiary_id=beneficiary_id, created_by=by, **values)
            changed = True
    return changed


def link(*, person: Beneficiary) -> None:
    """Link a person to the household in which a member with their identity number lives, the oldest row of them.

    For a caller that registers the person in the same transaction.
    """
    if HouseholdMember.objects.filter(person=person).exists():
        return
    rows = HouseholdMember.objects.filter(id_hmac=person.id_hmac, person__isnull=True).exclude(beneficiary=person)
    member = rows.order_by("id").select_for_update().first()
    if member is not None:
        member.person = person
        member.save(update_fields=["person"])


def in_words(rows: Sequence[HouseholdMember | MemberRow]) -> str:
    """Return the household in one line, to compare two versions of it."""
    names = []
    for row in rows:
        given = row if isinstance(row, dict) else cast("MemberRow", {"name": row.name, "relation": row.relation})
        if not given.get("remove"):
            relation = given.get("relation", "")
            label = Relation(relation).label if relation in Relation.values else ""
            names.append(f"{given.get('name', '')} ({label})")
    return " · ".join(names)


def checked(fields: MemberFields | MemberRow) -> dict[str, Any]:
    """Return the values to write. Raise Refused with its field."""
    relation = fields.get("relation", "")
    if relation not in Relation.values:
        raise Refused(refusals.RELATION, field="relation", code="relation_missing")
    return {
        "name": validation.name(fields.get("name", ""), field="name", longest=200),
        "relation": relation,
        "birth_date": validation.birth_date(fields.get("birth_date"), required=False),
        "dependent": bool(fields.get("dependent", True)),
        "depends_on_id": None if fields.get("dependent", True) else fields.get("depends_on"),
    }


def _identified(
    beneficiary_id: int, member: HouseholdMember | None, fields: MemberFields | MemberRow
) -> dict[str, Any]:
    """Return the columns of a typed identity number, and the link to the person who has it; nothing without one."""
    typed = fields.get("id_number", "")
    if not typed:
        return {}
    kind = identity_numbers.guess(typed)
    number = identity_numbers.check(typed, kind)
    person = find_by_id(number=number)
    if person is not None:
        _refuse_elsewhere(beneficiary_id, member, person)
        kind = IdKind(person.id_kind)
    found = identity_numbers.fingerprint(number, kind)
    if member is not None and member.id_hmac == found:
        # the same number: a new token would only look like a change
        return {"person_id": person.pk if person else None}
    return {
        "id_kind": kind,
        "id_token": identity_numbers.encrypt(number),
        "id_hmac": found,
        "id_tail": identity_numbers.tail(number),
        "person_id": person.pk if person else None,
    }


def _refuse_elsewhere(beneficiary_id: int, member: HouseholdMember | None, person: Beneficiary) -> None:
    if person.pk == beneficiary_id:
        sentence = refusals.OWN_HOUSEHOLD
        raise Refused(sentence, field="id_number", code="member_of_own")
    elsewhere = HouseholdMember.objects.filter(person=person).exclude(pk=member.pk if member else 0)
    known = elsewhere.select_related("beneficiary").first()
    if known is not None:
        sentence = _("The person with this identity number is a member of the household of %(name)s already.")
        raise Refused(sentence % {"name": known.beneficiary.full_name}, field="id_number", code="member_elsewhere")


def _let_go(there: dict[int, HouseholdMember], gone: int) -> None:
    """Take a removed member out of the rows read before; no member depends on them any more."""
    del there[gone]
    for member in there.values():
        if member.depends_on_id == gone:
            member.depends_on_id = None


def _write(member: HouseholdMember, values: dict[str, Any]) -> bool:
    changed = [name for name, value in values.items() if getattr(member, name) != value]
    for name in changed:
        setattr(member, name, values[name])
    if changed:
        member.save(update_fields=changed)
    return bool(changed)
