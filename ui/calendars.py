"""Both calendars: Gregorian is stored, Hijri (Umm al-Qura) stands beside it on every page.

hijridate knows 1343-1500 AH (1924-2077). Outside it there is no Umm al-Qura date, so the functions return None
rather than raise: people born before 1924 exist.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Callable
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import hijridate
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from ui.digits import plain

RIYADH: Final = ZoneInfo("Asia/Riyadh")
FIRST_YEAR: Final = 1343
LAST_YEAR: Final = 1500

_HIJRI: Final = {
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Akhir", "Jumada al-Ula", "Jumada al-Akhirah",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
    ),
}  # fmt: skip
_GREGORIAN: Final = {
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WEEK: Final = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_ERA: Final = {"ar": ("م", "هـ"), "en": ("", " AH")}
_CLOCK: Final = {"ar": ("ص", "م"), "en": ("am", "pm")}
_MEETING: Final = {"ar": " الموافق ", "en": " corresponding to "}
# Spellings met in documents that differ from the names above.
_SPELLINGS: Final = {
    "المحرم": 1, "ربيع أول": 3, "ربيع ثاني": 4, "ربيع الثاني": 4, "جمادى الاولى": 5, "جمادى الأول": 5,
    "جمادى الثانية": 6, "جمادى الثاني": 6, "ذي القعدة": 11, "ذي الحجة": 12,
}  # fmt: skip
_NUMERIC: Final = re.compile(r"(\d{1,4})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{1,4})")
_WORDED: Final = re.compile(r"(\d{1,2})\s+([^\d]+?)\s+(\d{4})")


class Hijri(NamedTuple):
    """A day of the Umm al-Qura calendar; `month` is 1-12."""

    year: int
    month: int
    day: int


def _language() -> str:
    return "en" if (get_language() or "ar").startswith("en") else "ar"


def today() -> dt.date:
    """Return today's date in Riyadh, from the portal's own clock (the setting PORTAL_TODAY names it)."""
    clock: Callable[[], dt.date] = import_string(getattr(settings, "PORTAL_TODAY", "ledger.clock.today"))
    return clock()


def day_of(value: dt.date | dt.datetime) -> dt.date:
    """Return the calendar day of `value` in Riyadh; a naive datetime is taken as Riyadh's already."""
    if isinstance(value, dt.datetime):
        return in_riyadh(value).date()
    return value


def in_riyadh(value: dt.datetime) -> dt.datetime:
    """Return the moment on Riyadh's clock; a naive datetime is taken as Riyadh's already."""
    return value.astimezone(RIYADH) if value.tzinfo else value


def to_hijri(value: dt.date | dt.datetime) -> Hijri | None:
    """Return the Umm al-Qura day of `value`, or None outside 1343-1500 AH."""
    day = day_of(value)
    try:
        found = hijridate.Gregorian(day.year, day.month, day.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return Hijri(found.year, found.month, found.day)


def to_gregorian(year: int, month: int, day: int) -> dt.date | None:
    """Return the date of a Hijri day, or None when that day does not exist or lies outside 1343-1500 AH."""
    try:
        found = hijridate.Hijri(year, month, day).to_gregorian()
    except (OverflowError, ValueError):
        return None
    return dt.date(found.year, found.month, found.day)


def gregorian_day(year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian date of three numbers, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except (OverflowError, ValueError):
        return None


def days_in(year: int, month: int) -> int:
    """Return how many days a month has, 1-12, of the calendar that the year belongs to (1343-1500 is Hijri)."""
    if FIRST_YEAR <= year <= LAST_YEAR:
        # some months of the published tables before 1365 have 28 or 31 days
        return hijridate.Hijri(year, month, 1).month_length()
    return monthrange(year, month)[1]


def month_name(year: int, month: int) -> str:
    """Return «شعبان 1446هـ» or «فبراير 2025م»: a month, 1-12, of the calendar that the year belongs to."""
    language = _language()
    hijri_year = FIRST_YEAR <= year <= LAST_YEAR
    names = _HIJRI if hijri_year else _GREGORIAN
    return f"{names[language][month - 1]} {year}{_ERA[language][hijri_year]}"


def weekday(day: dt.date, language: str | None = None) -> str:
    """Return the day's name, «الأربعاء», in `language` ("ar" or "en"), by default the page's."""
    return _WEEK[language or _language()][day.weekday()]


def gregorian(value: dt.date | dt.datetime, *, week: bool = False, year: bool = True) -> str:
    """Return «الأربعاء 25 نوفمبر 2026م»; `week` adds the day's name, `year` the year with its era."""
    day, language = day_of(value), _language()
    parts = [_WEEK[language][day.weekday()]] if week else []
    parts += [str(day.day), _GREGORIAN[language][day.month - 1]]
    if year:
        parts.append(f"{day.year}{_ERA[language][0]}")
    return " ".join(parts)


def hijri(value: dt.date | dt.datetime, *, year: bool = True) -> str | None:
    """Return «15 جمادى الآخرة 1448هـ», or None outside 1343-1500 AH."""
    found, language = to_hijri(value), _language()
    if found is None:
        return None
    text = f"{found.day} {_HIJRI[language][found.month - 1]}"
    return f"{text} {found.year}{_ERA[language][1]}" if year else text


def meeting() -> str:
    """Return the words that join the calendars in a letter («الموافق»), with a space at each end."""
    return _MEETING[_language()]


def both(value: dt.date | dt.datetime, *, week: bool = False, letter: bool = False) -> str:
    """Return the date in both calendars, « · » between them on a page and «الموافق» in a `letter`.

    Outside Umm al-Qura's range only the Gregorian date is returned.
    """
    beside = hijri(value)
    first = gregorian(value, week=week)
    return first if beside is None else f"{first}{meeting() if letter else ' · '}{beside}"


def clock(value: dt.datetime) -> str:
    """Return the time of day in Riyadh on a twelve-hour clock, «1:15 م»."""
    local = in_riyadh(value)
    half = _CLOCK[_language()][local.hour >= 12]
    return f"{local.hour % 12 or 12}:{local.minute:02d} {half}"


def _month_number(name: str) -> int | None:
    name = " ".join(name.split())
    for names in _HIJRI.values():
        if name in names:
            return names.index(name) + 1
    return _SPELLINGS.get(name)


def parse_hijri(text: str) -> dt.date | None:
    """Return the Gregorian date of a Hijri date as people write it, or None when it is none.

    Takes 1446-08-25, 25/8/1446, «25 شعبان 1446هـ», in any digits. The year is the four-digit number.
    """
    cleaned = plain(text).removesuffix("هـ").removesuffix("ه").removesuffix("AH").strip()
    if worded := _WORDED.fullmatch(cleaned):
        named = _month_number(worded.group(2))
        return to_gregorian(int(worded.group(3)), named, int(worded.group(1))) if named else None
    if not (numeric := _NUMERIC.fullmatch(cleaned)):
        return None
    first, month, last = numeric.groups()
    if (len(first) == 4) == (len(last) == 4):
        return None
    year, day = (first, last) if len(first) == 4 else (last, first)
    return to_gregorian(int(year), int(month), int(day))
