"""Office hours as one line of minutes, so that adding working time is adding numbers.

A moment is a float: day number x 420 + minutes since eight o'clock. Closed days (Friday, Saturday, both Eids, national
days) are simply not on the line.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from itertools import accumulate

from hijridate import Gregorian

from demo.calendar import CLOSES, OPENS, WEEKEND
from ledger.clock import RIYADH

YEARS = 5
DAY = (CLOSES - OPENS) * 60
# nobody is received in the first and last minutes of a day: what belongs to one visit stays on its day
FIRST, LAST = 10, DAY - 30
# Sunday to Thursday, as datetime counts weekdays
BUSY = {6: 1.3, 0: 1.1, 1: 1.0, 2: 0.95, 3: 0.65}
# months of the Hijri year in which more people ask: Sha'ban and Ramadan, then the weeks before school
SEASON = {8: 1.5, 9: 1.35, 2: 1.15, 12: 0.75}
NATIONAL_DAYS = {(2, 22), (9, 23)}


class Hours:
    """The office hours of the five years before `until`, a day in Riyadh at whose start everything ends."""

    def __init__(self, until: dt.date) -> None:
        self.until = until
        first = until - dt.timedelta(days=365 * YEARS)
        everyday = [first + dt.timedelta(days=n) for n in range((until - first).days)]
        hijri = {day: Gregorian(day.year, day.month, day.day).to_hijri() for day in everyday}
        self.days = [day for day in everyday if _open(day, hijri[day].month, hijri[day].day)]
        self.years = [int(hijri[day].year) for day in self.days]
        self.end = float(len(self.days) * DAY)
        self._iso = [day.isoformat() for day in self.days]
        self._ordinals = [day.toordinal() for day in self.days]
        whole = len(self.days)
        weights = [
            (1 + 1.2 * n / whole) * BUSY[day.weekday()] * SEASON.get(hijri[day].month, 1.0)
            for n, day in enumerate(self.days)
        ]
        total = sum(weights)
        self._shares = [share / total for share in accumulate(weights)]

    def arrival(self, share: float) -> float:
        """The moment by which this share (0 to 1) of all arrivals has come; it grows with `share`."""
        n = min(bisect_right(self._shares, share), len(self.days) - 1)
        before = self._shares[n - 1] if n else 0.0
        part = min((share - before) / (self._shares[n] - before), 1.0)
        return n * DAY + FIRST + part**1.2 * (LAST - FIRST)

    def stamp(self, moment: float) -> str:
        """The moment as PostgreSQL reads it."""
        day, minute = divmod(moment, DAY)
        return f"{self._iso[int(day)]} {_clock(minute)}"

    def date(self, moment: float) -> dt.date:
        """The day of a moment."""
        return self.days[int(moment // DAY)]

    def later(self, moment: float, days: int) -> tuple[float, str]:
        """So many times 24 hours later: the first moment of office hours from then on, and the exact moment."""
        day, minute = divmod(moment, DAY)
        ordinal = self._ordinals[int(day)] + days
        n = bisect_left(self._ordinals, ordinal)
        exact = f"{dt.date.fromordinal(ordinal).isoformat()} {_clock(minute)}"
        open_then = n < len(self.days) and self._ordinals[n] == ordinal
        return (n * DAY + minute if open_then else float(n * DAY)), exact

    def next_day(self, *, weekday: int) -> dt.datetime:
        """Ten o'clock of the first such weekday from the end on."""
        ahead = (weekday - self.until.weekday()) % 7
        return dt.datetime.combine(self.until + dt.timedelta(days=ahead), dt.time(10), RIYADH)


def _open(day: dt.date, month: int, day_of_month: int) -> bool:
    """Whether the office is open; `month` and `day_of_month` are the Hijri ones."""
    eid = (month == 10 and day_of_month <= 4) or (month == 12 and 9 <= day_of_month <= 13)
    return day.weekday() not in WEEKEND and not eid and (day.month, day.day) not in NATIONAL_DAYS


MINUTES = [f"{OPENS + minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)]


def _clock(minute: float) -> str:
    whole = int(minute)
    thousandths = int((minute - whole) * 60_000)
    return f"{MINUTES[whole]}:{thousandths // 1000:02d}.{thousandths % 1000:03d}+03"
