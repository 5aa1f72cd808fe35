"""The parts of all names: which words begin how, and which of them a mistyped one may have meant.

About a thousand distinct parts cover a million people, so each process keeps them. A statement-level trigger adds what
is new; `recount` counts every night.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection
from rapidfuzz import process
from rapidfuzz.distance import OSA

from beneficiaries.models import NamePart

# a shorter word is one step away from too many others
SHORTEST = 3
TWO_STEPS = 7
ARTICLE = "ال"
VERSION = "SELECT COALESCE(bit_xor(hashtextextended(part, people)), 0) FROM beneficiaries_namepart"
# Takes every part of every name, and how many bear it; a part that no one bears any more stays, with 0.
RECOUNT = """
    INSERT INTO beneficiaries_namepart (part, people)
    SELECT COALESCE(s.word, k.part), COALESCE(s.ndoc, 0)
      FROM ts_stat('SELECT name_tsv FROM beneficiaries_beneficiary') s
      FULL JOIN beneficiaries_namepart k ON k.part = s.word
     WHERE s.ndoc IS DISTINCT FROM k.people
     ORDER BY 1
    ON CONFLICT (part) DO UPDATE SET people = EXCLUDED.people
"""


@dataclass(frozen=True)
class Vocabulary:
    """The parts of names in alphabetical order, and how many people bear each."""

    version: int
    people: Counter[str]
    parts: list[str] = field(default_factory=list)

    def beginning(self, prefix: str) -> Iterator[str]:
        """The parts that begin so, in alphabetical order."""
        place = bisect_left(self.parts, prefix)
        while place < len(self.parts) and self.parts[place].startswith(prefix):
            yield self.parts[place]
            place += 1

    def knows(self, prefix: str) -> bool:
        """Return whether a part begins so."""
        return next(self.beginning(prefix), None) is not None

    def nearest(self, word: str) -> list[tuple[int, str]]:
        """Parts that a mistyped word may have meant, each with the steps to it: the fewest first, then the commonest.

        A step is a letter more, less, wrong, or changed in place with the next one; two from seven letters on. The
        article that is there or not is one step too.
        """
        if len(word) < SHORTEST:
            return []
        steps = 1 + (len(word) >= TWO_STEPS)
        close = process.extract(word, self.parts, scorer=OSA.distance, score_cutoff=steps, limit=None)
        found = {part: int(distance) for part, distance, _ in close if part != word}
        other = word.removeprefix(ARTICLE) if word.startswith(ARTICLE) else ARTICLE + word
        if other in self.people:
            found[other] = 1
        return sorted(((distance, part) for part, distance in found.items()), key=self._order)

    def _order(self, near: tuple[int, str]) -> tuple[int, int, str]:
        return near[0], -self.people[near[1]], near[1]


_kept = Vocabulary(0, Counter())


def current() -> Vocabulary:
    """Return the vocabulary as the database has it now: one query tells whether this process still has it."""
    global _kept  # noqa: PLW0603 -- kept between requests on purpose
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        (version,) = cursor.fetchone()
    if version != _kept.version:
        people = Counter(dict(NamePart.objects.values_list("part", "people")))
        _kept = Vocabulary(version, people, sorted(people))
    return _kept


def recount() -> None:
    """Count anew how many people bear each part; adds what is missing. Takes about a second for a million people."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
