"""The counter's passage, page by page: open a draft, documents, match sheet, declaration, submission."""

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from bench import forms
from bench.baseline_sql import Desk
from bench.client import Answer, Browser, Wrong
from bench.paired_timing import Once
from bench.subjects.base import LARGE, Place, Reading, Running, Target
from bench.subjects.people import PAGES, PLAIN, RECEPTION, SENDING, WEIGHED, next_of, plainly, pool

LATER = {"day": "1", "month": "1", "year": str(dt.date.today().year + 2)}
STEPS = 30  # pages of a passage at most
NUMBER = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"
# readings and history included; the reading of the person's own page bears no reference, and is the one more
ROWS = """
    WITH a AS (SELECT id FROM intake_application WHERE reference = %(reference)s),
         s AS (SELECT id FROM intake_statement WHERE application_id IN (SELECT id FROM a)),
         history AS (
            SELECT (SELECT count(*) FROM intake_applicationevent WHERE pgh_obj_id IN (SELECT id FROM a))
                 + (SELECT count(*) FROM intake_matchlineevent WHERE statement_id IN (SELECT id FROM s))
                 + (SELECT count(*) FROM intake_statementdocumentevent WHERE statement_id IN (SELECT id FROM s)) AS n)
    SELECT (SELECT count(*) FROM a) + (SELECT count(*) FROM s)
         + (SELECT count(*) FROM intake_statementdocument WHERE statement_id IN (SELECT id FROM s))
         + (SELECT count(*) FROM intake_matchline WHERE statement_id IN (SELECT id FROM s))
         + (SELECT count(*) FROM intake_declaration WHERE statement_id IN (SELECT id FROM s))
         + (SELECT count(*) FROM intake_move WHERE application_id IN (SELECT id FROM a))
         + (SELECT count(*) FROM accounts_accesslog WHERE application_ref = %(reference)s) + 1
         + history.n, history.n FROM history
"""


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One piece of work is a whole passage over HTTP, its redirects followed, until the receipt's page.

    `only_sending` counts the seconds between what is sent and its answer, and leaves the pages' own out.
    """

    name: str
    places: Sequence[str] = (LARGE,)
    targets: Sequence[Target] = ()
    only_sending: bool = False

    def find(self, portal: Any) -> dict[str, Any]:
        """People, and the receptionist's session."""
        return {"cookies": portal.sign_in(RECEPTION), **pool(portal, SENDING if self.only_sending else PAGES)}

    @contextmanager
    def open(self, place: Place) -> Iterator[Once]:
        """A receptionist at the counter; each call receives the next person."""
        found = place.found[self.name]
        with Browser(place.port, found["cookies"]) as browser:

            def once() -> float | None:
                _, public_id, name = next_of(found)
                counter = Counter(browser, found, name)
                counter.receive(f"/intake/people/{public_id}/start/")
                return counter.sending if self.only_sending else None

            yield once


class Counter:
    """What the receptionist does on each page of the passage."""

    def __init__(self, browser: Browser, found: dict[str, Any], name: str, way: str = "sms") -> None:
        self.browser, self.found, self.name, self.way = browser, found, name, way
        self.sending = 0.0

    def receive(self, path: str) -> str:
        """From the start's page to the receipt's, whose path it returns. Raises Wrong where a page does not lead on."""
        for _ in range(STEPS):
            page = self.get(path)
            if path.endswith("/receipt/"):
                return path
            path = self.fill(path, page)
        raise Wrong(f"the passage never ends: {path}")

    def get(self, path: str) -> Answer:
        """The page at this address."""
        answer = self.browser.send(self.browser.request(path))
        self.browser.keep_cookies(answer)
        if answer.status != 200:
            raise Wrong(f"{path} answers {answer.status} {answer.header('location')}")
        return answer

    def fill(self, path: str, page: Answer) -> str:
        """Fills in the page and sends it; where the answer leads."""
        found = forms.fields(page.body)
        target, body = self.typed(path.partition("?")[0], found)
        request = self.browser.form(target or path, body)
        started = time.perf_counter()
        answer = self.browser.send(request)
        self.sending += time.perf_counter() - started
        self.browser.keep_cookies(answer)
        if answer.status != 302:
            raise Wrong(f"{path} refuses what was typed ({answer.status})")
        return answer.header("location")

    def typed(self, path: str, found: list[dict[str, str]]) -> tuple[str, bytes]:
        """The address and the body of what is sent from this page; "" is the page's own address."""
        match path.rstrip("/").rpartition("/")[2]:
            case "start":
                chosen = {"service": str(self.found["service"]), "representative": "self"}
                offered = next(one["value"] for one in found if one["name"] == "notify" and self.way in one["value"])
                return "", forms.sent(found, **chosen, notify=offered)
            case "documents":
                return "", forms.sent(found, edits=forms.value(found, "edits"), do="go on", **self.papers(found))
            case "match":
                lines = dict.fromkeys(forms.names(found, r"line-\d+"), "matches")
                kept = {name: forms.value(found, name) for name in ("edits", "document")}
                return "", forms.sent(found, **kept, **lines, do="go on")
            case "declaration" if forms.names(found, "digest"):
                digest = forms.value(found, "digest")
                return "", forms.sent(found, digest=digest, method="typed", signer_name=self.name)
            case "declaration":
                return f"{path}submit/", forms.sent(found, step=forms.value(found, "step"))
        raise Wrong(f"the passage comes to an unknown page: {path}")

    def papers(self, found: list[dict[str, str]]) -> dict[str, str]:
        """Every original seen, every expiry date in the future, every answer given."""
        seen = dict.fromkeys(forms.names(found, r"document-\d+-seen_original"), "on")
        ends = {name: LATER[name.rpartition("_")[2]] for name in forms.names(found, r"document-\d+-expires_on_\w+")}
        return {**seen, **ends, **self.found["answers"]}


