"""Windows of a second, interleaved in rounds: each round gives every ratio once, in the same minute of the machine."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from random import Random

# one piece of work; it may say itself how many seconds count, where some of it is not what is measured
Once = Callable[[], float | None]
Opened = Callable[[], AbstractContextManager[Once]]
Say = Callable[[str], None]


@dataclass
class Figures:
    """For each subject the seconds that one piece of its work took: the median of the window of each round."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, durations: list[float]) -> None:
        """Keeps one window."""
        self.seconds.setdefault(name, []).append(statistics.median(durations))

    def ratios(self, name: str, reference: str) -> list[float]:
        """How many times the reference's time the subject took, round by round."""
        pairs = zip(self.seconds[name], self.seconds[reference], strict=True)
        return [subject / other for subject, other in pairs]

    def median(self, name: str) -> float:
        """The seconds of one piece of work, over all rounds."""
        return statistics.median(self.seconds[name])


@dataclass(frozen=True)
class Spread:
    """The median of some rounds and their ends."""

    median: float
    low: float
    high: float
    rounds: tuple[float, ...]

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Of one value for each round."""
        found = tuple(values)
        return cls(statistics.median(found), min(found), max(found), found)


def window(once: Once, seconds: float) -> list[float]:
    """How long each piece of work took, for as long as the window lasts; at least one, and none is cut short."""
    clock = time.perf_counter
    durations: list[float] = []
    ends = clock() + seconds
    started = clock()
    while not durations or started < ends:
        own = once()
        done = clock()
        durations.append(done - started if own is None else own)
        started = done
    return durations


def measure(
    works: Mapping[str, Opened], *, rounds: int, seconds: float, longest: float, chance: Random, say: Say
) -> Figures:
    """Visits every work once a round in an order that chance gives; a first round warms up and is not kept.

    Each visit opens the work anew (a connection of its own) and does one piece untimed. No round begins when the next
    one would end after `longest` seconds; a first kept one always does.
    """
    figures, names = Figures(), list(works)
    began, slowest = time.monotonic(), 0.0
    for number in range(rounds + 1):
        if number > 1 and time.monotonic() - began + slowest > longest:
            say(f"Stopped after {number - 1} rounds: the time is up.")
            break
        chance.shuffle(names)
        started = time.monotonic()
        for name in names:
            durations = _visit(works[name], seconds)
            if number:
                figures.add(name, durations)
        slowest = max(slowest, time.monotonic() - started)
        say(f"round {number} of {rounds}" if number else "warm")
    return figures


def _visit(opened: Opened, seconds: float) -> list[float]:
    with opened() as once:
        once()
        gc.collect()
        gc.disable()  # ours, not the servers': the client's own pauses are not theirs
        try:
            return window(once, seconds)
        finally:
            gc.enable()
