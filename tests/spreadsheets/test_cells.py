"""What spreadsheets do to numbers and days, taken back where it can be and refused where it cannot."""

import datetime as dt

import pytest

from ledger.errors import Refused
from spreadsheets import cells


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
def test_digits_bent_by_a_spreadsheet_are_restored(cell, digits):
    assert cells.digits(cell, field="id_number") == digits


@pytest.mark.parametrize("cell", ["1.0E+9", "1E+09", "1.00000001E+9", "1,0E+9", 1000000008.5, 1e16, float("2e15")])
def test_digits_lost_are_refused(cell):
    with pytest.raises(Refused) as refused:
        cells.digits(cell, field="id_number")
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
def test_day_in_either_calendar_is_read(cell, day):
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
def test_day_impossible_is_refused(cell, code):
    with pytest.raises(Refused) as refused:
        cells.day(cell, field="birth_date")
    assert refused.value.code == code
