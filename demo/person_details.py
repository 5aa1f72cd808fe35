"""What stands around a person of the demonstration, by their serial and not by chance: stories stay as they are."""

import datetime as dt
from typing import TypedDict

from accounts.models import Staff
from beneficiaries.domain import bank_accounts, contact_points, households, people
from beneficiaries.models import Beneficiary, ConsentText, HouseholdMember
from demo import names

CONSENTS = ("read_aloud", "signed_paper", "read_aloud", "")
WAYS = ("called", "code", "seen", "called", "called")


def consent(serial: int) -> str:
    """How they agreed to the processing of their data; one in four was not asked."""
    return CONSENTS[serial % len(CONSENTS)] if ConsentText.objects.current() else ""


class Address(TypedDict, total=False):
    """What `address` tells, as people.register takes it."""

    family_record: str
    building_number: str
    street: str
    postal_code: str
    additional_number: str


def address(serial: int) -> Address:
    """The long national address of two in three, and a family record number of one in two."""
    found: Address = {"family_record": str(4_000_000_000 + serial)} if serial % 2 else {}
    if serial % 3:
        found |= {
            "building_number": f"{2000 + serial % 7000}",
            "street": names.STREETS[serial % len(names.STREETS)],
            "postal_code": f"{12000 + serial % 900}",
            "additional_number": f"{6000 + serial % 3000}",
        }
    return found


def add(person: Beneficiary, reception: Staff, serial: int) -> None:
    """An account of one in two, a verified number of two in three, and a grown member with a file of their own."""
    if serial % 2 == 0:
        bank_accounts.add(
            beneficiary_id=person.pk,
            by=reception,
            iban=names.iban(serial),
            holder_name=" ".join(filter(None, person.name_parts)),
            seen_original=True,
        )
    if serial % 3:
        mobile = person.contact_points.get(kind="mobile")
        how = WAYS[serial % len(WAYS)]
        contact_points.verify(contact_id=mobile.pk, by=reception, how=how)
    grown = person.household.filter(relation__in=("wife", "mother")).first()
    if serial % 5 == 0 and grown and grown.birth_date:
        _own_file(grown, person, reception, serial, born=grown.birth_date)


def _own_file(member: HouseholdMember, person: Beneficiary, reception: Staff, serial: int, *, born: dt.date) -> None:
    """The member's number is known, and they are registered too, which links the two."""
    number = names.id_number(800_000 + serial % 100_000)
    households.amend(
        member_id=member.pk,
        by=reception,
        name=member.name,
        relation=member.relation,
        birth_date=member.birth_date,
        id_number=number,
    )
    first, father, family = member.name.split(" ", 2)
    people.register(
        by=reception,
        left_to_review=True,
        first_name=first,
        father_name=father,
        family_name=family,
        sex="female",
        birth_date=born,
        id_number=number,
        city=person.city,
        district=person.district,
    )
