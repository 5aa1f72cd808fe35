"""What stands in a cell, as the rules of registration take it: text, digits that a spreadsheet bent, days, choices."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import names
from beneficiaries.states import IdKind, Nationality, Sex
from ledger.errors import Refused
from spreadsheets.formulas import DAY_ZERO
from ui import calendars, digits

SERIALS = range(366, 73_051)  # 1901 to 2100
EXACT = 2**53
_SCIENTIFIC = re.compile(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_POINT_ZERO = re.compile(r"([0-9]+)[.,]0+")
_NUMERIC = re.compile(r"([0-9]{1,4})\s*[-/.\\\s]\s*([0-9]{1,2})\s*[-/.\\\s]\s*([0-9]{1,4})(?:[ T]00?:00.*)?")
_ERA = re.compile(r"\s*(?:هـ|ه|م|AH|AD)\s*$")
# a day as lists write it, in either calendar; it may be shown, or nobody could judge it
A_DAY = re.compile(r"(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{4})\s?(?:هـ|ه|م)?")
HIJRI_YEARS, GREGORIAN_YEARS = range(1300, 1501), range(1890, 2101)

LONG = _("This cell holds %(length)s characters, far more than belongs here.")
LOST = _("The spreadsheet shortened this number and its digits are lost: format the column as text and type it anew.")
NO_DAY = _("This is no date. Write it as 1985-05-20 or 20/05/1985, or in Hijri as 1405/08/29.")
NO_SUCH_DAY = _("There is no such day in this calendar.")
SHORT_YEAR = _("The year of this date has two digits, so that the century and the calendar cannot be told.")
UNKNOWN = _("“%(value)s” is not among the known values: %(known)s.")


def text(cell: Any, *, field: str) -> str:
    """The cell as text. Raises Refused for one that is far too long, or an error of the spreadsheet such as #REF!."""
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
    """What stood in a cell, as it may be kept and told: of what looks like a number of somebody, four digits stay.

    A day is no number.
    """
    many = sum(sign.isdigit() for sign in shown) >= 8
    return digits.masked(shown) if many and not A_DAY.fullmatch(shown) else shown


def number(cell: Any, *, field: str) -> str:
    """The digits of a number that is a name (identity, phone), though a spreadsheet took it for a quantity.

    1000000008.0 and 1.000000008E+9 are exact and give their digits. Raises Refused where digits are lost.
    """
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) >= 10**15:
            raise Refused(LOST, field=field, code="digits_lost")
        return str(int(cell))
    value = digits.plain(text(cell, field=field)).lstrip("'’")
    if whole := _POINT_ZERO.fullmatch(value):
        return whole.group(1)
    if bent := _SCIENTIFIC.fullmatch(value):
        first, rest, power = bent.groups()
        if len(rest or "") < int(power):
            raise Refused(LOST, field=field, code="digits_lost")
        try:
            exact = Decimal(f"{first}.{rest}E{power}")
        except InvalidOperation as error:
            raise Refused(LOST, field=field, code="digits_lost") from error
        if exact != int(exact):
            raise Refused(LOST, field=field, code="digits_lost")
        return str(int(exact))
    return value


def day(cell: Any, *, field: str) -> dt.date | None:
    """The day of a date cell, a serial number, or a text in either calendar and any digits; None for an empty cell.

    A year from 1300 to 1500 is Hijri (Umm al-Qura). The day stands before the month where the year stands last.
    Raises Refused for anything else.
    """
    if isinstance(cell, dict) and "day" in cell:
        return dt.date.fromisoformat(cell["day"])
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if int(cell) in SERIALS:
            return DAY_ZERO + dt.timedelta(days=int(cell))
        raise Refused(NO_DAY, field=field, code="no_day")
    return _day_of_text(digits.plain(text(cell, field=field)), field)


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


