"""Office hours of the demonstration: Sunday to Thursday, eight to three, in Riyadh."""

import datetime as dt
from random import Random

from ledger.clock import RIYADH

OPENS, CLOSES = 8, 15
WEEKEND = (4, 5)  # Friday and Saturday, as datetime counts weekdays
TUESDAY, WEDNESDAY, SUNDAY = 1, 2, 6


def office(when: dt.datetime, random: Random) -> dt.datetime:
    """`when`, or a moment of the next office hours where it falls outside them."""
    local = when.astimezone(RIYADH)
    while local.weekday() in WEEKEND or local.hour >= CLOSES:
        local = (local + dt.timedelta(days=1)).replace(hour=OPENS, minute=random.randrange(60))
    if local.hour < OPENS:
        local = local.replace(hour=OPENS, minute=random.randrange(60))
    return local


def at_hour(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """That hour of that day in Riyadh."""
    return dt.datetime.combine(day, dt.time(hour, minute), RIYADH)
