"""One run: databases, servers, scouts, rounds, gauges."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bench import data, facts, other_commit
from bench.client import Wrong
from bench.paired_timing import Figures, Opened, measure
from bench.servers import SETTINGS, Servers, Tree, Unable, Web, free_port, worker
from bench.subjects.base import BEFORE, FLOOR, LARGE, SMALL, STOCK, Gauge, Place, Reading, Subject

PROBE = Path(__file__).with_name("probe.py")
COLLECT = """
import django, pathlib
django.setup()
from django.conf import settings
from django.core.management import call_command
from ui.static_files import stale
if stale(pathlib.Path(settings.STATIC_ROOT)):
    call_command("collectstatic", verbosity=0, interactive=False)
"""
QUIET = 0.1  # share of the cores that others may use
Say = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is measured, and for how long."""

    subjects: Sequence[Subject]
    gauges: Sequence[Gauge] = ()
    size: int = 1_000_000
    small: int = 1_000
    rounds: int = 9
    seconds: float = 1.0
    longest: float = 840.0
    prefix: str = "mustafid_bench"

    def database(self, size: int) -> str:
        """The name of the database of this size."""
        return f"{self.prefix}_{size}"


@dataclass
class Measured:
    """What came out: times, readings, and the SQL queries of each page."""

    figures: Figures = field(default_factory=Figures)
    readings: list[Reading] = field(default_factory=list)
    queries: dict[str, int] = field(default_factory=dict)
    busy: float = 0.0


def measured(wanted: Wanted, say: Say) -> Measured:
    """Everything that is wanted, on the working tree. Needs the embedded servers."""
    tree = Tree()
    prepare(tree)
    webs = _webs(wanted, tree, say)
    others = [worker(tree, webs[LARGE].database)] if wanted.gauges else []
    with Servers(list(webs.values()), others) as servers:
        places = {name: _place(web, wanted) for name, web in webs.items()}
        works: dict[str, Opened] = {
            subject.name if where == subject.places[0] else f"{subject.name}@{where}": partial(
                subject.open, places[where]
            )
            for subject in wanted.subjects
            for where in subject.places
        }
        busy = _busy(say)
        figures = _rounds(works, wanted, say)
        readings = [one for gauge in wanted.gauges for one in _read(gauge, places[LARGE], servers, say)]
    return Measured(figures, readings, _queries(places), busy)


def compared(wanted: Wanted, ref: str, say: Say) -> Measured:
    """The portal's own subjects on the working tree and, as `name@before`, on another commit."""
    tree = Tree()
    prepare(tree)
    ours = [one for one in wanted.subjects if one.places[0] == LARGE and not one.name.endswith("plain psycopg")]
    if not ours:
        raise Unable("Nothing of the portal's own is chosen to be compared.")
    with other_commit.checked_out(ref) as (commit, old):
        say(f"Before is {commit[:12]}; after is the working tree.")
        prepare(old)
        database = data.ready(wanted.size, tree, name=wanted.database(wanted.size))
        webs = {
            LARGE: Web(LARGE, tree, database, free_port()),
            BEFORE: Web(BEFORE, old, other_commit.database(wanted.size, commit, old, database, say), free_port()),
        }
        with Servers(list(webs.values()), []):
            now = _scouted(webs[LARGE], ours)
            then = _scouted(webs[BEFORE], ours, forgiving=True)
            works: dict[str, Opened] = {}
            for subject in ours:
                if _works(subject, then, say):
                    works[subject.name] = partial(subject.open, now)
                    works[f"{subject.name}@{BEFORE}"] = partial(subject.open, then)
            busy = _busy(say)
            return Measured(_rounds(works, wanted, say), [], _queries({LARGE: now, BEFORE: then}), busy)


def prepare(tree: Tree) -> None:
    """Translations and static files, where something is newer."""
    tree.run("manage.py", "compile_translations")
    tree.run("-c", COLLECT)


def _busy(say: Say) -> float:
    busy = facts.busy()
    if busy > QUIET:
        say(f"Other programs use {busy:.0%} of the cores: pages will seem slower beside the floor than they are.")
    return busy


def _rounds(works: dict[str, Opened], wanted: Wanted, say: Say) -> Figures:
    say(f"{len(works)} subjects, {wanted.rounds} rounds of {wanted.seconds:g} s each, after one that warms up")
    chance = Random(wanted.size)
    return measure(works, rounds=wanted.rounds, seconds=wanted.seconds, longest=wanted.longest, chance=chance, say=say)


def _read(gauge: Gauge, place: Place, servers: Servers, say: Say) -> list[Reading]:
    """A gauge's figures; the rounds before it took minutes and are not lost where it fails."""
    try:
        return gauge.read(place, servers)
    except Wrong as problem:
        say(f"Not read: {gauge.name} ({problem})")
        return []


def _webs(wanted: Wanted, tree: Tree, say: Say) -> dict[str, Web]:
    """The servers that are needed, by place; the large one always, and first."""
    needed = {where for one in wanted.subjects for where in one.places}
    webs = {}
    for name, size in ((LARGE, wanted.size), (SMALL, wanted.small)):
        if name == LARGE or name in needed:
            say(f"A database of {size:,} applications ...")
            webs[name] = Web(name, tree, data.ready(size, tree, name=wanted.database(size)), free_port())
    large = webs[LARGE].database
    if STOCK in needed:
        webs[STOCK] = Web(STOCK, tree, large, free_port(), "bench.stock.settings")
    if FLOOR in needed:
        webs[FLOOR] = Web(FLOOR, tree, large, free_port(), "bench.floor.settings", "bench.floor.wsgi:application")
    return webs


def _place(web: Web, wanted: Wanted) -> Place:
    """A server's place, after its probe has been there."""
    everybody: list[Subject | Gauge] = [*wanted.subjects, *wanted.gauges]
    here = [one for one in everybody if web.name in one.places]
    if web.name == FLOOR:
        return Place(web.name, web.port, "", {one.name: one.find(None) for one in here})
    return _scouted(web, here)


def _scouted(web: Web, wanted: Sequence[Subject | Gauge], *, forgiving: bool = False) -> Place:
    """What these subjects need to know of this server's portal. Raises Unable where one finds nothing."""
    names = [one.name for one in wanted]
    shown = web.tree.run(
        *("-P", str(PROBE), web.name, *names), database=web.database, DJANGO_SETTINGS_MODULE=web.settings or SETTINGS
    )
    found: dict[str, Any] = json.loads(shown.strip().splitlines()[-1])
    failed = [f"{name}: {answer['error']}" for name, answer in found.items() if "error" in answer]
    if failed and not forgiving:
        raise Unable("\n".join(failed))
    return Place(web.name, web.port, web.tree.environment(web.database)["DATABASE_URL"], found)


def _works(subject: Subject, place: Place, say: Say) -> bool:
    """Whether another commit has this subject, and answers as the subject expects."""
    found = place.found[subject.name]
    try:
        if "error" in found:
            raise Wrong(found["error"])
        with subject.open(place) as once:
            once()
    except Wrong as problem:
        say(f"Left out, because the other commit does not have it so: {subject.name} ({problem})")
        return False
    return True


def _queries(places: dict[str, Place]) -> dict[str, int]:
    return {
        name if where == LARGE else f"{name}@{where}": found["queries"]
        for where, place in places.items()
        for name, found in place.found.items()
        if found.get("queries")
    }
