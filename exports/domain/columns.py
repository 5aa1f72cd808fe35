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
from spreadsheets.heads import CellKind, Cells, Head
from ui import calendars

RIYADH_DAY = "((%(expressions)s) AT TIME ZONE 'Asia/Riyadh')::date"
RIYADH_TIME = "date_trunc('minute', (%(expressions)s) AT TIME ZONE 'Asia/Riyadh')"
Values = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """Sources in the database, and how a batch of their values becomes cells: one list for each heading."""

    heads: tuple[Head, ...]
    sources: tuple[Any, ...]
    make: Callable[..., list[Cells]]


def text(heading: Any, source: Any, width: int = 18) -> Column:
    """Return a column of text."""
    return Column((Head(heading, width=width),), (source,), _texts)


def number(heading: Any, source: Any, width: int = 10) -> Column:
    """Return a column of numbers, which a spreadsheet can add up."""
    return Column((Head(heading, CellKind.NUMBER, width),), (source,), lambda values: [list(values)])


def choice(heading: Any, source: Any, labels: Mapping[str, Any] | Sequence[tuple[str, Any]], width: int = 18) -> Column:
    """Return a column of labels, in the language that is active when the file is written."""
    named = dict(labels)

    def make(values: Values) -> list[Cells]:
        words = {key: str(named.get(key, key or "")) for key in set(values)}
        return [[words[value] for value in values]]

    return Column((Head(heading, width=width),), (source,), make)


def day(heading: Any, source: Any) -> Column:
    """Return the day in Riyadh of a moment as a date, and next to it the Umm al-Qura day as text."""
    return _dated(heading, models.Func(source, template=RIYADH_DAY, output_field=models.DateField()), CellKind.DAY)


def date(heading: Any, source: Any) -> Column:
    """Return `day` of a column that is a date already."""
    return _dated(heading, source, CellKind.DAY)


def moment(heading: Any, source: Any) -> Column:
    """Return `day` with the time to the minute in Riyadh."""
    cut = models.Func(source, template=RIYADH_TIME, output_field=models.DateTimeField())
    return _dated(heading, cut, CellKind.MOMENT)


def identity_number(path: str, *, full: bool) -> Column:
    """Return the identity number of the person at `path`: its last characters, or all of it."""
    heading = Head(gettext_lazy("Identity number"), width=16)
    if not full:
        return Column((heading,), (f"{path}id_tail",), lambda tails: [list(map(identity_numbers.shown, tails))])
    return Column((heading,), (f"{path}id_token", f"{path}id_hmac", f"{path}id_kind"), _read)


def _read(*columns: Values) -> list[Cells]:
    return [[identity_numbers.read(*values) for values in zip(*columns, strict=True)]]


def _texts(values: Values) -> list[Cells]:
    return [["" if value is None else value for value in values]]


def _dated(heading: Any, source: Any, kind: CellKind) -> Column:
    heads = (Head(heading, kind, 17 if kind is CellKind.MOMENT else 12), Head(_Hijri(heading), width=24))
    named = _Named()

    def make(values: Values) -> list[Cells]:
        days = values if kind is CellKind.DAY else [value and value.date() for value in values]
        return [list(values), [named[day] for day in days]]

    return Column(heads, (source,), make)


@dataclass(frozen=True)
class _Hijri:
    """A heading that is worded when the language is known."""

    of: Any

    def __str__(self) -> str:
        return _("%(heading)s (Hijri)") % {"heading": self.of}


class _Named(dict[dt.date | None, str]):
    """Umm al-Qura days as text; each is worked out once for a file."""

    def __missing__(self, value: dt.date | None) -> str:
        self[value] = "" if value is None else calendars.hijri(value) or ""
        return self[value]
