"""Files that spreadsheets open, in which nothing that a person typed can become a formula or a link.

CsvFile and XlsxFile are for long lists: they take cells by the column, a batch of rows at a time, and keep no more than
a batch in memory. `text_workbook` is for small ones, which people edit and load again.
"""

import datetime as dt
import io
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from spreadsheets import formulas
from spreadsheets.formulas import DAY_ZERO
from spreadsheets.heads import CellKind, Cells, Head

# a sheet of .xlsx holds 1,048,576 rows with its heading; a cell 32,767 units of UTF-16
ROWS_OF_A_SHEET = 1_048_575
LONGEST = 32_767 // 2
ORIGIN = DAY_ZERO.toordinal()
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


class Writer(Protocol):
    """One file that is being written."""

    def write(self, columns: Sequence[Cells]) -> None:
        """Add a batch of rows, given by the column."""

    def close(self) -> None:
        """End the file."""

    def abandon(self) -> None:
        """Let go of it unfinished."""


class CsvFile:
    """CSV in UTF-8 with its mark, every cell in quotes: a list separator in a name splits no cell.

    An apostrophe leads text that would begin a formula; days are written as ISO 8601 writes them.
    """

    def __init__(self, path: Path, heads: Sequence[Head], *, right_to_left: bool = True) -> None:
        # `right_to_left` is the sheet's, which CSV has none of
        self._kinds = [head.kind for head in heads]
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._add([_quotable([str(head.text)]) for head in heads])

    def write(self, columns: Sequence[Cells]) -> None:
        self._add([_plain(cells, kind) for cells, kind in zip(columns, self._kinds, strict=True)])

    def _add(self, columns: list[list[str]]) -> None:
        # the csv module takes five times as long to quote every cell
        self._file.write("".join(f'"{row}"\r\n' for row in map('","'.join, zip(*columns, strict=True))))

    def close(self) -> None:
        self._file.close()

    abandon = close


def _plain(cells: Cells, kind: CellKind) -> list[str]:
    if kind is CellKind.TEXT:
        return _quotable(cells)
    if kind is CellKind.MOMENT:
        return ["" if value is None else value.isoformat(" ", "minutes") for value in cells]
    return ["" if value is None else str(value) for value in cells]


def _quotable(texts: list[str]) -> list[str]:
    """Return text that no spreadsheet takes for a formula, ready to stand between quotes."""
    cells = formulas.all_inert(texts)
    if '"' in "".join(cells):
        cells = [value.replace('"', '""') for value in cells]
    return cells


class XlsxFile:
    """A workbook of as many sheets as its rows need, read from right to left in Arabic, the heading kept in sight."""

    def __init__(
        self, path: Path, heads: Sequence[Head], *, right_to_left: bool = True, rows_of_a_sheet: int = ROWS_OF_A_SHEET
    ) -> None:
        # its parts are personal data too: they stay in the job's own folder
        self._book = Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent)})
        self._heads, self._right_to_left, self._most = heads, right_to_left, rows_of_a_sheet
        styles = {CellKind.DAY: {"num_format": DAY}, CellKind.MOMENT: {"num_format": MOMENT}}
        self._formats = {kind: self._book.add_format(style) for kind, style in styles.items()}
        self._bold = self._book.add_format({"bold": True})
        self._sheet = self._next_sheet()

    def write(self, columns: Sequence[Cells]) -> None:
        """Add a batch of rows, on the next sheet where this one is full."""
        while columns[0]:
            room = self._most - self._sheet.filled
            if not room:
                self._sheet, room = self._next_sheet(), self._most
            self._sheet.add([self._cells(cells[:room], head) for cells, head in zip(columns, self._heads, strict=True)])
            columns = [cells[room:] for cells in columns]

    def close(self) -> None:
        self._book.close()

    def abandon(self) -> None:
        """Close what the sheets wrote, without making a workbook of it."""
        for sheet in self._book.worksheets():
            sheet.row_data_fh.close()

    def _cells(self, cells: Cells, head: Head) -> list[str]:
        if head.kind is CellKind.TEXT:
            return [texted(value) for value in cells]
        if head.kind is CellKind.NUMBER:
            return [EMPTY if value is None else f"<c><v>{value}</v></c>" for value in cells]
        style = f'<c s="{self._formats[head.kind]._get_xf_index()}"><v>'
        serial = _day if head.kind is CellKind.DAY else _moment
        return [EMPTY if value is None else f"{style}{serial(value)}</v></c>" for value in cells]

    def _next_sheet(self) -> "Sheet":
        sheet = self._book.add_worksheet(worksheet_class=Sheet)
        assert isinstance(sheet, Sheet)
        if self._right_to_left:
            sheet.right_to_left()
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(self._heads):
            sheet.set_column(at, at, head.width)
        bold = self._bold._get_xf_index()
        sheet.head([texted(str(head.text), f' s="{bold}"') for head in self._heads])
        return sheet


