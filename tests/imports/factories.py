"""Files of invented people, and imports of them carried as a worker carries them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.core.files.base import ContentFile

from accounts.models import Staff
from imports import tasks
from imports.domain import headings, people_imports
from imports.models import PeopleImport
from jobs.models import Job
from tests.factories import FAMILIES, id_number

HEAD = (
    *("رقم الهوية", "الاسم الأول", "اسم الأب", "اسم الجد", "العائلة", "الجنس", "تاريخ الميلاد"),
    *("الجنسية", "المدينة", "الجوال", "البريد الإلكتروني"),
)
NAMES = ("نورة", "سارة", "محمد", "فهد", "خالد", "هند", "ريم")


def person(n: int, **changed: Any) -> list[Any]:
    """A row about an invented person, under HEAD; `changed` gives cells by their place as c0, c1…"""
    row: list[Any] = [
        *(id_number(n), NAMES[n % 7], NAMES[n // 7 % 7], NAMES[n // 49 % 7], FAMILIES[n % len(FAMILIES)]),
        *("أنثى" if n % 2 else "ذكر", f"19{50 + n % 50}-{n % 12 + 1:02d}-{n % 28 + 1:02d}", "سعودي", "الرياض"),
        *(f"05000{n:05d}", f"person{n}@example.org"),
    ]
    for place, value in changed.items():
        row[int(place[1:])] = value
    return row


def people(count: int, first: int = 1) -> list[list[Any]]:
    """So many rows."""
    return [person(n) for n in range(first, first + count)]


def as_csv(rows: Sequence[Sequence[Any]], *, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    """A CSV file with these rows, the headings among them."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]], *, merge: str = "", sheets: Sequence[str] = ("قائمة",)) -> bytes:
    """A workbook with these rows on its first sheet."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for place, name in enumerate(sheets):
        sheet = book.add_worksheet(name)
        for n, row in enumerate(rows if place == 0 else []):
            sheet.write_row(n, 0, row)
        if merge and place == 0:
            sheet.merge_range(merge, "x")
    book.close()
    return data.getvalue()


def uploaded(content: bytes, by: Staff, name: str = "people.csv") -> PeopleImport:
    """The file, taken in."""
    return people_imports.start(upload=ContentFile(content, name=name), by=by)


def checked(content: bytes, by: Staff, name: str = "people.csv", **constants: str) -> PeopleImport:
    """The file, its columns as guessed, and every row checked."""
    people_import = uploaded(content, by, name)
    targets = headings.guess(people_imports.summary_of(people_import).columns)
    job = people_imports.start_check(
        import_id=people_import.pk, by=by, targets=targets, constants=constants, branch=None
    )
    tasks.check_rows(str(job.pk))
    return PeopleImport.objects.get(pk=people_import.pk)


def registered(people_import: PeopleImport, *, include_possible_duplicates: bool = False) -> Job:
    """Registers the people of a checked file; the job that did it."""
    job = registration(people_import, include_possible_duplicates=include_possible_duplicates)
    tasks.register_people(str(job.pk))
    return Job.objects.get(pk=job.pk)


def registration(people_import: PeopleImport, **choices: bool) -> Job:
    """The job of registration, waiting; `choices` as start_registration takes them, all of them false."""
    chosen = {"all_or_nothing": False, "include_possible_duplicates": False, **choices}
    return people_imports.start_registration(import_id=people_import.pk, by=people_import.created_by, **chosen)


def faults(people_import: PeopleImport) -> dict[int, list[str]]:
    """The targets that are wrong, by row."""
    rows = people_import.staged.filter(outcome="wrong").order_by("n")
    return {row.n: [target for _place, target, _cell, _sentence in row.errors] for row in rows}