@dataclass(frozen=True, kw_only=True)
class PlainPassage:
    """The same rows, in the same transactions, in SQL written by hand (bench/baseline_sql.py)."""

    name: str
    part: int = PLAIN
    places: Sequence[str] = (LARGE,)
    targets: Sequence[Target] = ()

    def find(self, portal: Any) -> dict[str, Any]:
        """People of its own, and what the rows refer to."""
        from hijridate import Gregorian  # here: see people()

        from policy.models import Channel, PolicyVersion  # as above

        by = portal.staff(RECEPTION)
        found = pool(portal, self.part)
        known = {
            "by": by.pk,
            "branch": by.branch_id,
            "service": found["service"],
            "policy": PolicyVersion.objects.in_force().pk,
            "channel": Channel.objects.carrying_decisions().filter(ways__contains=["sms"])[0].pk,
            "year": Gregorian.fromdate(dt.date.today()).to_hijri().year,
            "answers": plainly(found["answers"]),
        }
        return {"people": [pk for pk, *_ in found["people"]], "known": known}

    @contextmanager
    def open(self, place: Place) -> Iterator[Once]:
        """A connection of its own; each call receives the next person."""
        found = place.found[self.name]
        with psycopg.connect(place.database, autocommit=True) as line:
            desk = Desk(line, found["known"])

            def once() -> None:
                desk.receive(next_of(found))

            yield once


class Weight:
    """What a passage leaves in the database, by the pages and by hand: rows of its tables, transactions that wrote."""

    name = "intake: rows and transactions"
    places: Sequence[str] = (LARGE,)
    by_hand = PlainPassage(name="by hand", part=WEIGHED)

    def find(self, portal: Any) -> dict[str, Any]:
        """People for both."""
        known, session = self.by_hand.find(portal)["known"], portal.sign_in(RECEPTION)
        return {"known": known, "cookies": session, **pool(portal, WEIGHED)}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """Both passages once, each weighed."""
        found = place.found[self.name]
        _, public_id, name = next_of(found)
        person, *_ = next_of(found)

        def by_pages(line: psycopg.Connection[Any]) -> str:
            with Browser(place.port, found["cookies"]) as browser:
                return Counter(browser, found, name).receive(f"/intake/people/{public_id}/start/").split("/")[2]

        def by_hand(line: psycopg.Connection[Any]) -> str:
            desk = Desk(line, found["known"])
            desk.receive(person)
            return desk.reference

        return [
            reading
            for title, passage in (("pages", by_pages), ("plain psycopg", by_hand))
            for reading in weigh(place.database, title, passage)
        ]


def weigh(database: str, title: str, passage: Callable[[psycopg.Connection[Any]], str]) -> list[Reading]:
    """The rows that one passage leaves, and the transaction numbers that it takes."""
    with psycopg.connect(database, autocommit=True) as line:
        before = line.execute(NUMBER).fetchone() or (0,)
        reference = passage(line)
        after = line.execute(NUMBER).fetchone() or (0,)
        rows = line.execute(ROWS, {"reference": reference}).fetchone() or (0, 0)
    return [
        Reading(f"intake by {title}: rows", rows[0], "rows"),
        Reading(f"intake by {title}: rows of history among them", rows[1], "rows"),
        Reading(f"intake by {title}: transactions that write", after[0] - before[0], "transactions"),
    ]


BESIDE = (Target("intake: plain psycopg", speed=True, at_least=0.15),)
SUBJECTS = [
    PlainPassage(name="intake: plain psycopg"),
    Passage(name="intake: submission", targets=BESIDE),
    Passage(name="intake: submission without pages", targets=BESIDE, only_sending=True),
]
GAUGES = [Weight()]
