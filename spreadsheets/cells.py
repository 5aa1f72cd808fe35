"""Values of cells: text, digits that a spreadsheet bent, days in both calendars; each refusal names the field."""

import datetime as dt
import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from ledger.errors import Refused
from spreadsheets.formulas import DAY_ZERO
from ui import calendars
from ui.digits import masked, plain

SERIALS = range(366, 73_051)  # 1901 to 2100
EXACT = 2**53
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_POINT_ZERO = re.compile(r"([0-9]+)[.,]0+")
_NUMERIC = re.compile(r"([0-9]{1,4})\s*[-/.\\\s]\s*([0-9]{1,2})\s*[-/.\\\s]\s*([0-9]{1,4})(?:[ T]00?:00.*)?")
_ERA = re.compile(r"\s*(?:هـ|ه|م|AH|AD)\s*$")
# a day as lists write it, in either calendar; it may be shown, or no one could judge it
A_DAY = re.compile(r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})\s?(?:هـ|ه|م)?")
HIJRI_YEARS, GREGORIAN_YEARS = range(1300, 1501), range(1890, 2101)

LONG = _("This cell holds %(length)s characters, far more than belongs here.")
LOST = _("The spreadsheet shortened this number and its digits are lost: format the column as text and type it anew.")
NO_DAY = _("This is no date. Write it as 1985-05-20 or 20/05/1985, or in Hijri as 1405/08/29.")
NO_SUCH_DAY = _("There is no such day in this calendar.")
SHORT_YEAR = _("The year of this date has two digits, so that the century and the calendar cannot be told.")


def text(cell: Any, *, field: str) -> str:
    """Return the cell as text. Raises Refused for one that is far too long."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, dict):
        if "long" in cell:
            raise Refused(LONG % {"length": cell["long"]}, field=field, code="cell_long")
        return str(cell.get("day", ""))
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    return str(cell)


def hidden(shown: str) -> str:
    """Return the content of a cell as it may be kept: a number is masked but for four digits, a day is not."""
    many = sum(sign.isdigit() for sign in shown) >= 8
    return masked(shown) if many and not A_DAY.fullmatch(shown) else shown


def digits(cell: Any, *, field: str) -> str:
    """Return the digits of an identity or telephone number that a spreadsheet took for a quantity.

    1000000008.0 and 1.000000008E+9 are exact and give their digits. Raises Refused where digits are lost.
    """
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) >= 10**15:
            raise Refused(LOST, field=field, code="digits_lost")
        return str(int(cell))
    value = plain(text(cell, field=field)).lstrip("'’")
    if whole := _POINT_ZERO.fullmatch(value):
        return whole.group(1)
    if bent := _SCIENTIFIC.fullmatch(value):
        first, rest, power = bent.group(1), bent.group(2) or "", int(bent.group(3))
        if len(rest) < power or rest[power:].strip("0"):
            raise Refused(LOST, field=field, code="digits_lost")
        return str(int(first + rest[:power]))
    return value


def day(cell: Any, *, field: str) -> dt.date | None:
    """Return the day of a date cell, a serial number, or a text in either calendar; None for an empty cell.

    A year from 1300 to 1500 is Hijri (Umm al-Qura). The day stands before the month where the year stands last.
    Raises Refused for anything else.
    """
    if isinstance(cell, dict) and "day" in cell:
        return dt.date.fromisoformat(cell["day"])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in SERIALS:
            return DAY_ZERO + dt.timedelta(days=int(cell))
        raise Refused(NO_DAY, field=field, code="no_day")
    return _day_of_text(plain(text(cell, field=field)), field)


def _day_of_text(value: str, field: str) -> dt.date | None:
    if not value:
        return None
    if len(value) > 40:
        raise Refused(NO_DAY, field=field, code="no_day")
    if value.isascii() and value.isdigit() and len(value) == 5 and int(value) in SERIALS:
        return DAY_ZERO + dt.timedelta(days=int(value))
    bare = _ERA.sub("", value)
    parts = _NUMERIC.fullmatch(bare)
    if parts is None:
        worded = calendars.parse_hijri(value)
        if worded is None:
            raise Refused(NO_DAY, field=field, code="no_day")
        return worded
    first, month, last = parts.groups()
    if len(first) != 4 and len(last) != 4:
        raise Refused(SHORT_YEAR, field=field, code="short_year")
    year, of_month = (first, last) if len(first) == 4 else (last, first)
    return _made(int(year), int(month), int(of_month), field)


def _made(year: int, month: int, of_month: int, field: str) -> dt.date:
    if year in HIJRI_YEARS:
        found = calendars.to_gregorian(year, month, of_month)
    elif year in GREGORIAN_YEARS:
        found = calendars.gregorian_day(year, month, of_month)
    else:
        raise Refused(NO_DAY, field=field, code="no_day")
    if found is None:
        raise Refused(NO_SUCH_DAY, field=field, code="no_such_day")
    return found
