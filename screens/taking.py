"""Takes the tour: finds the data, signs everybody in, and sends two browsers through the pages."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import Empty, SimpleQueue

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse

from accounts.models import Staff
from demo.staff import DOMAIN
from devtools import demo
from screens import contact_sheet, papers, scenes, stage
from screens.pictures import Album, Finding, Visit, walk
from screens.steps import Paper, Part, Step
from screens.tour import TOUR
from screens.world import Missing, World

BROWSERS = 2


def take_all(*, roles: list[str], names: list[str]) -> tuple[Album, int]:
    """Takes the chosen pages (all where nothing is chosen); the album, and how many pages it was asked for."""
    if not roles and not names:
        shutil.rmtree(stage.FOLDER, ignore_errors=True)
    demo.say("Playing the cases that the tour shows ...")
    world, album = World(scenes.play()), Album(stage.FOLDER)
    parts = [chosen(part, names) for part in TOUR if not roles or part.role in roles]
    count = sum(len(part.steps) + len(part.papers) for part in parts)
    with stage.served() as servers:
        demo.say(f"Taking {count} pages ...")
        tour = Tour(world, servers, album)
        tour.walk([tour.visits(part) for part in parts])
        tour.draw(parts)
    connections.close_all()
    pages = {part.role: [*(step.name for step in part.steps), *(sheet.name for sheet in part.papers)] for part in TOUR}
    contact_sheet.write(folder=stage.FOLDER, pages=pages, findings=album.findings)
    return album, count


def chosen(part: Part, names: list[str]) -> Part:
    """The part with those of its pages whose names begin with one of `names`; all where nothing is chosen."""
    start = tuple(names) or ("",)
    steps = [step for step in part.steps if step.name.startswith(start)]
    sheets = [sheet for sheet in part.papers if sheet.name.startswith(start)]
    return replace(part, steps=steps, papers=sheets)


class Tour:
    """The tour through one copy of the data."""

    def __init__(self, world: World, servers: stage.Servers, album: Album) -> None:
        self.world, self.servers, self.album = world, servers, album
        self._sessions: dict[str, str] = {}

    def visits(self, part: Part) -> list[Visit]:
        """The part's steps with their addresses and sessions; one whose data are missing becomes a finding."""
        found = []
        for step in part.steps:
            try:
                url = self.url(step)
            except Missing as missing:
                self.album.findings.append(Finding(role=part.role, page=step.name, width=0, what=str(missing)))
                continue
            found.append(Visit(role=part.role, step=step, url=url, session=self.session(step.who or part.who)))
        return found

    def url(self, step: Step) -> str:
        """A step's whole address. Raises Missing where there are no data for it."""
        base = self.servers.broken if step.dead else self.servers.portal
        path = step.address or reverse(step.view, args=step.args(self.world)) + self.query(step)
        return path.format(port=base.rpartition(":")[2]) if "://" in path else base + path

    def query(self, step: Step) -> str:
        """What follows the address."""
        return step.query if isinstance(step.query, str) else step.query(self.world)

    def session(self, who: str) -> str:
        """The session of somebody who has signed in; "" for nobody."""
        if who and who not in self._sessions:
            client = Client()
            client.force_login(Staff.objects.get(email=f"{who}@{DOMAIN}"))
            self._sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
        return self._sessions.get(who, "")

    def walk(self, parts: list[list[Visit]]) -> None:
        """Goes through the parts in several browsers, each part in its order: what one step does the next one shows."""
        waiting: SimpleQueue[list[Visit]] = SimpleQueue()
        for visits in parts:
            waiting.put(visits)
        with ThreadPoolExecutor(BROWSERS) as browsers:
            for done in [browsers.submit(walk, _until_empty(waiting), self.album) for _browser in range(BROWSERS)]:
                done.result()

    def draw(self, parts: list[Part]) -> None:
        """PDFs as pictures: those that the portal makes, and pages as the browser prints them."""
        for part in parts:
            for sheet in part.papers:
                try:
                    self._paper(part, sheet)
                except Missing as missing:
                    self.album.findings.append(Finding(role=part.role, page=sheet.name, width=0, what=str(missing)))
            for step in part.steps:
                place = self.album.place(part.role, step.name, "print").with_suffix(".pdf")
                if place.exists():
                    papers.draw(place)

    def _paper(self, part: Part, sheet: Paper) -> None:
        path = reverse(sheet.view, args=sheet.args(self.world))
        papers.take(
            role=part.role,
            name=sheet.name,
            url=self.servers.portal + path,
            session=self.session(part.who),
            pages=sheet.pages,
            album=self.album,
        )


def _until_empty(waiting: "SimpleQueue[list[Visit]]") -> Iterator[Visit]:
    while True:
        try:
            visits = waiting.get_nowait()
        except Empty:
            return
        yield from visits
