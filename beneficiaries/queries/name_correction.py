"""Typed parts of a name as conditions on the index, and as what they may have meant where they were mistyped.

A prefix makes the index read every name that begins so before it compares; whole words it compares as it goes. So a
prefix becomes the words of the vocabulary that begin so, and a broad one is asked of the rows that the others found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, product

from beneficiaries.models import names
from beneficiaries.models.name_search import quoted
from beneficiaries.queries.name_parts import Vocabulary

# words that a prefix may become in the index; a broader one is cheaper to ask of the rows
MOST_WORDS = 40
# candidates for one mistyped word, combinations of them that are weighed, and those that are searched
CANDIDATES = 12
COMBINATIONS = 2000
TRIES = 5


@dataclass(frozen=True)
class Condition:
    """What a name has to hold, as tsqueries: `indexed` by the index, `asked` of the rows; either may be empty."""

    indexed: str
    asked: str = ""


@dataclass(frozen=True)
class Word:
    """One searched word: as a prefix, or `whole`; `typed`: as it was written."""

    plain: str
    typed: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Replacement:
    """A typed word and the one it was taken for; `known`: people are called so, but none with the other words."""

    typed: str
    word: str
    known: bool


@dataclass(frozen=True)
class Correction:
    """A possible meaning of a text: its words, and which of them stand for others."""

    words: tuple[Word, ...]
    replacements: tuple[Replacement, ...]


def words_of(parts: Sequence[str], vocabulary: Vocabulary) -> list[Word]:
    """Return the words to search. Halves of a compound name are one where the vocabulary knows it, or nearly so."""
    found = {}
    for group in names.units(list(parts)):
        whole = "".join(group)
        one = len(group) == 1 or vocabulary.knows(whole)
        if one or (not all(map(vocabulary.knows, group)) and vocabulary.nearest(whole)):
            found[whole] = Word(whole, " ".join(group))
        else:
            found |= {part: Word(part, part) for part in group}
    return list(found.values())


def condition(words: Sequence[Word], vocabulary: Vocabulary) -> Condition | None:
    """Return the condition that a name with all of these words fulfils; None where no name can."""
    narrow: list[str] = []
    broad: list[str] = []
    for word in words:
        begun = [word.plain] if word.whole else list(islice(vocabulary.beginning(word.plain), MOST_WORDS + 1))
        if not begun:
            return None
        if len(begun) > MOST_WORDS:
            broad.append(word.plain)
        else:
            narrow.append(f"({' | '.join(map(quoted, begun))})")
    if not narrow and broad:
        rarest = min(broad, key=lambda prefix: sum(vocabulary.people[one] for one in vocabulary.beginning(prefix)))
        broad.remove(rarest)
        narrow.append(_prefix(rarest))
    return Condition(" & ".join(narrow), " & ".join(map(_prefix, broad))) if narrow else None


def corrections(words: Sequence[Word], vocabulary: Vocabulary) -> list[Correction]:
    """Return what mistyped words may have meant, the nearest and then the commonest first.

    Words that are no part of a name are replaced, all of them; where there are none, each word in its turn.
    """
    unknown = [word for word in words if not vocabulary.knows(word.plain)]
    turns = [unknown] if unknown else [[word] for word in words]
    few = _candidates(max(map(len, turns), default=1))
    near = {word: vocabulary.nearest(word.plain)[:few] for word in unknown or words}
    found = [
        (
            sum(steps for steps, _ in chosen),
            -min(vocabulary.people[part] for _, part in chosen),
            dict(zip(turn, (part for _, part in chosen), strict=True)),
        )
        for turn in turns
        for chosen in product(*(near[word] for word in turn))
    ]
    found.sort(key=lambda one: one[:2])
    return [_correction(words, parts, known=not unknown) for *_, parts in found[:TRIES]]


def _candidates(together: int) -> int:
    """Return how many candidates each of so many words may have: all combinations of a dozen would never end."""
    return max(1, min(CANDIDATES, int(COMBINATIONS ** (1 / together))))


def _correction(words: Sequence[Word], parts: dict[Word, str], *, known: bool) -> Correction:
    return Correction(
        words=tuple(Word(parts[word], whole=True) if word in parts else word for word in words),
        replacements=tuple(Replacement(word.typed, part, known) for word, part in parts.items()),
    )


def _prefix(part: str) -> str:
    return f"{quoted(part)}:*"
