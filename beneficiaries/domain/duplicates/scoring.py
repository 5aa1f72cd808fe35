"""How likely two records are of one person. Pure: two comparable records in, a score and its signs out.

Each field gives weight of evidence, in bits more or less (Fellegi and Sunter, 1969), and the sum becomes a share of
100. The weights are set by hand; tests/beneficiaries/test_duplicates.py holds precision and recall against a set of
realistic errors.
"""

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from beneficiaries.models import names
from beneficiaries.states import Sign

# pairs from here on are shown for a decision; below it, most are two people
LIKELY = 70
# from here on the household is worth asking: it may decide
POSSIBLE = 45
MIDDLE, STEEPNESS = 7.0, 3.5

WEIGHTS: dict[Sign, float] = {
    Sign.FIRST_SAME: 4,
    Sign.FIRST_ALIKE: 2,
    Sign.FIRST_OTHER: -12,
    Sign.FATHER_SAME: 3,
    Sign.FATHER_ALIKE: 2,
    Sign.FATHER_MISSING: 0,
    Sign.FATHER_OTHER: -5,
    Sign.GRANDFATHER_SAME: 3,
    Sign.GRANDFATHER_ALIKE: 2,
    Sign.GRANDFATHER_MISSING: 0,
    Sign.GRANDFATHER_OTHER: -4,
    Sign.FAMILY_SAME: 4,
    Sign.FAMILY_ALIKE: 3,
    Sign.FAMILY_MISSING: 0,
    Sign.FAMILY_OTHER: -7,
    Sign.PARTS_SWAPPED: -2,
    Sign.PARTS_SHIFTED: -1,
    Sign.BIRTH_SAME: 7,
    Sign.BIRTH_SWAPPED: 5,
    Sign.BIRTH_NEAR: 3,
    Sign.BIRTH_OTHER: -9,
    Sign.PHONE_SAME: 4,
    Sign.PHONE_NEAR: 3,
    Sign.PHONE_OTHER: -1,
    Sign.SEX_OTHER: -6,
    Sign.DISTRICT_SAME: 0.5,
    Sign.HOUSEHOLD_SHARED: 3,
    Sign.HOUSEHOLD_OTHER: -1,
}
PARTS = ("FIRST", "FATHER", "GRANDFATHER", "FAMILY")
Parts = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Comparable:
    """What is compared of one record: the parts of the name as `core` gives them, mobiles as kept. pk 0: not kept."""

    pk: int
    parts: Parts
    birth_date: dt.date | None = None
    sex: str = ""
    district: str = ""
    phones: frozenset[str] = frozenset()
    household: frozenset[str] = field(default_factory=frozenset)


class Likeness(NamedTuple):
    """A score from 0 to 100, and the signs it rests on."""

    score: int
    signs: list[Sign]


@lru_cache(maxsize=50_000)
def core(part: str) -> str:
    """Return a part of a name without what is optional: the article, آل and ابن, and the space in عبد الله.

    >>> core("الغيثاني") == core("غيثاني")
    True
    """
    words = [word for word in names.normalise(part).split(" ") if word not in names.LINKS]
    if len(words) > 1 and words[0] == "ال":
        words = words[1:]
    joined = "".join(words)
    return joined[2:] if joined.startswith("ال") and len(joined) > 4 else joined


def compare(first: Comparable, second: Comparable) -> Likeness:
    """Return how likely the two are one person, in either order."""
    signs = _best_names(first.parts, second.parts)
    signs += _births(first.birth_date, second.birth_date)
    signs += _phones(first.phones, second.phones)
    if first.sex and second.sex and first.sex != second.sex:
        signs.append(Sign.SEX_OTHER)
    if first.district and first.district == second.district:
        signs.append(Sign.DISTRICT_SAME)
    signs += _households(first.household, second.household)
    return Likeness(_share(sum(WEIGHTS[sign] for sign in signs)), signs)


def hopeless(first: Comparable, second: Comparable) -> bool:
    """Return True where the first names have nothing in common. Most pairs of a block end here."""
    one, other = first.parts[0], second.parts[0]
    return one != other and OSA.distance(one, other, score_cutoff=2) > 2


def _share(weight: float) -> int:
    return round(100 / (1 + math.exp((MIDDLE - weight) / STEEPNESS)))


def _best_names(first: Parts, second: Parts) -> list[Sign]:
    """Return the signs of the alignment that speaks most for one person."""
    best = max(_alignments(first, second), key=lambda signs: sum(WEIGHTS[sign] for sign in signs))
    return list(best)


def _alignments(first: Parts, second: Parts) -> Iterator[list[Sign]]:
    """The two names part by part; then as if parts had changed places, or had moved up into an empty one."""
    straight = _aligned(first, second)
    yield straight
    if len(straight) == len(PARTS) and all(sign.endswith("_same") for sign in straight):
        return
    if first[1] and first[2] and second[1] and second[2]:
        yield [*_aligned(first, (second[0], second[2], second[1], second[3])), Sign.PARTS_SWAPPED]
    for one, other in ((first, second), (second, first)):
        if other[1] and not other[2] and one[2]:
            # without the family name, the grandfather's stands in its place; or the father's was left out
            yield [*_aligned(one, (other[0], other[1], other[3], "")), Sign.PARTS_SHIFTED]
            yield [*_aligned(one, (other[0], "", other[1], other[3])), Sign.PARTS_SHIFTED]


def _aligned(first: Parts, second: Parts) -> list[Sign]:
    return [
        Sign[f"{name}_{_likeness(one, other)}"]
        for name, one, other in zip(PARTS, first, second, strict=True)
        if one or other
    ]


@lru_cache(maxsize=200_000)
def _likeness(one: str, other: str) -> str:
    if not one or not other:
        return "MISSING"
    if one == other:
        return "SAME"
    allowed = 2 if min(len(one), len(other)) >= 7 else 1
    if min(len(one), len(other)) >= 3 and OSA.distance(one, other, score_cutoff=allowed) <= allowed:
        return "ALIKE"
    return "OTHER"


def _births(one: dt.date | None, other: dt.date | None) -> list[Sign]:
    if one is None or other is None:
        return []
    if one == other:
        return [Sign.BIRTH_SAME]
    if one.year == other.year and (one.day, one.month) == (other.month, other.day):
        return [Sign.BIRTH_SWAPPED]
    differing = (one.year != other.year) + (one.month != other.month) + (one.day != other.day)
    near = differing == 1 and abs(one.year - other.year) in (0, 1, 10)
    return [Sign.BIRTH_NEAR if near else Sign.BIRTH_OTHER]


def _phones(one: frozenset[str], other: frozenset[str]) -> list[Sign]:
    if not one or not other:
        return []
    if one & other:
        return [Sign.PHONE_SAME]
    near = any(OSA.distance(a, b, score_cutoff=1) <= 1 for a in one for b in other)
    return [Sign.PHONE_NEAR if near else Sign.PHONE_OTHER]


def _households(one: frozenset[str], other: frozenset[str]) -> list[Sign]:
    if not one or not other:
        return []
    if one & other:
        return [Sign.HOUSEHOLD_SHARED]
    return [Sign.HOUSEHOLD_OTHER] if min(len(one), len(other)) > 1 else []
