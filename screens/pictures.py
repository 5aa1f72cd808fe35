"""Walks a part of the tour in a real browser, takes each page's picture at each width, and notes what falls short."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Error as Trouble
from playwright.sync_api import sync_playwright

from screens import looks
from screens.steps import Step

HEIGHT = 800
SECONDS = 20
VIEWER_MILLISECONDS = 700
FACES = "() => document.fonts.ready.then(() => true)"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something that falls short: on which page of whom, at which width (0: at any), and what."""

    role: str
    page: str
    width: int
    what: str


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A step that is ready to be gone: its address, and the session of who goes ("" for nobody)."""

    role: str
    step: Step
    url: str
    session: str


@dataclass
class Album:
    """Where pictures go, and what was found on the way."""

    folder: Path
    findings: list[Finding] = field(default_factory=list)

    def lines(self) -> list[str]:
        """What was found as text, a line for what is the same at several widths."""
        widths: dict[tuple[str, str, str], list[str]] = {}
        for one in self.findings:
            widths.setdefault((one.role, one.page, one.what), []).append(str(one.width))
        return [
            f"{role}/{page}{' at ' + ', '.join(dict.fromkeys(at)) if at != ['0'] else ''}: {what}"
            for (role, page, what), at in widths.items()
        ]

    def place(self, role: str, name: str, width: int | str) -> Path:
        """Where the picture of a page at a width goes."""
        found = self.folder / role / f"{name}-{width}.png"
        found.parent.mkdir(parents=True, exist_ok=True)
        return found


def chromium() -> str | None:
    """The distribution's Chromium; None means playwright's own, which stands in where the system has none."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next((place for name in names if name and (place := shutil.which(name))), None)


def walk(visits: Iterator[Visit], album: Album) -> None:
    """Goes one visit after the other in a browser of its own, until there are none. To be called in a thread."""
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=flags)
        contexts: dict[tuple[str, str, str], Any] = {}
        for visit in visits:
            # one for each who goes: what was fetched once is kept, as at somebody's desk
            who = (visit.role, visit.session, visit.step.language)
            if who not in contexts:
                contexts[who] = _context(browser, visit)
            _look(contexts[who], visit, album)
        browser.close()


def _context(browser: Any, visit: Visit) -> Any:
    context = browser.new_context(
        locale="ar-SA", timezone_id="Asia/Riyadh", viewport={"width": looks.WIDTHS[-1], "height": HEIGHT}
    )
    context.set_default_timeout(SECONDS * 1000)
    looks.prepare_all(context)
    if visit.session:
        context.add_cookies([{"name": "sessionid", "value": visit.session, "url": urljoin(visit.url, "/")}])
    return context


def _look(context: Any, visit: Visit, album: Album) -> None:
    """One visit. A step that cannot be gone is a finding too, so that the others are still seen."""
    step, page = visit.step, context.new_page()
    found: list[tuple[int, str]] = []
    answers: list[int] = []
    page.on("pageerror", lambda error: found.append((0, f"script: {error}")))
    page.on(
        "console",
        lambda line: found.append((0, f"console: {line.text}")) if looks.is_fault(line, status=step.status) else None,
    )
    page.on("response", lambda answer: _answered(page, answer, answers, found, step))
    try:
        page.goto(visit.url)
        if step.act:
            step.act(page)
        page.wait_for_load_state("load")
        if not answers or answers[-1] != step.status:
            found.append((0, f"answered {answers[-1:]}, expected {step.status}"))
        found += list(_pictures(page, visit, album))
    except Trouble as trouble:
        found.append((0, f"the step cannot be gone: {str(trouble).splitlines()[0]} ({page.url})"))
    page.close()
    album.findings += [Finding(role=visit.role, page=step.name, width=width, what=what) for width, what in found]


def _answered(page: Any, answer: Any, answers: list[int], found: list[tuple[int, str]], step: Step) -> None:
    if answer.request.is_navigation_request() and answer.frame == page.main_frame and not 300 <= answer.status < 400:
        answers.append(answer.status)
    if answer.status >= 500 and step.status != answer.status:
        found.append((0, f"{answer.status} from {answer.url}"))


def _pictures(page: Any, visit: Visit, album: Album) -> Iterator[tuple[int, str]]:
    """Takes the pictures, and yields what falls short with the width at which it does."""
    step = visit.step
    if step.printed:
        place = album.place(visit.role, step.name, "print").with_suffix(".pdf")
        page.pdf(path=place, format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
    for width in looks.WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(FACES)
        if len(page.frames) > 1:
            # the browser's viewer of PDFs says nothing when it has drawn
            page.wait_for_timeout(VIEWER_MILLISECONDS)
        # as tall as the page: what sticks to the window's edge would lie across its middle otherwise
        tall = max(HEIGHT, page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": tall})
        page.screenshot(path=album.place(visit.role, step.name, width), animations="disabled")
        page.set_viewport_size({"width": width, "height": HEIGHT})
        small = looks.small_targets(page, spared=step.spared, within=step.within)
        for what in (*looks.too_wide(page), *small, *looks.violations(page)):
            yield width, what
