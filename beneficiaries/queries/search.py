"""Finding a person before opening a file for a new one: by identity number, by phone, or by parts of the name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations, zip_longest
from typing import Any

from django.db.models import QuerySet, Value

from beneficiaries.models import Beneficiary, ContactPoint, identity_numbers, names
from beneficiaries.queries import name_correction, name_parts
from beneficiaries.queries.name_correction import Condition, Replacement, Word
from beneficiaries.queries.name_parts import Vocabulary
from beneficiaries.states import ContactKind
from ledger.prepared_queries import Instances, among
from ui import digits

CAP = 20
# A common name among a million matches tens of thousands: only so many are ranked.
RANKED = 200
LONGEST = 1000
# at least four digits of a mobile number; from six on, without what says so, it is an identity number first
PHONE_BEGUN = re.compile(r"(?:\+?(?:00)?966|0)(5[0-9]{2,7})|(5[0-9]{3,4})")


class Kind(StrEnum):
    """The kinds of searched texts."""

    NOTHING = "nothing"
    ID = "id"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True)
class Found:
    """The people found. `kind`: what the text was taken for; `more`: there are others; not `exact`: the nearest.

    `replacements`: the typed words that were taken for others, where the text as typed found no one.
    """

    people: list[Beneficiary]
    kind: Kind = Kind.NOTHING
    more: bool = False
    exact: bool = True
    replacements: tuple[Replacement, ...] = ()

    def __iter__(self) -> Iterator[Beneficiary]:
        return iter(self.people)

    def __len__(self) -> int:
        return len(self.people)


def search(*, text: str, limit: int = CAP) -> Found:
    """Return the people that a text may mean, `limit` (20) at most, with their contact points; nothing is counted.

    A text of digits is an identity number or a phone (or how one begins), letters with digits a passport, anything else
    a name whose every part is a prefix. Where no one has all the parts, they are taken for mistyped ones; where that
    finds no one either, those who lack one of them are the nearest.
    """
    limit = min(limit, CAP)
    kind = kind_of(text)
    match kind:
        case Kind.ID:
            return _by_number(text, limit)
        case Kind.PHONE:
            return _cut(_by_phone(text).order_by("-id"), kind, limit)
        case Kind.NAME:
            return _by_name(names.parts(text), limit)
        case _:
            return Found([])


def find_by_id(*, number: str) -> Beneficiary | None:
    """Return the person with this identity number, of any kind; None where there is none, or it is no number."""
    return next(iter(_with_contacts(_by_fingerprints(number)[:1])), None)


def find_by_phone(*, phone: str) -> list[Beneficiary]:
    """Return the people who are reached at this mobile number (a family shares one), 20 at most, the newest first."""
    return _with_contacts(_by_phone(phone).order_by("-id")[:CAP])


def mobile_of(person: Any) -> str:
    """Return the mobile number in use of a person who was found (`reached`), the preferred one first; empty without."""
    return next((point.value for point in person.reached if point.kind == ContactKind.MOBILE), "")


def kind_of(text: str) -> Kind:
    """Return the kind of a searched text."""
    if len(text) > LONGEST:
        text = text[:LONGEST]
    joined = digits.joined(text)
    if digits.saudi_mobile(text) or PHONE_BEGUN.fullmatch(joined):
        return Kind.PHONE
    if re.fullmatch(r"[0-9]{6,15}|[A-Za-z]{1,2}[0-9]{5,13}", joined):
        return Kind.ID
    if names.parts(text) and any(c.isalpha() for c in text):
        return Kind.NAME
    return Kind.NOTHING


def _by_name(parts: list[str], limit: int) -> Found:
    known = name_parts.current()
    words = name_correction.words_of(parts, known)
    wanted = name_correction.condition(words, known)
    if wanted:
        found = _cut(_ranked(wanted), Kind.NAME, limit)
        if found.people:
            return found
    return _corrected(words, known, limit) or _nearest(words, known, limit)


def _corrected(words: list[Word], known: Vocabulary, limit: int) -> Found | None:
    """Return those whom the text means if something in it was mistyped; None where there are none."""
    corrections = name_correction.corrections(words, known)
    people, matched = _tried([name_correction.condition(one.words, known) for one in corrections], limit)
    replacements = dict.fromkeys(word for turn in matched for word in corrections[turn].replacements)
    return Found(people[:limit], Kind.NAME, len(people) > limit, replacements=tuple(replacements)) if people else None


def _nearest(words: list[Word], known: Vocabulary, limit: int) -> Found:
    """Return those who lack one of the words."""
    fewer = combinations(words, len(words) - 1) if len(words) > 1 else ()
    people, _ = _tried([name_correction.condition(some, known) for some in fewer], limit)
    return Found(people[:limit], Kind.NAME, len(people) > limit, exact=not people)


def _tried(conditions: list[Condition | None], limit: int) -> tuple[list[Beneficiary], list[int]]:
    """People of several conditions in one query: the first of each, then the second of each; and whose they are.

    So a common name does not crowd out the one that was meant.
    """
    asked = [
        _matching(one).annotate(turn=Value(turn)).values_list("turn", "pk")[: limit + 1]
        for turn, one in enumerate(conditions)
        if one
    ]
    if not asked:
        return [], []
    found: dict[int, list[int]] = {}
    for turn, pk in asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]:
        found.setdefault(turn, []).append(pk)
    each = [found[turn] for turn in sorted(found)]
    chosen = list(dict.fromkeys(pk for row in zip_longest(*each) for pk in row if pk))[: limit + 1]
    people = {person.pk: person for person in _with_contacts(Beneficiary.objects.filter(pk__in=chosen))}
    return [people[pk] for pk in chosen], [turn for turn in sorted(found) if set(found[turn]) & set(chosen[:limit])]


def _matching(wanted: Condition) -> QuerySet[Beneficiary]:
    found = Beneficiary.objects.current().filter(name_tsv__matches=wanted.indexed)
    return found.filter(name_tsv__holds=wanted.asked) if wanted.asked else found


def _ranked(wanted: Condition) -> QuerySet[Beneficiary]:
    some = _matching(wanted).values("pk")[:RANKED]
    return Beneficiary.objects.filter(pk__in=some).order_by("name_norm", "pk")


def _by_number(text: str, limit: int) -> Found:
    """By a number that is of a person, or that a mobile number begins with."""
    people = _with_contacts(_by_fingerprints(text)[:limit])
    begun = digits.joined(text)
    if people or not re.fullmatch(r"5[0-9]{5,7}", begun):
        return Found(people, Kind.ID)
    return _cut(_reached(f"0{begun}").order_by("-id"), Kind.ID, limit)


def _by_phone(text: str) -> QuerySet[Beneficiary]:
    phone = digits.saudi_mobile(text[:60])
    if phone is None:
        begun = PHONE_BEGUN.fullmatch(digits.joined(text[:60]))
        return _reached(f"0{begun[1] or begun[2]}") if begun else Beneficiary.objects.none()
    reached = ContactPoint.objects.filter(kind=ContactKind.MOBILE, value=phone, active=True)
    return Beneficiary.objects.current().filter(pk__in=reached.values("beneficiary"))


def _reached(begun: str) -> QuerySet[Beneficiary]:
    """Some of the people whose mobile number begins so: a range of the index, whatever the database's collation."""
    last = begun.ljust(10, "9")
    within = ContactPoint.objects.filter(kind=ContactKind.MOBILE, value__gte=begun, value__lte=last, active=True)
    # asked first: with an order, the planner would rather read all people from the last one on
    some = within.order_by().values_list("beneficiary", flat=True)[:RANKED]
    return Beneficiary.objects.current().filter(pk__in=list(some))


def _by_fingerprints(number: str) -> QuerySet[Beneficiary]:
    prints = identity_numbers.fingerprints(number)
    if not prints:
        return Beneficiary.objects.none()
    return Beneficiary.objects.filter(id_hmac__in=prints).kept().order_by("pk")


# the contact points in use of several people; every search asks for them
_CONTACTS = Instances(
    lambda: ContactPoint.objects.filter(among("beneficiary_id", "people"), active=True).order_by("-preferred", "id")
)


def _with_contacts(people: Iterable[Beneficiary]) -> list[Beneficiary]:
    """The people with their contact points in use as `reached`, in one query more whatever their number."""
    found = list(people)
    points: dict[int, list[ContactPoint]] = {person.pk: [] for person in found}
    for point in _CONTACTS.ask(people=list(points)) if found else []:
        points[point.beneficiary_id].append(point)
    for person in found:
        person.reached = points[person.pk]  # type: ignore[attr-defined]
    return found


def _cut(people: QuerySet[Beneficiary], kind: Kind, limit: int) -> Found:
    rows = _with_contacts(people[: limit + 1])
    return Found(rows[:limit], kind, more=len(rows) > limit)
