"""What spreadsheets do to numbers and days, taken back where it can be and refused where it cannot."""

import datetime as dt

import pytest

from imports.domain import cells
from imports.domain.validation import hidden
from ledger.errors import Refused


@pytest.mark.parametrize(
    ("cell", "digits"),
    [
        (1000000008.0, "1000000008"),
        (1000000008, "1000000008"),
        ("1000000008", "1000000008"),
        ("1000000008.0", "1000000008"),
        ("1000000008.00", "1000000008"),
        ("1.000000008E+9", "1000000008"),
        ("1.000000008e9", "1000000008"),
        ("١٠٠٠٠٠٠٠٠٨", "1000000008"),
        ("'1000000008", "1000000008"),
        ("\u200f1000000008\u200e", "1000000008"),
        (512345678.0, "512345678"),
        ("A1234567", "A1234567"),
        ("", ""),
        (None, ""),
    ],
)
def test_digits_that_a_spreadsheet_bent(cell, digits):
    assert cells.number(cell, field="id_number") == digits


@pytest.mark.parametrize("cell", ["1.0E+9", "1E+09", "1.00000001E+9", "1,0E+9", 1000000008.5, 1e16, float("2e15")])
def test_digits_that_are_lost_are_an_error(cell):
    with pytest.raises(Refused) as refused:
        cells.number(cell, field="id_number")
    assert refused.value.code == "digits_lost"


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ({"day": "1985-05-20"}, dt.date(1985, 5, 20)),
        (31187.0, dt.date(1985, 5, 20)),
        ("31187", dt.date(1985, 5, 20)),
        ("1985-05-20", dt.date(1985, 5, 20)),
        ("1985-05-20 00:00:00", dt.date(1985, 5, 20)),
        ("20/05/1985", dt.date(1985, 5, 20)),
        ("20-5-1985", dt.date(1985, 5, 20)),
        ("1985/5/20م", dt.date(1985, 5, 20)),
        ("1405/08/29", dt.date(1985, 5, 19)),
        ("29/8/1405", dt.date(1985, 5, 19)),
        ("٢٩/٨/١٤٠٥هـ", dt.date(1985, 5, 19)),
        ("29 شعبان 1405هـ", dt.date(1985, 5, 19)),
        ("", None),
        (None, None),
    ],
)
def test_days_in_both_calendars(cell, day):
    assert cells.day(cell, field="birth_date") == day


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1990-13-01", "no_such_day"),
        ("31/02/1990", "no_such_day"),
        ("1405/13/01", "no_such_day"),
        ("20/05/85", "short_year"),
        ("1/1/0001", "no_day"),
        ("قريبًا", "no_day"),
        ("x" * 900, "no_day"),
        (5.0, "no_day"),
        (1e9, "no_day"),
        (True, "no_day"),
        ({"long": 10_000_000}, "cell_long"),
    ],
)
def test_what_is_no_day(cell, code):
    with pytest.raises(Refused) as refused:
        cells.day(cell, field="birth_date")
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("sex", "ذكر", "male"),
        ("sex", " أُنْثَى ", "female"),
        ("sex", "انثى", "female"),
        ("sex", "F", "female"),
        ("nationality", "سعودية", "SA"),
        ("nationality", "المملكة العربية السعودية", "SA"),
        ("nationality", "yemeni", "YE"),
        ("nationality", "EG", "EG"),
        ("id_kind", "إقامة", "iqama"),
        ("id_kind", "هوية وطنية", "national"),
        ("sex", "", ""),
    ],
)
def test_choices_in_the_words_of_lists(field, cell, value):
    assert cells.choice(cell, field=field) == value


def test_an_unknown_word_names_those_that_are_known():
    with pytest.raises(Refused) as refused:
        cells.choice("؟؟", field="sex")
    assert "؟؟" in str(refused.value)


@pytest.mark.parametrize(
    ("target", "cell", "shown"),
    [
        ("birth_date", "31/02/1990", "31/02/1990"),
        ("", "1405/03/12هـ", "1405/03/12هـ"),
        ("birth_date", "05001234567", "•••••••4567"),
        ("", "0500-12-3456", "••••••••3456"),
        ("id_number", "1990-02-31", "••••••2-31"),
    ],
)
def test_a_day_is_shown_and_a_number_is_hidden(target, cell, shown):
    # identity numbers are shown by their last four digits, whatever their length
    assert hidden(target, cell)[-4:] == shown[-4:]
    assert (hidden(target, cell) == cell) == (shown == cell)
