"""Cells and lines that no spreadsheet program writes: a row is told, or the file is refused, and nothing breaks."""

import io
import zipfile

import pytest

from imports.domain import jobs
from imports.models import ImportRow
from jobs.states import State
from ledger.errors import Refused
from tests.factories import id_number
from tests.imports.factories import HEAD, as_csv, as_xlsx, checked, faults, people, person, uploaded

pytestmark = pytest.mark.django_db


def altered(content: bytes, old: str, new: str) -> bytes:
    """The workbook with one text of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as book, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for part in book.infolist():
            copy.writestr(part, book.read(part).decode().replace(old, new))
    return made.getvalue()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN"])
def test_row_with_nan_or_infinity_is_wrong(head, number):
    content = altered(as_xlsx([HEAD, person(1), person(2, c6=77777)]), "<v>77777</v>", f"<v>{number}</v>")
    people_import = checked(content, head, "people.xlsx")
    assert people_import.check_job.state == State.DONE
    assert faults(people_import) == {3: ["birth_date"]}


def test_row_with_nul_is_kept_without_it(head):
    rows = [HEAD, person(1, c1="نوNULرة"), person(2, c5="?NUL?")]
    people_import = checked(altered(as_xlsx(rows), "NUL", "_x0000_"), head, "people.xlsx")
    assert faults(people_import) == {3: ["sex"]}
    assert ImportRow.objects.get(people_import=people_import, n=2).first_name == "نورة"


def test_file_with_an_open_quotation_mark_is_refused(head):
    lines = as_csv([HEAD, *people(9)]).decode().replace(",الرياض,", ',"الرياض,')
    last = lines.rindex(',"الرياض,')
    whole = lines[:last].replace('"', "") + lines[last:]
    with pytest.raises(Refused) as refused:
        uploaded(whole.encode(), head)
    assert refused.value.code == "quote"
    closed = checked(as_csv([HEAD, person(1, c8="الرياض\nالشمال"), person(2)]), head)
    assert (closed.rows, closed.wrong) == (2, 0)


@pytest.mark.parametrize("tail", [b"\x01", b"\x00\xd8\x41\x00"])
def test_file_with_a_damaged_text_is_refused_as_broken(head, tail):
    with pytest.raises(Refused) as refused:
        uploaded(as_csv([HEAD, *people(3)], encoding="utf-16") + tail, head)
    assert refused.value.code == "broken"


def test_file_with_an_impossible_cell_is_refused_as_broken(head):
    with pytest.raises(Refused) as refused:
        uploaded(altered(as_xlsx([HEAD, person(1)]), 'r="B2"', 'r="ZZZZZZ99999999999"'), head, "people.xlsx")
    assert refused.value.code == "broken"


def test_row_with_a_number_in_the_wrong_column_masks_it(head):
    """The sentence beside the cell repeats what stood in it, and goes into the result file."""
    people_import = checked(as_csv([HEAD, person(1), person(2, c5=id_number(77), c7=float(id_number(78)))]), head)
    row = ImportRow.objects.get(people_import=people_import, n=3)
    assert [target for _place, target, *_rest in row.errors] == ["sex", "nationality"]
    for kept in (str(row.errors), str(jobs.result_line(row))):
        assert id_number(77) not in kept
        assert id_number(78) not in kept
        assert id_number(77)[-4:] in kept
