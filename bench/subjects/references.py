"""What the portal is compared with: the floor, the stock admin, and the queue's rows in plain psycopg."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg

from bench import baseline_sql
from bench.client import Wrong
from bench.paired_timing import Once
from bench.subjects.base import FLOOR, LARGE, STOCK, Page, Place, Target
from bench.subjects.people import HEAD
from bench.subjects.queues import DEEP

LIST = "/admin/intake/application/"
A_PAGE = 100  # rows of the admin's page, by default


def deep(portal: Any) -> list[str]:
    """The admin's page as deep as the queue's, by number."""
    from intake.models import Application  # here: the leading process has no portal

    count = Application.objects.count()
    return [f"{LIST}?p={max(int(count * DEEP) // A_PAGE, 1)}"]


def searched(portal: Any) -> list[str]:
    """A search for two parts of a name that somebody has."""
    from intake.models import Application  # here: see above

    names = Application.objects.order_by("-pk").values_list("beneficiary__full_name", flat=True)
    first, *_, last = names[0].split()
    return [f"{LIST}?q={quote(f'{first} {last}')}"]


@dataclass(frozen=True, kw_only=True)
class PlainQueue:
    """The queue's rows by SQL written by hand."""

    name: str
    places: Sequence[str] = (LARGE,)
    targets: Sequence[Target] = ()

    def find(self, portal: Any) -> dict[str, Any]:
        """Whose queue it is."""
        return {"staff": portal.staff(HEAD).pk}

    @contextmanager
    def open(self, place: Place) -> Iterator[Once]:
        """A connection of its own; each call fetches the rows."""
        staff = place.found[self.name]["staff"]
        with psycopg.connect(place.database, autocommit=True) as line:

            def once() -> None:
                if len(baseline_sql.queue(line, staff)) != 26:
                    raise Wrong("the plain queue is not 26 rows long")

            yield once


ADMIN = (('id="result_list"', 1), ('class="field-reference"', 0))
SUBJECTS = [
    Page(name="floor", paths=lambda portal: ["/"], holds=(("floor ", 3413),), places=(FLOOR,)),
    PlainQueue(name="queue: plain psycopg"),
    Page(name="admin: first page", visitor=HEAD, paths=lambda portal: [LIST], holds=ADMIN, places=(STOCK,)),
    Page(name="admin: deep page", visitor=HEAD, paths=deep, holds=ADMIN, places=(STOCK,)),
    Page(name="admin: search", visitor=HEAD, paths=searched, holds=ADMIN, places=(STOCK,)),
]
