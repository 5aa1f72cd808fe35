"""Columns of a file. Values come from the database by the batch, so each column makes its cells by the batch too.

A row costs a few hundred nanoseconds a cell this way, and no model is ever built.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from beneficiaries.models import identity_numbers
from spreadsheets.heads import Cells, Head, Kind
from ui import calendars

RIYADH_DAY = "((%(expressions)s) AT TIME ZONE 'Asia/Riyadh')::date"
RIYADH_TIME = "date_trunc('minute', (%(expressions)s) AT TIME ZONE 'Asia/Riyadh')"
Values = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """What is asked of the database, and the cells that a batch of it makes: one list for each heading."""

    heads: tuple[Head, ...]
    sources: tuple[Any, ...]
    make: Callable[..., list[Cells]]


def text(heading: Any, source: Any, width: int = 18) -> Column:
    """Text as it is kept; nothing where there is none."""
    return Column((Head(heading, width=width),), (source,), _texts)


def number(heading: Any, source: Any, width: int = 10) -> Column:
    """A number, which a spreadsheet can add up."""
    return Column((Head(heading, Kind.NUMBER, width),), (source,), lambda values: [list(values)])


def choice(heading: Any, source: Any, labels: Mapping[str, Any] | Sequence[tuple[str, Any]], width: int = 18) -> Column:
    """A value's label, in the language that is active when the file is written."""
    named = dict(labels)

    def make(values: Values) -> list[Cells]:
        words = {key: str(named.get(key, key or "")) for key in set(values)}
        return [[words[value] for value in values]]

    return Column((Head(heading, width=width),), (source,), make)


def day(heading: Any, source: Any) -> Column:
    """The day in Riyadh of a moment, as a date; beside it the same day as Umm al-Qura names it, as text."""
    return _dated(heading, models.Func(source, template=RIYADH_DAY, output_field=models.DateField()), Kind.DAY)


def date(heading: Any, source: Any) -> Column:
    """As `day`, of what is kept as a date."""
    return _dated(heading, source, Kind.DAY)


def moment(heading: Any, source: Any) -> Column:
    """As `day`, with the time to the minute in Riyadh."""
    cut = models.Func(source, template=RIYADH_TIME, output_field=models.DateTimeField())
    return _dated(heading, cut, Kind.MOMENT)


def identity_number(path: str, *, whole: bool) -> Column:
    """The identity number of the person at `path`: its last characters, or all of it."""
    heading = Head(gettext_lazy("Identity number"), width=16)
    if not whole:
        return Column((heading,), (f"{path}id_tail",), lambda tails: [list(map(identity_numbers.shown, tails))])
    return Column((heading,), (f"{path}id_token", f"{path}id_hmac", f"{path}id_kind"), _read)


def _read(*columns: Values) -> list[Cells]:
    return [[identity_numbers.read(*one) for one in zip(*columns, strict=True)]]


def _texts(values: Values) -> list[Cells]:
    return [["" if value is None else value for value in values]]


def _dated(heading: Any, source: Any, kind: Kind) -> Column:
    heads = (Head(heading, kind, 17 if kind is Kind.MOMENT else 12), Head(_Hijri(heading), width=24))
    named = _Named()

    def make(values: Values) -> list[Cells]:
        days = values if kind is Kind.DAY else [value and value.date() for value in values]
        return [list(values), [named[day] for day in days]]

    return Column(heads, (source,), make)


@dataclass(frozen=True)
class _Hijri:
    """A heading that is made when the language is known."""

    of: Any

    def __str__(self) -> str:
        return _("%(heading)s (Hijri)") % {"heading": self.of}


class _Named(dict[dt.date | None, str]):
    """Days as Umm al-Qura names them; each is worked out once for a file."""

    def __missing__(self, value: dt.date | None) -> str:
        found = "" if value is None else calendars.hijri(value) or ""
        self[value] = found
        return found
