"""Files as people have them, and files that mean harm: the child ends, the worker does not."""

import io
import zipfile

import pytest

from ledger.errors import Refused
from spreadsheets import reader
from spreadsheets.sandbox import LONGEST_CELL
from tests.imports.factories import HEAD, as_csv, as_xlsx, people, person


@pytest.fixture
def put(tmp_path):
    def written(content):
        path = tmp_path / "input"
        path.write_bytes(content)
        return path

    return written


def rows(path, skip=0):
    with reader.opened(path, skip=skip) as (_about, chunks):
        return [row for chunk in chunks for row in chunk]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_csv_in_any_encoding_and_delimiter_is_read(put, encoding, delimiter):
    quoted = person(3, c1='نو"رة', c8="حي الواحة, الرياض; السعودية")
    path = put(as_csv([HEAD, *people(2), quoted], encoding=encoding, delimiter=delimiter))
    about = reader.summary_of(path)
    assert [column.heading for column in about.columns] == list(HEAD)
    assert (about.delimiter, about.rows) == (delimiter, 3)
    assert rows(path)[3] == [str(cell) for cell in quoted]


def test_rows_after_those_skipped_are_read(put):
    content = [HEAD, *people(700)]
    for path in (put(as_csv(content)), put(as_xlsx(content))):
        assert rows(path, skip=601)[0][0] == content[601][0]
        assert len(rows(path, skip=601)) == 100


def test_workbook_with_empty_first_rows_keeps_places(put):
    content = [[], [], ["", "", *HEAD], *[["", "", *row] for row in people(2)]]
    about = reader.summary_of(put(as_xlsx(content)))
    assert (about.heading_row, about.columns[0].letter, about.columns[0].heading) == (3, "C", HEAD[0])
    assert about.rows == 2


def test_cell_of_ten_megabytes_is_given_by_its_length(put):
    path = put(as_csv([HEAD, person(1), person(2, c1="س" * 10_000_000), person(3)]))
    found = rows(path)
    assert found[2][1] == {"long": 10_000_000}
    assert found[3][0] == person(3)[0]
    assert LONGEST_CELL < 10_000


@pytest.mark.parametrize("size", [reader.MEMORY * 3])
def test_zip_bomb_is_refused(put, size):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            block = b" " * (1 << 24)
            for _ in range(30):
                sheet.write(block)
    assert len(data.getvalue()) < 1_000_000
    with pytest.raises(Refused) as refused:
        reader.summary_of(put(data.getvalue()))
    assert refused.value.code == "bomb"


def lying(content: bytes) -> bytes:
    """A workbook whose list of contents gives a hundredth of what its sheet unpacks to."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            body = old.read(one)
            if one.filename.endswith("sheet1.xml"):
                cells = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * 200 + b"</t></is></c></row>"
                body = body.replace(b"</sheetData>", cells * 900_000 + b"</sheetData>")
            new.writestr(one.filename, body)
        for one in new.infolist():
            if one.file_size > 10_000_000:
                one.file_size = 100_000
    return data.getvalue()


def test_zip_bomb_lying_about_its_size_ends_the_child_only(put, monkeypatch):
    monkeypatch.setattr(reader, "MEMORY", 300 * 1024 * 1024)
    with pytest.raises(Refused) as refused:
        reader.summary_of(put(lying(as_xlsx([HEAD, *people(2)]))))
    assert refused.value.code in ("bomb", "broken")


def test_file_read_beyond_its_time_is_refused(put, monkeypatch, tmp_path):
    endless = tmp_path / "endless.py"
    place = str(reader.CHILD.parent)
    endless.write_text(
        f"import sys; sys.path.insert(0, {place!r})\nimport sandbox\n"
        "sandbox.bound(int(sys.argv[3]), int(sys.argv[4]))\nsandbox.say({'kind': 'csv'})\nwhile True: pass\n"
    )
    monkeypatch.setattr(reader, "CHILD", endless)
    monkeypatch.setattr(reader, "CPU_SECONDS", 1)
    with pytest.raises(Refused) as refused:
        reader.summary_of(put(b"a,b"))
    assert refused.value.code == "bomb"


def test_file_with_too_many_rows_is_refused(put, monkeypatch):
    monkeypatch.setattr(reader, "MOST_ROWS", 500)
    with pytest.raises(Refused) as refused:
        reader.summary_of(put(as_csv([HEAD, *people(501)])))
    assert refused.value.code == "rows"


def test_file_with_too_many_columns_is_refused(put):
    for content in (as_csv([["h"] * 200, ["x"] * 200]), as_xlsx([["h"] * 200, ["x"] * 200])):
        with pytest.raises(Refused) as refused:
            reader.summary_of(put(content))
        assert refused.value.code == "columns"


@pytest.mark.parametrize("place", range(0, 6000, 600))
def test_workbook_damaged_is_read_or_refused(put, place):
    content = bytearray(as_xlsx([HEAD, *people(50)]))
    content[place % len(content)] ^= 0xFF
    codes = []
    try:
        reader.summary_of(put(bytes(content)))
    except Refused as refused:
        codes.append(refused.code)
    assert set(codes) <= reader.SENTENCES.keys()


def test_rows_empty_are_not_counted(put):
    assert reader.summary_of(put(as_csv([[], HEAD, [], *people(2), ["", " ", ""], *people(1)]))).rows == 3
