"""An import measured inside the portal: `python -m bench.imports WHAT ROWS` prints one figure as JSON.

Everything is done in one transaction, with its constraints checked at its end, and rolled back: the people of the
bench's database stay as they are. What is compared does the same: the same rows, all checks, the same triggers.
"""

import csv
import datetime as dt
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

NAMES = ("نورة", "سارة", "محمد", "فهد", "خالد", "هند", "ريم", "عبد الله", "منيرة", "تركي", "لطيفة")
FAMILIES = ("السدراوي", "الهضباني", "الكثباني", "الغيثاني", "الشفقي", "النخيلاوي")
HEAD = (
    *("رقم الهوية", "الاسم الأول", "اسم الأب", "اسم الجد", "العائلة", "الجنس", "تاريخ الميلاد"),
    *("الجنسية", "المدينة", "الجوال", "البريد الإلكتروني"),
)


def number(serial: int) -> str:
    """A national ID with a right check digit and a serial that was never issued."""
    body, total = f"100{serial:06d}", 0
    for place, digit in enumerate(body):
        value = int(digit) * (2 - place % 2)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def person(n: int) -> list[str]:
    """A row under HEAD."""
    names = (NAMES[n % 11], NAMES[n // 11 % 11], NAMES[n // 121 % 11])
    born = f"{1950 + n % 50}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
    sex = "أنثى" if n % 2 else "ذكر"
    reach = (f"05000{n % 100_000:05d}", f"person{n}@example.org")
    # of every seventh person the bulk data keep a residence permit, so that this national ID is nobody's
    return [number(n * 7 + 3), *names, FAMILIES[n % 6], sex, born, "سعودي", "الرياض", *reach]


@contextmanager
def undone() -> Iterator[None]:
    """A transaction whose constraints are checked and which then never was."""
    from django.db import connection, transaction

    with transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def head() -> Any:
    """Return who asks: a head of research, who may bring people in."""
    from accounts.models import Staff
    from accounts.states import Role

    return Staff.objects.filter(is_active=True, roles__contains=[Role.HEAD]).order_by("pk")[0]


def by_jobs(rows: int, kind: str = "csv") -> dict[str, float]:
    """Checking and registering, by the two jobs: seconds of each."""
    from django.core.files.base import ContentFile

    from imports.domain import headings, people_imports
    from imports.domain import jobs as running
    from jobs.domain.runs import carried

    content, by = file_of(rows, kind), head()
    people_import = people_imports.start(upload=ContentFile(content, name=f"people.{kind}"), by=by)
    targets = headings.guess(people_imports.summary_of(people_import).columns)
    began = time.perf_counter()
    job = people_imports.start_check(import_id=people_import.pk, by=by, targets=targets, constants={}, branch=None)
    with carried(job.pk) as run:
        running.check_rows(run)  # type: ignore[arg-type]
    checked = time.perf_counter()
    job = people_imports.start_registration(
        import_id=people_import.pk, by=by, all_or_nothing=False, include_possible_duplicates=True
    )
    with carried(job.pk) as run:
        running.register_people(run)  # type: ignore[arg-type]
    written = time.perf_counter()
    people_import.refresh_from_db()
    job.refresh_from_db()
    if people_import.written != rows:
        raise SystemExit(f"{people_import.written} of {rows} rows written: {job.error} {people_import.wrong} wrong")
    return {"check": checked - began, "write": written - checked}


def file_of(rows: int, kind: str) -> bytes:
    """The file of so many people."""
    if kind == "xlsx":
        import xlsxwriter

        data = io.BytesIO()
        book = xlsxwriter.Workbook(data, {"constant_memory": True})
        sheet = book.add_worksheet()
        for place, row in enumerate([HEAD, *map(person, range(rows))]):
            sheet.write_row(place, 0, row)
        book.close()
        return data.getvalue()
    text = io.StringIO()
    csv.writer(text).writerows([HEAD, *map(person, range(rows))])
    return text.getvalue().encode()


def jobs(rows: int) -> dict[str, float]:
    """Seconds a row of the two jobs together, and of each."""
    with undone():
        spent = by_jobs(rows)
    return {"row": sum(spent.values()) / rows, "check": spent["check"] / rows, "write": spent["write"] / rows}


def library(rows: int) -> dict[str, float]:
    """Seconds a row of the same resource with the library's default settings: importing, and its preview first."""
    import tablib

    from imports.resources import PersonResource

    by, spent = head(), {}
    for dry_run, name in ((True, "preview"), (False, "row")):
        data = tablib.Dataset(*map(person, range(rows)), headers=HEAD)
        with undone():
            began = time.perf_counter()
            result = PersonResource(by=by).import_data(data, dry_run=dry_run)
            spent[name] = (time.perf_counter() - began) / rows
        if result.totals["new"] != rows:
            raise SystemExit(f"the library takes {result.totals} of {rows} rows: {result.row_errors()[:1]}")
    return spent


def copy(rows: int) -> dict[str, float]:
    """Seconds a row of COPY into the table of people, ready values, generated columns, triggers and all."""
    import uuid

    from django.db import connection

    from beneficiaries.models import identity_numbers
    from imports.domain import jobs as running
    from imports.domain import rows as of_rows

    checker, by = of_rows.RowChecker({target: place for place, target in enumerate(targets())}), head()
    names = [*running.SHARED, *running.defaults()]
    more, found = list(running.defaults().values()), []
    for n in range(rows):
        values = dict(zip(of_rows.COLUMNS, checker.row(n, person(n)), strict=True))
        kept = [values[name] for name in running.SHARED]
        found.append((uuid.uuid4(), by.pk, dt.datetime.now(dt.UTC), *kept, *more))
    columns = ", ".join(["public_id", "created_by_id", "created_at", *names])
    if not identity_numbers.decrypt(values["id_token"]):
        raise SystemExit("nothing to copy")
    with undone():
        began = time.perf_counter()
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY beneficiaries_beneficiary ({columns}) FROM STDIN") as stream:
                for row in found:
                    stream.write_row(row)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        return {"row": (time.perf_counter() - began) / rows}


def targets() -> list[str]:
    """What the columns of HEAD hold."""
    from imports.domain.headings import guess
    from spreadsheets.reader import Column

    return list(guess([Column(place, heading) for place, heading in enumerate(HEAD)]).values())


def memory(rows: int) -> dict[str, float]:
    """MB by which this process outgrows itself after a small import, and the largest of the children that read."""
    with undone():
        by_jobs(200)
    path = place(file_of(rows, "xlsx"))
    child = of_child(path)
    Path("/proc/self/clear_refs").write_text("5")
    before = high()
    with undone():
        of_file(path, rows)
    return {"worker": high() - before, "child": child}


def of_child(path: Path) -> float:
    """MB that the process which reads the file holds at most."""
    from spreadsheets import reader as files

    command = [sys.executable, "-I", str(files.CHILD), str(path), "0", str(files.MEMORY), str(files.CPU_SECONDS)]
    last = b"{}"
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        for line in child.stdout or ():
            last = line
    return float(json.loads(last)["end"]) / 1024


def high() -> float:
    """The most memory this process has held since it was last asked to forget, in MB."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def place(content: bytes) -> Path:
    """The file on disk: the worker never holds it."""
    from django.conf import settings

    path = Path(settings.PRIVATE_ROOT) / "bench-import.xlsx"
    path.write_bytes(content)
    return path


def of_file(path: Path, rows: int) -> None:
    """The two jobs over a file on disk, as a worker carries them."""
    from django.core.files.base import File

    from imports.domain import headings, people_imports
    from imports.domain import jobs as running
    from jobs.domain.runs import carried

    by = head()
    with path.open("rb") as opened:
        people_import = people_imports.start(upload=File(opened, name="people.xlsx"), by=by)
    path.unlink()
    targets = headings.guess(people_imports.summary_of(people_import).columns)
    job = people_imports.start_check(import_id=people_import.pk, by=by, targets=targets, constants={}, branch=None)
    with carried(job.pk) as run:
        running.check_rows(run)  # type: ignore[arg-type]
    job = people_imports.start_registration(
        import_id=people_import.pk, by=by, all_or_nothing=False, include_possible_duplicates=True
    )
    with carried(job.pk) as run:
        running.register_people(run)  # type: ignore[arg-type]
    people_import.refresh_from_db()
    if people_import.written != rows:
        raise SystemExit(f"{people_import.written} of {rows} rows written")


def reading(rows: int) -> dict[str, float]:
    """Rows a second of an .xlsx file, read by the child and handed over."""
    from spreadsheets import reader as files

    path = place(file_of(rows, "xlsx"))
    began = time.perf_counter()
    found = files.summary_of(path).rows
    spent = time.perf_counter() - began
    path.unlink()
    return {"rows": found / spent}


WHAT: dict[str, Callable[[int], dict[str, float]]] = {
    "jobs": jobs,
    "library": library,
    "copy": copy,
    "memory": memory,
    "reading": reading,
}

if __name__ == "__main__":
    django.setup()
    print(json.dumps(WHAT[sys.argv[1]](int(sys.argv[2]))))
