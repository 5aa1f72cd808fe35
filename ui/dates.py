"""A date as a page shows it: Gregorian first, Hijri quieter beside it, and what a machine reads in `datetime`."""

import datetime as dt
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ui import calendars

ABSENT = mark_safe("—")
# A dot goes with what comes after it: no line ends in one.
DOTTED = ' <span class="nb{}"><span class="sep">·</span> {}</span>'
LETTER = '<time datetime="{}"><span class="nb">{}</span> <span>{}</span> <span class="nb">{}</span></time>'


def day(
    value: dt.date | dt.datetime | None,
    week: bool = False,
    time: bool = False,
    letter: bool = False,
    short: bool = False,
) -> SafeString:
    """Show a date in both calendars; « — » stands for none.

    `week` names the day; `time` adds Riyadh's time of day (`value` is a datetime then); `letter` joins the calendars
    with «الموافق»; `short`, for lists, leaves out of each calendar the year that is running in it.
    """
    if value is None:
        return ABSENT
    running = calendars.today() if short else None
    both = _day(calendars.day_of(value), week, letter, running, get_language())
    return _timed(value, both) if time and isinstance(value, dt.datetime) else both


def clock(value: dt.datetime | None) -> SafeString:
    """Show Riyadh's time of day, «1:15 م»."""
    if value is None:
        return ABSENT
    at = calendars.in_riyadh(value).time().isoformat(timespec="minutes")
    return format_html('<time class="nb" datetime="{}">{}</time>', at, calendars.clock(value))


@lru_cache(maxsize=4096)
def _day(on: dt.date, week: bool, letter: bool, running: dt.date | None, language: str | None) -> SafeString:
    """Return the whole element; `language` only tells the entries of the cache apart."""
    there, now = calendars.to_hijri(on), calendars.to_hijri(running) if running else None
    first = calendars.gregorian(on, week=week, year=running is None or on.year != running.year)
    beside = calendars.hijri(on, year=there is None or now is None or there.year != now.year)
    if letter and beside:
        return format_html(LETTER, on, first, calendars.meeting().strip(), beside)
    rest = format_html(DOTTED, " beside", beside) if beside else ""
    return format_html('<time class="date" datetime="{}"><span class="nb">{}</span>{}</time>', on, first, rest)


def _timed(value: dt.datetime, both: SafeString) -> SafeString:
    """Return the element with the time of day at its end, for people and for machines."""
    on, at = f'datetime="{calendars.day_of(value)}"', calendars.in_riyadh(value).isoformat(timespec="minutes")
    said = format_html_join("", DOTTED, [("", calendars.clock(value))])
    text = both.replace(on, f'datetime="{at}"', 1).removesuffix("</time>")
    return mark_safe(f"{text}{said}</time>")  # noqa: S308 - made of what is escaped above
