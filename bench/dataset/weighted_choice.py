"""One of several things by its share."""

from collections.abc import Mapping
from itertools import accumulate
from random import Random


class Shares:
    """Words with their shares, which need not sum up to anything."""

    def __init__(self, shares: Mapping[str, int]) -> None:
        self.words = list(shares)
        self.sums = list(accumulate(shares.values()))

    def draw(self, random: Random) -> str:
        """One of them."""
        return random.choices(self.words, cum_weights=self.sums)[0]
