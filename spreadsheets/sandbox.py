"""Reads an uploaded spreadsheet, as a program of its own under limits of memory and time: a hostile file ends this
process and nothing else. It imports nothing of the portal.

    python sandbox.py PATH ROWS_TO_SKIP MEMORY_IN_BYTES CPU_SECONDS

Writes JSON, one value a line: first {"kind", "encoding", "delimiter", "sheets"}, then lists of rows, at the end
{"end": peak of its memory in kB}; or {"refuse": code} where the file cannot be read. A row is a list of cells: text,
numbers, null, true and false, {"day": "YYYY-MM-DD"} for a date and {"long": length} for a cell too long to hand on.
"""

import codecs
import csv
import datetime as dt
import itertools
import json
import math
import os
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

CHUNK = 250
LONGEST_CELL = 1000
MOST_COLUMNS = 100
# a list of 100,000 people unpacks to a tenth of it
MOST_UNPACKED = 400 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_RATIO = 200
SMALL_MEMBER = 4 * 1024 * 1024
DELIMITERS = ",;\t"
PLACES = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "old"}
# a line of its own after the last one; no text has one (U+10FFFF is no character)
END_OF_TEXT = "\U0010ffff"
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})


class Refuse(Exception):
    """The file is not read; its argument is the code of the refusal."""


def main(path: str, skip: int) -> None:
    """Write the description and the rows from `skip` on."""
    with open(path, "rb") as file:
        kind = kind_of(file)
        about, rows = xlsx(path) if kind == "xlsx" else text(file, path)
        say({"kind": kind, **about})
        rows = itertools.islice(rows, skip, None)
        while chunk := [[plain(cell) for cell in row] for row in itertools.islice(rows, CHUNK)]:
            say(chunk)
        say({"end": peak()})


def peak() -> int:
    """Return the most memory that this process has held, in kB; 0 where the system does not say."""
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


def say(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))
    sys.stdout.write("\n")
    sys.stdout.flush()


def kind_of(file: BinaryIO) -> str:
    """Return "xlsx" or "csv", by the content."""
    head = file.read(4096)
    if not head.strip():
        raise Refuse("empty")
    kind = PLACES.get(head[:4], "csv")
    if kind == "old":
        raise Refuse("old")
    if kind == "csv" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _binary(head):
        raise Refuse("no_spreadsheet")
    return kind


def _binary(head: bytes) -> bool:
    return head.startswith(b"%PDF") or head.translate(None, CONTROL) != head


def plain(cell: Any) -> Any:
    """Return the cell as JSON and the database carry it: without NUL, NaN and infinity."""
    if isinstance(cell, str):
        return cell.replace("\0", "") if len(cell) <= LONGEST_CELL else {"long": len(cell)}
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, dt.date):
        return {"day": cell.isoformat()[:10]}
    return str(cell) if isinstance(cell, dt.time | dt.timedelta) else cell


def xlsx(path: str) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """Return the first sheet of a workbook, once the size that it unpacks to is known to be bearable."""
    unpacks_bearably(path)
    from python_calamine import CalamineWorkbook  # here: a text needs none of it

    try:
        book = CalamineWorkbook.from_path(path)
        names = book.sheet_names
        if not names:
            raise Refuse("no_spreadsheet")
        sheet = book.get_sheet_by_index(0)
        if sheet.merged_cell_ranges:
            raise Refuse("merged")
        if sheet.end and sheet.end[1] >= MOST_COLUMNS:
            raise Refuse("columns")
        left = [""] * (sheet.start[1] if sheet.start else 0)
        # from the first row of all, but from the first column that holds anything
        rows = ([*left, *row] for row in sheet.iter_rows())
    except Refuse:
        raise
    except Exception as error:
        raise Refuse("broken") from error
    return {"sheets": names, "encoding": "", "delimiter": ""}, rows


def unpacks_bearably(path: str) -> None:
    """Refuse what is no workbook, and one that unpacks to far more than a list of people does."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except Exception as error:
        raise Refuse("broken") from error
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Refuse("bomb")
    if any(
        member.file_size > SMALL_MEMBER and member.file_size > MOST_RATIO * max(member.compress_size, 1)
        for member in members
    ):
        raise Refuse("bomb")
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise Refuse("no_spreadsheet")


def text(file: BinaryIO, path: str) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """Return the rows of a text, whose encoding and delimiter are guessed."""
    csv.field_size_limit(2**30)
    encoding = encoding_of(file)
    try:
        with open(path, encoding=encoding, newline="") as opened:
            delimiter = delimiter_of(opened.read(8192))
    except UnicodeError as error:
        raise Refuse("broken") from error
    lines = open(path, encoding=encoding, newline="")  # noqa: SIM115 -- read on after this function
    about = {"sheets": [], "encoding": encoding, "delimiter": delimiter}
    closed = itertools.chain(_without_nul(lines), [END_OF_TEXT])
    return about, _parsed(csv.reader(closed, delimiter=delimiter))


def _parsed(rows: Iterable[list[str]]) -> Iterator[list[Any]]:
    """Yield the rows. A quotation mark that nothing closes would hide all rows after it in one cell."""
    try:
        for row in rows:
            if row == [END_OF_TEXT]:
                return
            if any(END_OF_TEXT in cell for cell in row[-1:]):
                raise Refuse("quote")
            if len(row) > MOST_COLUMNS:
                raise Refuse("columns")
            yield row
    except (csv.Error, UnicodeError) as error:
        raise Refuse("broken") from error


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in lines)


def encoding_of(file: BinaryIO) -> str:
    """Return UTF-16 by its mark, else UTF-8 where all of it is, else Windows-1256, in which any bytes are letters."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1256"
    return "utf-8-sig"


def delimiter_of(head: str) -> str:
    """Return the delimiter that stands most often between the headings, outside quotes."""
    line = next((line for line in head.splitlines() if line.strip(" ,;\t")), "")
    bare = "".join(part for place, part in enumerate(line.split('"')) if place % 2 == 0)
    return max(DELIMITERS, key=bare.count) if any(bare.count(sign) for sign in DELIMITERS) else ","


def bound(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    bound(int(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except Refuse as refusal:
        say({"refuse": str(refusal)})
    except MemoryError:
        os._exit(3)
