"""One clock. The database asks portal_now(), Python asks now(); tests and demo seeding move both together."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils import timezone

RIYADH = ZoneInfo("Asia/Riyadh")

_moved: ContextVar[dt.datetime | None] = ContextVar("portal_clock", default=None)


class PortalNow(models.Func):
    """The database's portal_now(), for db_default and for comparisons in queries."""

    function = "portal_now"
    output_field = models.DateTimeField()
    arity = 0


class PortalToday(models.Func):
    """The database's present day in Riyadh, for comparisons in queries."""

    template = "(portal_now() AT TIME ZONE 'Asia/Riyadh')::date"
    output_field = models.DateField()
    arity = 0


def now() -> dt.datetime:
    """Return the present moment, aware."""
    return _moved.get() or timezone.now()


def today() -> dt.date:
    """Return the present day in Riyadh, where all associations are."""
    return now().astimezone(RIYADH).date()


@contextmanager
def moved(when: dt.datetime) -> Iterator[None]:
    """Let Python's clock stand at `when` (aware) inside the block; the database's is moved separately.

    For tests and demo seeding: production never calls it, and what the database stamps ignores it.
    """
    token = _moved.set(when)
    try:
        yield
    finally:
        _moved.reset(token)
