"""Rounds, windows and ratios, with works whose times are known."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from bench.paired_timing import Figures, Spread, measure, window
from bench.subjects.base import Target


class Work:
    """Says how long it took, and writes down when it was visited."""

    def __init__(self, name: str, log: list[str], *seconds: float) -> None:
        self.name, self.log, self.seconds = name, log, list(seconds)

    @contextmanager
    def open(self) -> Iterator[object]:
        self.log.append(f"{self.name} opens")
        yield self.once
        self.log.append(f"{self.name} closes")

    def once(self) -> float:
        return self.seconds.pop(0) if len(self.seconds) > 1 else self.seconds[0]


def run(*works: Work, rounds: int = 3, longest: float = 60.0) -> Figures:
    said: list[str] = []
    opened = {work.name: work.open for work in works}
    return measure(opened, rounds=rounds, seconds=0.0, longest=longest, chance=Random(1), say=said.append)  # noqa: S311 -- an order


def test_each_round_visits_each_work_once_and_the_first_is_not_kept():
    log: list[str] = []
    # of each visit one piece is untimed and one counts: 9 and 9 warm up, then 9 2, 9 4, 9 6
    figures = run(Work("a", log, 9, 9, 9, 2, 9, 4, 9, 6), Work("b", log, 1))
    assert figures.seconds == {"a": [2, 4, 6], "b": [1, 1, 1]}
    assert figures.ratios("a", "b") == [2, 4, 6]
    assert figures.median("a") == 4
    rounds = [set(log[start : start + 4]) for start in range(0, 16, 4)]
    assert rounds == [{"a opens", "a closes", "b opens", "b closes"}] * 4


def test_the_order_changes_from_round_to_round():
    log: list[str] = []
    run(*(Work(name, log, 1) for name in "abcd"), rounds=6)
    opened = [line[0] for line in log if line.endswith("opens")]
    assert len({tuple(opened[start : start + 4]) for start in range(0, len(opened), 4)}) > 2


def test_no_round_begins_that_would_end_too_late():
    figures = run(Work("a", [], 1), rounds=5, longest=0.0)
    assert len(figures.seconds["a"]) == 1


def test_a_connection_is_closed_when_its_work_fails():
    log: list[str] = []

    @contextmanager
    def opened() -> Iterator[object]:
        try:
            yield lambda: 1 / 0
        finally:
            log.append("closed")

    with pytest.raises(ZeroDivisionError):
        measure({"a": opened}, rounds=1, seconds=0.0, longest=1.0, chance=Random(1), say=log.append)  # noqa: S311 -- an order
    assert log == ["closed"]


def test_a_window_times_whole_pieces_for_as_long_as_it_lasts():
    durations = window(lambda: None, 0.02)
    assert len(durations) > 10
    assert 0.01 < sum(durations) < 0.5
    assert len(window(lambda: None, 0.0)) == 1


def test_the_median_and_the_ends():
    spread = Spread.of([3.0, 1.0, 2.0])
    assert (spread.median, spread.low, spread.high, spread.rounds) == (2.0, 1.0, 3.0, (3.0, 1.0, 2.0))


@pytest.mark.parametrize(
    ("target", "ratio", "holds"),
    [
        (Target("floor", at_most=12), 12, True),
        (Target("floor", at_most=12), 12.1, False),
        (Target("admin", at_least=60, speed=True), 60, True),
        (Target("admin", at_least=60, speed=True), 59, False),
        (Target("queue", at_least=0.95, at_most=1.05), 0.94, False),
        (Target("queue", at_least=0.95, at_most=1.05), 1.06, False),
        (Target("queue", at_least=0.95, at_most=1.05), 1.0, True),
    ],
)
def test_a_target_is_a_ratio_and_a_direction(target, ratio, holds):
    assert target.holds(ratio) is holds
