"""Cells and lines that no spreadsheet program writes: a row is told, or the file is refused, and nothing breaks."""

import io
import zipfile

import pytest

from accounts.states import Role
from imports.domain import jobs as running
from imports.models import ImportRow
from jobs.states import State
from ledger.errors import Refused
from tests.beneficiaries.importing.made import HEAD, as_csv, as_xlsx, checked, faults, people, person, uploaded
from tests.factories import id_number, make_branch, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return make_staff(Role.HEAD, branch=make_branch())


def altered(content: bytes, old: str, new: str) -> bytes:
    """The workbook with one text of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in book.infolist():
            copy.writestr(part, book.read(part).decode().replace(old, new))
    return made.getvalue()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN"])
def test_a_number_that_is_none_is_an_error_of_its_row(head, number):
    content = altered(as_xlsx([HEAD, person(1), person(2, c6=77777)]), "<v>77777</v>", f"<v>{number}</v>")
    batch = checked(content, head, "people.xlsx")
    assert batch.check_job.state == State.DONE
    assert faults(batch) == {3: ["birth_date"]}


def test_the_character_that_no_database_keeps_is_left_out(head):
    rows = [HEAD, person(1, c1="نوNULرة"), person(2, c5="?NUL?")]
    batch = checked(altered(as_xlsx(rows), "NUL", "_x0000_"), head, "people.xlsx")
    assert faults(batch) == {3: ["sex"]}
    assert ImportRow.objects.get(batch=batch, n=2).first_name == "نورة"


def test_a_quotation_mark_that_is_never_closed_loses_no_row(head):
    lines = as_csv([HEAD, *people(9)]).decode().replace(",الرياض,", ',"الرياض,')
    last = lines.rindex(',"الرياض,')
    whole = lines[:last].replace('"', "") + lines[last:]
    with pytest.raises(Refused) as told:
        uploaded(whole.encode(), head)
    assert told.value.code == "quote"
    closed = checked(as_csv([HEAD, person(1, c8="الرياض\nالشمال"), person(2)]), head)
    assert (closed.rows, closed.wrong) == (2, 0)


@pytest.mark.parametrize("tail", [b"\x01", b"\x00\xd8\x41\x00"])
def test_a_damaged_text_is_called_damaged_and_no_bomb(head, tail):
    with pytest.raises(Refused) as told:
        uploaded(as_csv([HEAD, *people(3)], encoding="utf-16") + tail, head)
    assert told.value.code == "broken"


def test_a_cell_that_no_sheet_has_is_damage_and_no_bomb(head):
    with pytest.raises(Refused) as told:
        uploaded(altered(as_xlsx([HEAD, person(1)]), 'r="B2"', 'r="ZZZZZZ99999999999"'), head, "people.xlsx")
    assert told.value.code == "broken"


def test_a_number_in_the_wrong_column_is_told_masked(head):
    """The sentence beside the cell repeats what stood in it, and goes into the result file."""
    batch = checked(as_csv([HEAD, person(1), person(2, c5=id_number(77), c7=float(id_number(78)))]), head)
    row = ImportRow.objects.get(batch=batch, n=3)
    assert [target for _place, target, *_rest in row.errors] == ["sex", "nationality"]
    for kept in (str(row.errors), str(running.result_line(row))):
        assert id_number(77) not in kept
        assert id_number(78) not in kept
        assert id_number(77)[-4:] in kept