ADJECTIVES = {
    "SA": "سعودي|سعودية|المملكة العربية السعودية|ksa|saudi|saudi arabian|saudi arabia",
    "YE": "يمني|يمنية|yemeni",
    "SY": "سوري|سورية|syrian",
    "EG": "مصري|مصرية|egyptian",
    "SD": "سوداني|سودانية|sudanese",
    "JO": "أردني|أردنية|jordanian",
    "PS": "فلسطيني|فلسطينية|palestinian",
    "IQ": "عراقي|عراقية|iraqi",
    "LB": "لبناني|لبنانية|lebanese",
    "AE": "إماراتي|إماراتية|emirati",
    "KW": "كويتي|كويتية|kuwaiti",
    "BH": "بحريني|بحرينية|bahraini",
    "QA": "قطري|قطرية|qatari",
    "OM": "عماني|عمانية|omani",
    "MA": "مغربي|مغربية|moroccan",
    "TN": "تونسي|تونسية|tunisian",
    "SO": "صومالي|صومالية|somali",
    "TD": "تشادي|تشادية|chadian",
    "NG": "نيجيري|نيجيرية|nigerian",
    "ET": "إثيوبي|إثيوبية|ethiopian",
    "PK": "باكستاني|باكستانية|pakistani",
    "IN": "هندي|هندية|indian",
    "BD": "بنغلاديشي|بنغلاديشية|بنجلاديشي|bangladeshi",
    "MM": "بورمي|بورمية|برماوي|burmese|myanmar",
    "AF": "أفغاني|أفغانية|afghan",
    "ID": "إندونيسي|إندونيسية|indonesian",
    "PH": "فلبيني|فلبينية|filipino",
}
SEXES = {Sex.MALE.value: "ذكر|ذ|رجل|m|male|1", Sex.FEMALE.value: "أنثى|انثي|أ|امرأة|f|female|2"}
ID_KINDS = {
    IdKind.NATIONAL.value: "هوية وطنية|هوية|بطاقة أحوال|سجل مدني|هوية وطنيه|national id|national",
    IdKind.IQAMA.value: "إقامة|هوية مقيم|مقيم|رخصة إقامة|iqama|residence permit|residence",
    IdKind.GCC.value: "هوية خليجية|خليجي|خليجية|gcc|gcc national id",
    IdKind.PASSPORT.value: "جواز|جواز سفر|passport",
    IdKind.BORDER.value: "رقم حدود|رقم الحدود|حدود|border|border number",
}


@lru_cache(maxsize=8)
def words(field: str) -> Mapping[str, str]:
    """The values that a choice is written as, normalised, each with the choice it means."""
    choices, more = {
        "sex": (Sex, SEXES),
        "nationality": (Nationality, ADJECTIVES),
        "id_kind": (IdKind, ID_KINDS),
    }[field]
    found: dict[str, str] = {}
    for language in ("ar", "en"):
        with translation.override(language):
            found |= {names.normalise(str(label)): str(value) for value, label in choices.choices}
    found |= {names.normalise(value): value for value in choices.values}
    return found | _spelled(more)


def _spelled(more: Mapping[str, str]) -> dict[str, str]:
    return {names.normalise(word): value for value, spelt in more.items() for word in spelt.split("|")}


def choice(cell: Any, *, field: str) -> str:
    """The choice that a word means, in Arabic or English; "" for an empty cell. Raises Refused for an unknown word."""
    typed = number(cell, field=field) if isinstance(cell, float) else text(cell, field=field)
    found = _choice(typed, field)
    if found is None:
        known = str(_(", ")).join(str(label) for label in _few(field))
        value = hidden(typed[:30])
        raise Refused(UNKNOWN % {"value": value, "known": known}, field=field, code=f"{field}_unknown")
    return found


@lru_cache(maxsize=2048)
def _choice(typed: str, field: str) -> str | None:
    plain = names.normalise(typed[:60])
    return words(field).get(plain) if plain else ""


def _few(field: str) -> Iterable[Any]:
    labels = {"sex": Sex, "nationality": Nationality, "id_kind": IdKind}[field].labels
    return labels[:5] if len(labels) > 6 else labels
