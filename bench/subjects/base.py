"""What a subject is: its name, one piece of its work, what it is compared with, and how it should compare.

The leading process has no Django: `find` runs inside the portal (bench/probe.py) and brings back what the work needs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from bench.client import Answer, Browser, Wrong
from bench.paired_timing import Once

LARGE, SMALL, FLOOR, STOCK, BEFORE = "large", "small", "floor", "stock", "before"


@dataclass(frozen=True)
class Target:
    """How many times the reference's time the subject may take; with `speed`, how many times its speed it must have."""

    reference: str
    at_most: float | None = None
    at_least: float | None = None
    speed: bool = False
    later: str = ""

    def holds(self, ratio: float) -> bool:
        """Whether this ratio is what was wanted."""
        return (self.at_most is None or ratio <= self.at_most) and (self.at_least is None or ratio >= self.at_least)


@dataclass(frozen=True)
class Place:
    """Where a subject works: the port of its server, its database's address, and what the probe found there."""

    name: str
    port: int
    database: str
    found: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A figure that is no time of a window: what, how much, and the most or the least that it may be."""

    what: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def wanted(self) -> str:
        """What was wanted, empty where the figure only tells."""
        if self.at_most is None and self.at_least is None:
            return ""
        sign, limit = ("≤", self.at_most) if self.at_most is not None else ("≥", self.at_least)
        return f"{sign} {limit:g} {self.unit}".strip()

    @property
    def holds(self) -> bool | None:
        """Whether the figure is what was wanted; None where nothing was."""
        if not self.wanted:
            return None
        return (self.at_most is None or self.value <= self.at_most) and (
            self.at_least is None or self.value >= self.at_least
        )


class Running(Protocol):
    """What a gauge may ask of the processes that run."""

    def alone(self, *names: str) -> None:
        """Stops every process but these."""

    def processes(self, name: str) -> list[int]:
        """The process of this name and its children."""

    def run(self, *arguments: str) -> str:
        """Runs Python in the portal's environment."""


class Subject(Protocol):
    """What is timed. The registry lists them."""

    @property
    def name(self) -> str: ...
    @property
    def places(self) -> Sequence[str]: ...
    @property
    def targets(self) -> Sequence[Target]: ...

    def find(self, portal: Any) -> dict[str, Any]:
        """Inside the portal: what the work needs to know, as JSON can carry it. `portal` is bench.probe."""

    def open(self, place: Place) -> Any:
        """In the leading process: a context whose value does one piece of work when called."""


class Gauge(Protocol):
    """What is read once, after the rounds. The registry lists them too."""

    @property
    def name(self) -> str: ...
    @property
    def places(self) -> Sequence[str]: ...

    def find(self, portal: Any) -> dict[str, Any]:
        """As a subject's."""

    def read(self, place: Place, running: "Running") -> list[Reading]:
        """The figures."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that is asked for over one keep-alive connection by somebody who is signed in.

    `paths` gives one or more addresses, visited in turn. `holds` says what a right answer holds and how often (0: at
    least once); every answer's status is checked, and the body of the first of each visit.
    """

    name: str
    paths: Callable[[Any], list[str]]
    holds: Sequence[tuple[str, int]]
    visitor: str = ""
    places: Sequence[str] = (LARGE,)
    targets: Sequence[Target] = ()
    queries_at_most: int | None = None

    def find(self, portal: Any) -> dict[str, Any]:
        """Addresses, the visitor's cookies, and how many SQL queries one page takes. None is the floor, without any."""
        if portal is None:
            return {"paths": self.paths(None), "cookies": "", "queries": 0}
        paths, cookies = self.paths(portal), portal.sign_in(self.visitor) if self.visitor else ""
        if not paths:
            raise Wrong(f"{self.name}: the database holds nothing to look at")
        return {"paths": paths, "cookies": cookies, "queries": portal.queries(paths[-1], cookies)}

    @contextmanager
    def open(self, place: Place) -> Iterator[Once]:
        """A connection; each call asks for the next address."""
        found = place.found[self.name]
        with Browser(place.port, found["cookies"]) as browser:
            requests = [browser.request(path) for path in found["paths"]]
            turn = 0

            def once() -> None:
                nonlocal turn
                at = turn % len(requests)
                answer = browser.send(requests[at])
                if turn == 0:
                    self.check(found["paths"][at], answer)
                elif answer.status != 200:
                    raise Wrong(f"{self.name}: status {answer.status} {answer.header('location')}")
                turn += 1

            yield once

    def check(self, path: str, answer: Answer) -> None:
        """Raises Wrong where this is not the page that was meant."""
        if answer.status != 200:
            raise Wrong(f"{self.name}: {path} answers {answer.status} {answer.header('location')}")
        for mark, times in self.holds:
            seen = answer.body.count(mark.encode())
            if seen != times if times else not seen:
                raise Wrong(f"{self.name}: {path} holds {mark!r} {seen} times, not {times or 'at least once'}")
