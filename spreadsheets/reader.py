"""Rows of an uploaded spreadsheet, read by a child process under limits (sandbox.py), a few hundred at a time."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from ledger.errors import Refused

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 100_000
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 120
CHILD = Path(__file__).with_name("sandbox.py")
SENTENCES = {
    "empty": _("The file is empty."),
    "no_spreadsheet": _("This file is no spreadsheet: an .xlsx or a .csv file is needed."),
    "old": _(
        "This is an old .xls file, or one locked with a password. Save it as .xlsx without a password, then upload it."
    ),
    "broken": _("The file is damaged and cannot be read to its end. Open it, save it again, then upload it."),
    "quote": _(
        'A quotation mark (") is opened in this file and never closed, so that rows cannot be told apart. '
        "Open the file in a spreadsheet, save it as .xlsx, then upload it."
    ),
    "bomb": _("The file unpacks to far more than a list of people does, and was not opened."),
    "merged": _("The sheet has merged cells, so that rows cannot be told apart. Unmerge all cells, then upload it."),
    "columns": _("The sheet has more than a hundred columns. Remove those that are not about people, then upload it."),
    "rows": _("The file has more than 100,000 rows. Split it into several files."),
    "large": _("The file is larger than 50 MB."),
    "no_rows": _("The file has headings and no rows under them."),
    "headings": _("The first row holds numbers where headings are expected. Add a row of headings, then upload it."),
}
Row = list[Any]


@dataclass(frozen=True)
class Column:
    """A column of the file: its place from 0, its heading, and the first few values that are not empty."""

    place: int
    heading: str
    samples: list[str] = field(default_factory=list)

    @property
    def letter(self) -> str:
        """The column's name in a spreadsheet: A, B, … Z, AA."""
        letters, rest = "", self.place + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters


@dataclass(frozen=True)
class FileSummary:
    """What is known of a file once it has been read through; `rows` counts those that are not empty."""

    kind: str
    encoding: str
    delimiter: str
    sheets: list[str]
    columns: list[Column]
    heading_row: int
    rows: int


def refusal(code: str) -> Refused:
    """Return the refusal of a file, for the field "file"."""
    return Refused(SENTENCES[code], field="file", code=code)


@contextmanager
def opened(path: Path, *, skip: int = 0) -> Iterator[tuple[dict[str, Any], Iterator[list[Row]]]]:
    """Yield what the child says about the file, and its rows in chunks, after `skip` rows; it ends with the block.

    Raise Refused (field "file"), also within the iteration, for a file that cannot be read or that ends the child.
    """
    command = [sys.executable, "-I", str(CHILD), str(path), str(skip), str(MEMORY), str(CPU_SECONDS)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        answers = _answers(child)
        about = next(answers)
        yield about, answers
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _answers(child: "subprocess.Popen[bytes]") -> Iterator[Any]:
    assert child.stdout is not None
    for line in child.stdout:
        value = json.loads(line)
        if isinstance(value, dict) and "refuse" in value:
            raise refusal(value["refuse"])
        if isinstance(value, dict) and "end" in value:
            return
        yield value
    # 1: the reader lost its way in the file; anything else: it met a limit of memory or time
    raise refusal("broken" if child.wait() in (0, 1) else "bomb")


def is_empty(row: Row) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def summary_of(path: Path) -> FileSummary:
    """Read the file through: its columns, and how many rows stand under the headings (empty ones left out).

    The headings are the first row that is not empty. Raises Refused (field "file").
    """
    if path.stat().st_size > MOST_BYTES:
        raise refusal("large")
    with opened(path) as (about, chunks):
        head, heading_row, rows = _through(chunks)
    if not head:
        raise refusal("empty")
    if any(_is_number(cell) for cell in head[0]):
        raise refusal("headings")
    if not rows:
        raise refusal("no_rows")
    known = {name: about[name] for name in ("kind", "encoding", "delimiter", "sheets")}
    return FileSummary(**known, columns=_columns(head), heading_row=heading_row, rows=rows)


def _through(chunks: Iterator[list[Row]]) -> tuple[list[Row], int, int]:
    """Return the first six rows that are not empty, the place of the very first from 1, and how many follow it."""
    head: list[Row] = []
    place, heading_row, rows = 0, 0, 0
    for chunk in chunks:
        for row in chunk:
            place += 1
            if is_empty(row):
                continue
            heading_row = heading_row or place
            rows += bool(head)
            if len(head) <= 5:
                head.append(row)
        if rows > MOST_ROWS or place > 3 * MOST_ROWS:
            raise refusal("rows")
    return head, heading_row, rows


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and sum(sign.isdigit() for sign in cell) >= 8)


def _columns(head: list[Row]) -> list[Column]:
    columns = []
    for place in range(max(map(len, head))):
        heading = shown(head[0][place]) if place < len(head[0]) else ""
        values = [shown(row[place]) for row in head[1:] if place < len(row)]
        samples = [value for value in values if value][:3]
        if heading or samples:
            columns.append(Column(place, heading[:80], samples))
    return columns


def shown(cell: Any) -> str:
    """Return a cell as a person reads it, cut to forty characters."""
    match cell:
        case None | "":
            return ""
        case {"day": day}:
            return str(day)
        case {"long": length}:
            return f"… ({length})"
        case float() if cell.is_integer() and abs(cell) < 2**53:
            return str(int(cell))
        case _:
            return " ".join(str(cell).split())[:40]
