"""Finding a person before opening a file for a new one: by identity number, by phone, or by parts of the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from django.db.models import Prefetch, QuerySet

from beneficiaries import identity, names
from beneficiaries.models import Beneficiary, ContactPoint
from beneficiaries.states import ContactKind
from ui import digits

CAP = 20
# A common name among a million matches tens of thousands: only so many are ranked.
RANKED = 200
LONGEST = 1000


class Kind(StrEnum):
    """What a typed text was taken for."""

    NOTHING = "nothing"
    ID = "id"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """The people found. `kind`: what the text was taken for; `more`: there are others; not `exact`: the nearest."""

    people: list[Beneficiary]
    kind: Kind = Kind.NOTHING
    more: bool = False
    exact: bool = True

    def __iter__(self) -> Iterator[Beneficiary]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)


def search(*, text: str, limit: int = CAP) -> Found:
    """The people that a typed text may mean, `limit` (20) at most, with their contact points; nothing is counted.

    A text of digits is an identity number or a phone, letters with digits a passport, anything else a name whose
    every part is a prefix. Where nobody has all the parts, those who lack one of them are the nearest.
    """
    limit = min(limit, CAP)
    kind = kind_of(text)
    match kind:
        case Kind.ID:
            return Found(list(_by_fingerprints(text)[:limit]), kind)
        case Kind.PHONE:
            return _cut(_with_contacts(_by_phone(text)).order_by("-id"), kind, limit)
        case Kind.NAME:
            return _by_name(names.parts(text), limit)
        case _:
            return Found([])


def find_by_id(*, number: str) -> Beneficiary | None:
    """The person with this identity number, of whatever kind; None for nobody and for what is no number."""
    return _by_fingerprints(number).first()


def find_by_phone(*, phone: str) -> list[Beneficiary]:
    """The people who are reached at this mobile number (a family shares one), 20 at most, the newest first."""
    return list(_with_contacts(_by_phone(phone)).order_by("-id")[:CAP])


def kind_of(text: str) -> Kind:
    """What a typed text is taken for."""
    if len(text) > LONGEST:
        text = text[:LONGEST]
    joined = digits.joined(text)
    if digits.saudi_mobile(text):
        return Kind.PHONE
    if re.fullmatch(r"[0-9]{6,15}|[A-Za-z]{1,2}[0-9]{5,13}", joined):
        return Kind.ID
    if names.parts(text) and any(c.isalpha() for c in text):
        return Kind.NAME
    return Kind.NOTHING


def prefixes(parts: list[str]) -> str:
    """A tsquery with every part as a prefix; a compound first half may stand apart or be joined to the next part."""
    clauses, place = [], 0
    while place < len(parts):
        part = parts[place]
        if part in names.COMPOUND and place + 1 < len(parts):
            following = parts[place + 1]
            clauses.append(f"({_prefix(part + following)} | ({_prefix(part)} & {_prefix(following)}))")
            place += 2
        else:
            clauses.append(_prefix(part))
            place += 1
    return " & ".join(clauses)


def _prefix(part: str) -> str:
    quoted = part.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*"


def _by_name(parts: list[str], limit: int) -> Found:
    if not parts:
        return Found([])
    found = _cut(_ranked(prefixes(parts)), Kind.NAME, limit)
    if found.people or len(parts) < 2:
        return found
    fewer = [prefixes(list(some)) for some in combinations(parts, len(parts) - 1)]
    nearest = _cut(_ranked(" | ".join(f"({query})" for query in fewer)), Kind.NAME, limit)
    return Found(nearest.people, Kind.NAME, nearest.more, exact=False)


def _ranked(query: str) -> QuerySet[Beneficiary]:
    some = Beneficiary.objects.current().filter(name_tsv__matches=query).values("pk")[:RANKED]
    return _with_contacts(Beneficiary.objects.filter(pk__in=some)).order_by("name_norm", "pk")


def _by_phone(text: str) -> QuerySet[Beneficiary]:
    phone = digits.saudi_mobile(text[:60])
    if phone is None:
        return Beneficiary.objects.none()
    reached = ContactPoint.objects.filter(kind=ContactKind.MOBILE, value=phone, active=True)
    return Beneficiary.objects.current().filter(pk__in=reached.values("beneficiary"))


def _by_fingerprints(number: str) -> QuerySet[Beneficiary]:
    prints = identity.fingerprints(number)
    if not prints:
        return Beneficiary.objects.none()
    return _with_contacts(Beneficiary.objects.filter(id_hmac__in=prints).kept()).order_by("pk")


def _with_contacts(people: QuerySet[Beneficiary]) -> QuerySet[Beneficiary]:
    """The people with their contact points in use as `reached`, in one query more whatever their number."""
    in_use = ContactPoint.objects.filter(active=True)
    return people.prefetch_related(Prefetch("contacts", queryset=in_use, to_attr="reached"))


def _cut(people: QuerySet[Beneficiary], kind: Kind, limit: int) -> Found:
    rows = list(people[: limit + 1])
    return Found(rows[:limit], kind, more=len(rows) > limit)
