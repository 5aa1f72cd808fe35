"""Runs inside the portal: lists taken out as files, timed beside COPY and beside the library.

`python -m bench.exported speed` prints rows a second of each way; `python -m bench.exported ask FORMAT` asks a worker
for the list of beneficiaries and prints the job's id. Both print a line of JSON.
"""

import json
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

LIST, ONLY = "head", ""
HEAD = "head1@bench.example"
# as the import-export docs say; more of the same rows would take it minutes, and its speed does not change with them
LIBRARYS = 20_000
MOST = 100_000


def main(arguments: list[str]) -> None:
    """Carries out the command."""
    django.setup()
    answer = speeds() if arguments[0] == "speed" else {"job": ask(arguments[1])}
    sys.stdout.write("\n" + json.dumps(answer) + "\n")


def ask(kind: str) -> str:
    """Asks for the file as the page does."""
    from accounts.models import Staff  # here: Django is set up by then
    from exports.domain import listings, requests

    request = requests.ExportRequest(
        listing=LIST, only=ONLY, format=kind, full_numbers=False, reason="", language="ar", page_token=uuid.uuid4().hex
    )
    by = Staff.objects.get(email=HEAD)
    return str(requests.submit(by=by, listing=listings.LISTINGS[LIST], request=request, url="/export/", back="/").pk)


def speeds() -> dict[str, float]:
    """Rows a second of COPY of the same SELECT, of CSV, of .xlsx, and of the library's .xlsx."""
    from spreadsheets import writers  # as above

    with TemporaryDirectory() as folder:
        place = Path(folder)
        ways: dict[str, Callable[[], int]] = {
            "copy": copied,
            "csv": lambda: written(place / "list", writers.CSV),
            "xlsx": lambda: written(place / "list", writers.XLSX),
            "library": lambda: by_the_library(place / "list"),
        }
        return {name: _speed(way, times=1 if name == "library" else 3) for name, way in ways.items()}


def _speed(way: Callable[[], int], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        rows = way()
        taken.append((time.perf_counter() - began) / max(rows, 1))
    return 1 / sorted(taken)[len(taken) // 2]


def _listing() -> tuple[Any, Any, Any]:
    from accounts.models import Staff  # as above
    from exports.domain import listings

    listing = listings.LISTINGS[LIST]
    return Staff.objects.get(email=HEAD), listing, listing.columns(False)


def written(path: Path, kind: str) -> int:
    """The file as the worker writes it, its progress aside: the rows that it holds."""
    from django.utils import translation  # as above

    from exports.domain import jobs
    from spreadsheets import writers

    user, listing, columns = _listing()
    rows = 0
    with translation.override("ar"):
        file = writers.WRITERS[kind](path, [head for column in columns for head in column.heads])
        for batch in jobs.batches(user, listing, ONLY, columns):
            file.write(batch)
            rows += len(batch[0])
            if rows >= MOST:
                break
        file.close()
    return rows


def copied() -> int:
    """COPY of the statement that the file is read by."""
    from django.db import connection  # as above

    from exports.domain import streams

    user, listing, columns = _listing()
    sources = [source for column in columns for source in column.sources]
    text = streams.statement(listing.rows(user, ONLY), sources, listing.keys(ONLY))
    assert text is not None
    with connection.cursor() as cursor:
        raw: Any = cursor.cursor
        statement = text.sql.replace("%%", "%")
        with raw.copy(f"COPY ({statement} LIMIT {MOST}) TO STDOUT") as copy:
            return sum(bytes(block).count(b"\n") for block in copy)


def by_the_library(path: Path) -> int:
    """The same list by django-import-export, its related rows selected along; without the Hijri columns."""
    from import_export import fields, resources  # as above
    from import_export.formats.base_formats import XLSX

    from desk.queries import queues
    from intake.models import Application

    named = (
        *("beneficiary__full_name", "beneficiary__id_kind", "beneficiary__id_tail", "reference", "service__name"),
        *("branch__name", "status", "researcher__name", "created_at", "submitted_at", "stands_since"),
        *("decision_not_before", "target_at"),
    )
    made = {name: fields.Field(name, name) for name in named}
    meta = type("Meta", (), {"model": Application, "fields": named})
    resource = type("Resource", (resources.ModelResource,), {**made, "Meta": meta})()
    user, listing, _ = _listing()
    pks = [part.order_by().values("pk") for part in listing.rows(user, ONLY)]
    rows = Application.objects.filter(pk__in=pks[0].union(*pks[1:], all=True))
    related = rows.select_related("beneficiary", "service", "branch", "researcher").order_by(*queues.HEAD.order)
    data = resource.export(queryset=related[:LIBRARYS])
    path.write_bytes(XLSX().export_data(data))
    return len(data)


if __name__ == "__main__":
    main(sys.argv[1:])
