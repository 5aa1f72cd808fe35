"""Names of invented people by realistic frequency: a few names that many bear, and thousands that hardly anybody does.

Frequencies fall as Zipf's law has it (rank r: about 1 / (r + shift) to a power), over given names in the order of how
common they are, and over family names formed from stems that are nobody's.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from bench.dataset.name_stems import BORNE, MEN, PATTERNS, SERVANTS, STEMS, WOMEN

# how often a compound name is written apart: عبد الله beside عبدالله
APART = 0.3
AT_ONCE = 500


class Pool(NamedTuple):
    """Names with their cumulated weights, as random.choices takes them."""

    names: list[str]
    weights: list[float]

    def draw(self, random: Random, count: int) -> list[str]:
        """So many names, each by its frequency."""
        return random.choices(self.names, cum_weights=self.weights, k=count)

    def stream(self, random: Random) -> Iterator[str]:
        """Names without end, each by its frequency."""
        while True:
            yield from self.draw(random, AT_ONCE)


@lru_cache(maxsize=1)
def men() -> Pool:
    """Given names of men; those with عبد stand where their commonness puts them, in both spellings."""
    plain = list(dict.fromkeys(name for name in MEN if not name.startswith("عبدال")))
    servants = [f"عبد{name}" for name in SERVANTS]
    # محمد first, then عبدالله, عبدالرحمن and عبدالعزيز, then the other names, the rarer servants spread among them
    ranked = [plain[0], *servants[:3], *plain[1:20]]
    rest, rare = plain[20:], servants[3:]
    for n, name in enumerate(rest):
        ranked.append(name)
        if n % 4 == 0 and n // 4 < len(rare):
            ranked.append(rare[n // 4])
    return _spelt(ranked, shift=2.0, power=1.0)


@lru_cache(maxsize=1)
def women() -> Pool:
    """Given names of women."""
    return _spelt(list(dict.fromkeys(WOMEN)), shift=6.0, power=1.0)


@lru_cache(maxsize=1)
def families() -> Pool:
    """Family names, thousands of them, formed like real ones and borne by nobody that we know of."""
    # which of them are common is chance, the same chance always; the commoner forms come first more often
    chance = Random(1448)
    formed = {
        pattern.format(stem): chance.random() + 0.06 * rank
        for stem in dict.fromkeys(STEMS)
        for rank, pattern in enumerate(PATTERNS)
        if _readable(stem, pattern)
    }
    whole = sorted((name for name in formed if name not in BORNE), key=formed.__getitem__)
    return _spelt(whole, shift=10.0, power=0.85)


def _spelt(ranked: list[str], *, shift: float, power: float) -> Pool:
    """The pool of these names, the commonest first; those with two spellings share their weight between them."""
    names: list[str] = []
    weights: list[float] = []
    for rank, name in enumerate(ranked, start=1):
        weight = (rank + shift) ** -power
        other = _other_spelling(name)
        names.append(name)
        weights.append(weight * (1 - APART) if other else weight)
        if other:
            names.append(other)
            weights.append(weight * APART)
    return Pool(names, list(accumulate(weights)))


def _other_spelling(name: str) -> str:
    """The compound name apart where it is written together, and together where apart; nothing for a simple one."""
    if name.startswith("عبدال"):
        return f"عبد {name[3:]}"
    if name.startswith("أبو "):
        return f"أبو{name[4:]}"
    return ""


def _readable(stem: str, pattern: str) -> bool:
    """Whether stem and ending go together: a long or a like ending takes no second one."""
    ending = pattern.partition("{}")[2]
    if not ending:
        return True
    return len(stem) <= 5 and not stem.endswith(("ان", "ين", "ي", "و", "ى", "ا", "اء", "ة", ending[0]))
