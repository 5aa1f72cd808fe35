"""The registered people who may be a candidate: a few, the likeliest first, found by indexes that are there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Prefetch

from beneficiaries.domain.duplicates.blocking import COLUMNS, comparable
from beneficiaries.domain.duplicates.scoring import LIKELY, Comparable, Likeness, compare, core
from beneficiaries.models import Beneficiary, ContactPoint, HouseholdMember, names
from beneficiaries.models.name_search import quoted
from ui import digits

MOST = 5
# so many are read for each way of finding them: a common name among a million has more
READ = 200
# a lexeme that no name is kept under
_NOBODY = "'/'"

_RECORDS = f"""
    SELECT {COLUMNS} FROM beneficiaries_beneficiary p WHERE p.merged_into_id IS NULL AND p.id IN (
        (SELECT c.beneficiary_id FROM beneficiaries_contactpoint c
          WHERE c.value = %(phone)s AND c.kind = 'mobile' AND c.active LIMIT {READ})
        UNION (SELECT b.id FROM beneficiaries_beneficiary b WHERE b.birth_date = ANY(%(days)s) LIMIT {READ})
        UNION (SELECT b.id FROM beneficiaries_beneficiary b WHERE b.name_tsv @@ %(query)s::tsquery LIMIT {READ}))
"""


class Candidate(NamedTuple):
    """What is known so far of a person who may be registered already; anything may be missing."""

    first_name: str = ""
    father_name: str = ""
    grandfather_name: str = ""
    family_name: str = ""
    birth_date: dt.date | None = None
    sex: str = ""
    district: str = ""
    mobile: str = ""

    @property
    def parts(self) -> tuple[str, str, str, str]:
        """The four parts of the name."""
        return self[:4]


@dataclass(frozen=True)
class PossibleDuplicate:
    """A registered person who may be the candidate: the person with their mobiles as `reached`, and why."""

    person: Beneficiary
    likeness: Likeness


def candidate_of(values: Mapping[str, Any]) -> Candidate:
    """Return what these values of fields say of a candidate; others are left out."""
    return Candidate(**{name: values[name] for name in Candidate._fields if values.get(name)})


def possible_duplicates(*, candidate: Candidate, most: int = MOST) -> list[PossibleDuplicate]:
    """Return the people who are likely the candidate, the likeliest first; none without a first name."""
    record = _record(candidate)
    if not record.parts[0]:
        return []
    scored = [(compare(record, other), other.pk) for other in _candidates(candidate)]
    likely = sorted((pair for pair in scored if pair[0].score >= LIKELY), key=lambda pair: (-pair[0].score, pair[1]))
    people = _people([pk for _, pk in likely[:most]])
    return [PossibleDuplicate(people[pk], likeness) for likeness, pk in likely[:most]]


def likeness_of(*, first_id: int, second_id: int) -> Likeness | None:
    """Return how two records compare now, with their households as in the search; None where one was merged."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM beneficiaries_beneficiary p WHERE p.merged_into_id IS NULL AND p.id IN (%s, %s)",
            [first_id, second_id],
        )
        found = with_households(comparable(row) for row in cursor.fetchall())
    return compare(found[first_id], found[second_id]) if len(found) == 2 else None


def with_households(records: Iterable[Comparable]) -> dict[int, Comparable]:
    """Return the records by pk, each with the first names and birth dates of who lives with the person; one query."""
    by_pk = {record.pk: record for record in records}
    members: dict[int, set[str]] = defaultdict(set)
    rows = HouseholdMember.objects.filter(beneficiary__in=by_pk).values_list("beneficiary_id", "name", "birth_date")
    for pk, name, born in rows:
        first = names.normalise(name).partition(" ")[0]
        members[pk].add(f"{first} {born or ''}")
    return {pk: replace(record, household=frozenset(members[pk])) for pk, record in by_pk.items()}


def _record(candidate: Candidate) -> Comparable:
    first, father, grandfather, family = (core(part) for part in candidate.parts)
    phone = digits.saudi_mobile(candidate.mobile[:60])
    phones = frozenset([phone]) if phone else frozenset[str]()
    return Comparable(
        0, (first, father, grandfather, family), candidate.birth_date, candidate.sex, candidate.district.strip(), phones
    )


def _candidates(candidate: Candidate) -> list[Comparable]:
    asked: dict[str, Any] = {
        "phone": digits.saudi_mobile(candidate.mobile[:60]) or "",
        "days": _days(candidate.birth_date),
        "query": _query(candidate.parts),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, asked)
        return [comparable(row) for row in cursor.fetchall()]


def _days(born: dt.date | None) -> list[dt.date]:
    """Return the birth date, and the one with day and month swapped."""
    if born is None:
        return []
    return [born] if born.day > 12 else [born, born.replace(month=born.day, day=born.month)]


def _query(parts: tuple[str, str, str, str]) -> str:
    """Return a tsquery: all the parts typed but one, or all where there are two; nothing matches a single part."""
    words = [alternatives for part in parts if (alternatives := _alternatives(part))]
    if len(words) < 2:
        return _NOBODY
    sets = combinations(words, max(2, len(words) - 1))
    return " | ".join(f"({' & '.join(some)})" for some in sets)


def _alternatives(part: str) -> str:
    """Return the lexemes under which a part may be kept: as typed, and with the article or without it."""
    joined = "".join(names.parts(part))
    if not joined:
        return ""
    bare = core(part)
    forms = dict.fromkeys((joined, bare, f"ال{bare}"))
    return f"({' | '.join(quoted(form) for form in forms if form)})"


def _people(pks: Iterable[int]) -> dict[int, Beneficiary]:
    in_use = ContactPoint.objects.filter(active=True)
    people: Any = Beneficiary.objects.prefetch_related(Prefetch("contact_points", queryset=in_use, to_attr="reached"))
    return dict(people.in_bulk(list(pks)))