EMPTY = "<c/>"
# what XML or a spreadsheet's own escapes would not give back as it was; and space at an end
ODD = re.compile(r"[&<>_\x00-\x1f\ufffe\uffff]|^\s|\s$")
# a spreadsheet reads _x000D_ as the character of that code, so what looks like it is escaped as well
CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def texted(value: str, style: str = "") -> str:
    """Return the XML of a cell that is text, whatever it looks like."""
    if not value:
        return EMPTY
    if len(value) > LONGEST:
        value = value[: LONGEST - 1] + "…"
    if ODD.search(value) is None:
        return f'<c{style} t="inlineStr"><is><t>{value}</t></is></c>'
    coded = CODED.sub(lambda found: f"_x{ord(found.group()):04X}_", value)
    escaped = coded.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<c{style} t="inlineStr"><is><t xml:space="preserve">{escaped}</t></is></c>'


class Sheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes whole rows.

    The library's way is a call and three objects a cell: 9,000 rows of sixteen columns a second. Its rows' file, its
    package and its styles are used as they are, and rows written there at once make 50,000. Nor does it then take
    text between <r> and </r> for XML of its own, as write_string does in constant memory.
    """

    filled = 0

    def head(self, cells: list[str]) -> None:
        self.row_data_fh.write(f'<row r="1">{"".join(cells)}</row>')
        self.dim_rowmin, self.dim_rowmax, self.dim_colmin, self.dim_colmax = 0, 0, 0, len(cells) - 1

    def add(self, columns: list[list[str]]) -> None:
        """Add rows, whose cells are XML, by the column."""
        first, count = self.filled + 2, len(columns[0])
        begin = [f'<row r="{at}">' for at in range(first, first + count)]
        self.row_data_fh.write("".join(map("".join, zip(begin, *columns, ["</row>"] * count, strict=True))))
        self.filled += count
        self.dim_rowmax = self.filled


def _day(value: dt.date) -> int:
    return value.toordinal() - ORIGIN


def _moment(value: dt.datetime) -> str:
    return f"{_day(value) + (value.hour * 60 + value.minute) / 1440:.10f}"


def text_workbook(rows: Iterable[Sequence[Any]], *, sheet_name: str = "", to_fill: bool = False) -> bytes:
    """Return a workbook of one sheet, read from right to left, whose every cell is text; the first row is the heading.

    One that people are to fill in (`to_fill`) has a bold heading and wide columns, in which a number stays text.
    """
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = sheet_name or sheet.title
    sheet.sheet_view.rightToLeft = True
    for y, row in enumerate(rows, start=1):
        for x, value in enumerate(row, start=1):
            cell = sheet.cell(row=y, column=x)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", "" if value is None else str(value))
            cell.data_type = "s"
            if to_fill:
                cell.number_format = "@"
                cell.font = Font(bold=y == 1)
    for place in range(1, sheet.max_column + 1) if to_fill else ():
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = 20, "@"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


XLSX, CSV = "xlsx", "csv"
WRITERS: dict[str, Callable[..., Writer]] = {XLSX: XlsxFile, CSV: CsvFile}
TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "text/csv; charset=utf-8"}
