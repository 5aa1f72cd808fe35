"""Who may be the person that is being typed: a few records, the likeliest first, found by indexes that are there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from beneficiaries.domain.duplicates.blocking import COLUMNS, comparable
from beneficiaries.domain.duplicates.scoring import LIKELY, Comparable, Likeness, compare, core
from beneficiaries.domain.duplicates.surroundings import with_households
from beneficiaries.models import Beneficiary, ContactPoint, names
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


@dataclass(frozen=True)
class Typed:
    """What is typed so far; anything may be missing."""

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
        """The four parts as typed."""
        return self.first_name, self.father_name, self.grandfather_name, self.family_name


@dataclass(frozen=True)
class Near:
    """Somebody who may be the one: the person with their mobiles as `reached`, and why."""

    person: Beneficiary
    likeness: Likeness


def near(*, typed: Typed, most: int = MOST) -> list[Near]:
    """The people who are likely the one that is typed, the likeliest first; none before there is a first name."""
    record = _record(typed)
    if not record.parts[0]:
        return []
    scored = [(compare(record, other), other.pk) for other in _candidates(typed)]
    likely = sorted((one for one in scored if one[0].score >= LIKELY), key=lambda one: (-one[0].score, one[1]))[:most]
    people = _people([pk for _, pk in likely])
    return [Near(people[pk], likeness) for likeness, pk in likely]


def likeness_of(*, first_id: int, second_id: int) -> Likeness | None:
    """How two kept records compare now, their households with them as in the search; None where one was merged."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {COLUMNS} FROM beneficiaries_beneficiary p WHERE p.merged_into_id IS NULL AND p.id IN (%s, %s)",
            [first_id, second_id],
        )
        found = with_households(comparable(row) for row in cursor.fetchall())
    return compare(found[first_id], found[second_id]) if len(found) == 2 else None


def _record(typed: Typed) -> Comparable:
    first, father, grandfather, family = (core(part) for part in typed.parts)
    phone = digits.saudi_mobile(typed.mobile[:60])
    phones = frozenset([phone]) if phone else frozenset[str]()
    return Comparable(
        0, (first, father, grandfather, family), typed.birth_date, typed.sex, typed.district.strip(), phones
    )


def _candidates(typed: Typed) -> list[Comparable]:
    asked: dict[str, Any] = {
        "phone": digits.saudi_mobile(typed.mobile[:60]) or "",
        "days": _days(typed.birth_date),
        "query": _query(typed.parts),
    }
    with connection.cursor() as cursor:
        cursor.execute(_RECORDS, asked)
        return [comparable(row) for row in cursor.fetchall()]


def _days(born: dt.date | None) -> list[dt.date]:
    """The birth date, and the one with day and month the other way round."""
    if born is None:
        return []
    return [born] if born.day > 12 else [born, born.replace(month=born.day, day=born.month)]


def _query(parts: tuple[str, str, str, str]) -> str:
    """A tsquery: all the parts typed but one, or all where there are two; nothing matches a single part."""
    words = [alternatives for part in parts if (alternatives := _alternatives(part))]
    if len(words) < 2:
        return _NOBODY
    sets = combinations(words, max(2, len(words) - 1))
    return " | ".join(f"({' & '.join(some)})" for some in sets)


def _alternatives(part: str) -> str:
    """The lexemes under which a part may be kept: as typed, and with the article or without it."""
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
