"""Who applies when: people and applications in blocks, each block a slice of time that can be planned by itself.

A person's applications are for different services, by the order of services that the person has: their first is
`use` 0, one more in the same weeks 1 or 2, a return months later 3 or 4. No two plans ever take the same use.
"""

from dataclasses import dataclass
from random import Random

MOST_BLOCKS = 240
RETURNS = ((3, 6, 0.18), (4, 3, 0.08))  # use, part of all time after which, share of a block's applications
USES = 5


@dataclass(frozen=True)
class Size:
    """How many people and applications; `cases` may be twice `people` at most."""

    people: int
    cases: int
    seed: int

    @property
    def blocks(self) -> int:
        """In how many slices of time they come."""
        return max(1, min(MOST_BLOCKS, self.people // 25))

    def people_of(self, block: int) -> range:
        """Numbers (from 0) of those who are registered in this block, in the order of time."""
        return range(block * self.people // self.blocks, (block + 1) * self.people // self.blocks)

    def cases_of(self, block: int) -> range:
        """Numbers (from 0) of the applications received in this block, in the order of time."""
        return range(block * self.cases // self.blocks, (block + 1) * self.cases // self.blocks)

    def chance(self, purpose: str, block: int) -> Random:
        """A source of chance for one purpose in one block, the same at every call."""
        return Random(f"{self.seed}:{purpose}:{block}")


def claims(size: Size, block: int) -> list[tuple[int, int]]:
    """For each application of the block in the order of time: the number of its person, and which use of theirs."""
    random = size.chance("claims", block)
    own, wanted = size.people_of(block), len(size.cases_of(block))
    back = _returning(size, block, random, wanted)
    first = sorted(random.sample(own, min(len(own), wanted - len(back))))
    again = wanted - len(back) - len(first)
    kinds = [0] * len(first) + [1] * again + [2] * len(back)
    random.shuffle(kinds)
    # somebody applies again only after they applied: a first application is put forward where none came yet
    found: list[tuple[int, int]] = []
    new, more, returned = 0, 0, 0
    for kind in kinds:
        if kind == 2:
            found.append(back[returned])
            returned += 1
        elif new < len(first) and (kind == 0 or more >= new):
            found.append((first[new], 0))
            new += 1
        else:
            found.append((first[more % len(first)], 1 + more // len(first)))
            more += 1
    return found


def _returning(size: Size, block: int, random: Random, wanted: int) -> list[tuple[int, int]]:
    back = []
    for use, part, share in RETURNS:
        earlier = block - max(1, size.blocks // part)
        if earlier >= 0:
            there = size.people_of(earlier)
            back += [(person, use) for person in random.sample(there, min(len(there), int(share * wanted)))]
    random.shuffle(back)
    return back
