"""Pages of a list by key, not by number: page 10,000 costs what page 1 costs, and nothing is counted."""

import base64
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import QueryDict

AFTER = "after"
BEFORE = "before"


@dataclass(frozen=True)
class Page:
    """One page of rows, with the queries (`?after=…`) of its neighbours, empty where there is none."""

    rows: list[Any]
    next_query: str = ""
    previous_query: str = ""

    def __iter__(self) -> Any:
        """Loop over the rows, so that a template may say `for row in page`."""
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def beyond(keys: Sequence[tuple[str, bool]], cursor: Sequence[Any], *, back: bool) -> Q:
    """Return the condition "after this key": a range on the first field for the index, then the exact steps.

    `keys` are (field, descending); values of the cursor may be expressions.
    """
    exact = Q(pk__in=[])
    equal = Q()
    for (name, descending), value in zip(keys, cursor, strict=True):
        step = "lt" if descending != back else "gt"
        exact |= equal & Q(**{f"{name}__{step}": value})
        equal &= Q(**{name: value})
    first, descending = keys[0]
    return Q(**{f"{first}__{'lte' if descending != back else 'gte'}": cursor[0]}) & exact


class Keyset:
    """A queryset in a total order, cut at keys.

    `order` names fields that are never null, the last one unique ("-" for descending), such as
    ("due_at", "pk"). The queryset may yield instances, dicts (`values`) or named tuples; the ordering
    fields must be among them. A cursor that cannot be read shows the first page: an old link is not an error.
    """

    def __init__(self, queryset: QuerySet[Any], *, order: Sequence[str], size: int = 25) -> None:
        self.queryset = queryset
        self.keys = [(name.removeprefix("-"), name.startswith("-")) for name in order]
        self.size = size

    def fetch(self, cursor: list[Any] | None, back: bool) -> list[Any]:
        """Return up to `size` + 1 rows from the cursor on, the nearest first; `back` reads against the order."""
        names = [f"{'-' if descending != back else ''}{name}" for name, descending in self.keys]
        found = self.queryset.order_by(*names)
        if cursor is not None:
            found = found.filter(beyond(self.keys, cursor, back=back))
        return list(found[: self.size + 1])

    def page(self, params: QueryDict | None = None) -> Page:
        """Return the page that `params` (request.GET) asks for, `size` rows at most, in one query."""
        given = params if params is not None else QueryDict()
        after, before = self._read(given.get(AFTER, "")), self._read(given.get(BEFORE, ""))
        back = after is None and before is not None
        cursor = before if back else after
        rows = self.fetch(cursor, back)
        more, rows = len(rows) > self.size, rows[: self.size]
        if back:
            rows.reverse()
        forward = bool(rows) and (back or more)
        backward = bool(rows) and (more if back else cursor is not None)
        return Page(
            rows,
            self._query(given, AFTER, rows[-1]) if forward else "",
            self._query(given, BEFORE, rows[0]) if backward else "",
        )

    def _field(self, path: str) -> "Field[Any, Any] | None":
        annotation = self.queryset.query.annotations.get(path)
        if annotation is not None:
            return annotation.output_field
        model, field = self.queryset.model, None
        for part in path.split("__"):
            try:
                field = model._meta.pk if part == "pk" else model._meta.get_field(part)
            except FieldDoesNotExist:
                return None
            model = field.related_model or model
        return field

    def _read(self, cursor: str) -> list[Any] | None:
        if not cursor:
            return None
        try:
            padded = cursor + "=" * (-len(cursor) % 4)
            texts = json.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
            if not isinstance(texts, list) or len(texts) != len(self.keys):
                return None
            return [self._typed(name, text) for (name, _), text in zip(self.keys, texts, strict=True)]
        except (ValueError, TypeError, UnicodeError, ValidationError, OverflowError):
            return None

    def _typed(self, name: str, text: Any) -> Any:
        if not isinstance(text, str) or "\x00" in text or len(text) > 400:
            message = "Not a key"
            raise ValueError(message)
        field = self._field(name)
        value = field.to_python(text) if field else text
        if value is None:
            message = "Not a key"
            raise ValueError(message)
        return value

    def _query(self, given: QueryDict, direction: str, row: Any) -> str:
        key = json.dumps([_text(_value(row, name)) for name, _ in self.keys]).encode()
        kept = [(k, v) for k, values in given.lists() for v in values if k not in (AFTER, BEFORE)]
        cursor = base64.urlsafe_b64encode(key).decode().rstrip("=")
        return "?" + urlencode([*kept, (direction, cursor)])


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row[path]
    if hasattr(row, path):
        return getattr(row, path)
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
