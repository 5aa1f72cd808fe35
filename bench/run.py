"""One run: databases, servers, scouts, rounds, report."""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from bench import data, report, subjects
from bench.servers import Tree, Web, embedded_servers, free_port, running
from bench.subjects.base import FLOOR, LARGE, SMALL, STOCK, Place, Subject
from bench.windows import Figures, measure
from config import embedded

SCOUT = Path(__file__).with_name("scout.py")


def say(text: str) -> None:
    """To the terminal, at once."""
    print(text, flush=True)


def main(options: argparse.Namespace) -> int:
    """Measures and prints; 0 whatever the figures say."""
    wanted = subjects.chosen(options.only)
    with embedded_servers():
        figures, found = take(options, wanted, say)
    for line in report.table(figures, wanted, found):
        say(line)
    return 0


def take(options: argparse.Namespace, wanted: Sequence[Subject], say: Callable[[str], None]) -> tuple[Figures, Any]:
    """The figures of these subjects, and what the scout found in the large database."""
    tree = Tree()
    prepare(tree)
    webs = webs_for(wanted, tree, options, say)
    with running(list(webs.values()), [], log=embedded.LOCAL / "log"):
        places = {name: place(web, wanted) for name, web in webs.items()}
        works = {key: partial(subject.open, places[where]) for key, (subject, where) in keyed(wanted).items()}
        say(f"{len(works)} subjects, {options.rounds} rounds of {options.seconds:g} s each")
        figures = measure(
            works,
            rounds=options.rounds,
            seconds=options.seconds,
            longest=options.longest,
            chance=Random(options.size),
            say=say,
        )
    return figures, places[LARGE].found


def prepare(tree: Tree) -> None:
    """Translations and static files, where something is newer."""
    tree.manage("compile_translations")
    tree.run(
        "-c",
        "import django, pathlib; django.setup()\n"
        "from django.conf import settings\n"
        "from django.core.management import call_command\n"
        "from config.static import stale\n"
        "if stale(pathlib.Path(settings.STATIC_ROOT)): call_command('collectstatic', verbosity=0, interactive=False)",
        DJANGO_SETTINGS_MODULE="config.settings",
    )


def webs_for(wanted: Sequence[Subject], tree: Tree, options: Any, say: Callable[[str], None]) -> dict[str, Web]:
    """The servers that these subjects need, by place."""
    needed = {where for subject in wanted for where in subject.places}
    webs = {}
    if STOCK in needed:
        needed.add(LARGE)
    for name, size in ((LARGE, options.size), (SMALL, options.small)):
        if name in needed:
            say(f"A database of {size:,} applications ...")
            database = data.ready(size, tree)
            webs[name] = Web(name, tree, "config.wsgi:application", database, free_port())
    if STOCK in needed:
        database = webs[LARGE].database
        webs[STOCK] = Web(STOCK, tree, "config.wsgi:application", database, free_port(), "bench.stock.settings")
    if FLOOR in needed:
        webs[FLOOR] = Web(FLOOR, tree, "bench.floor.wsgi:application", "", free_port(), "bench.floor.settings")
    return webs


def place(web: Web, wanted: Sequence[Subject]) -> Place:
    """A server's place, after its scout has been there."""
    here = [subject for subject in wanted if web.name in subject.places]
    if web.name == FLOOR:
        found = {subject.name: subject.find(None) for subject in here}
    else:
        found = scout(web, here)
    return Place(web.name, web.port, data.url_of(web.database), found)


def scout(web: Web, wanted: Sequence[Subject]) -> dict[str, Any]:
    """What these subjects need to know of this server's portal."""
    names = [subject.name for subject in wanted]
    shown = web.tree.run("-P", str(SCOUT), *names, database=web.database, DJANGO_SETTINGS_MODULE=web.settings)
    answer: dict[str, Any] = json.loads(shown.strip().splitlines()[-1])
    return answer


def keyed(wanted: Sequence[Subject]) -> Mapping[str, tuple[Subject, str]]:
    """Each subject at each of its places: by its name at the first, `name@place` at the others."""
    return {
        subject.name if where == subject.places[0] else f"{subject.name}@{where}": (subject, where)
        for subject in wanted
        for where in subject.places
    }
