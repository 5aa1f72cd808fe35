"""What every list of Django admin with a date in it takes on: dates are typed and shown in both calendars."""

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString

from ui.calendars import RIYADH
from ui.dates import day
from ui.fields import DualDateField
from ui.widgets import PARTS, DualDateWidget

if TYPE_CHECKING:
    Base = admin.ModelAdmin[Any]
else:
    Base = object


class BothCalendars(Base):
    """A mixin for a ModelAdmin: DualDateField wherever a date is typed, ui.dates.day wherever one is shown."""

    formfield_overrides = {models.DateField: {"form_class": DualDateField, "widget": DualDateWidget}}

    class Media:
        js = ("js/dates.js",)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [self._seen(name) for name in super().get_list_display(request)]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        return [self._seen(name) for name in super().get_readonly_fields(request, obj)]

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """Return the parts of the page; their dates are shown where they are not typed."""
        shown = {getattr(one, "__name__", one) for one in self.get_readonly_fields(request, obj)}
        typed = obj is None or self.has_change_permission(request, obj)

        def of(name: Any) -> Any:
            if isinstance(name, list | tuple):
                return [of(one) for one in name]
            return name if typed and name not in shown else self._seen(name)

        found: list[tuple[Any, Any]] = [*super().get_fieldsets(request, obj)]
        return [(title, {**options, "fields": of(options["fields"])}) for title, options in found]

    def _seen(self, name: Any) -> Any:
        """Return a column in place of a date's name; other names, and columns, as they are."""
        known = {field.name: field for field in self.model._meta.fields} if isinstance(name, str) else {}
        field = known.get(name)
        return _column(field) if isinstance(field, models.DateField) else name


@cache
def _column(field: "models.DateField[Any, Any]") -> Callable[[models.Model], SafeString | None]:
    """Return what draws a date of a row; one per field, because Django admin compares columns by identity."""

    def column(row: models.Model) -> SafeString | None:
        value = getattr(row, field.name)
        return None if value is None else day(value, time=isinstance(field, models.DateTimeField))

    column.__name__ = field.name
    return admin.display(description=field.verbose_name, ordering=field.name)(column)


class DayFilter(admin.FieldListFilter):
    """The rows of one day in Riyadh, typed in either calendar, in place of Django's Gregorian years and months.

    Use as `list_filter = (("at", DayFilter),)` on a DateTimeField. A day that does not exist filters nothing and is
    said beside the field.
    """

    template = "admin/day_filter.html"

    def __init__(
        self, field: Any, request: HttpRequest, params: Any, model: Any, model_admin: Any, field_path: str
    ) -> None:
        self.names = [f"{field_path}_{part}" for part in PARTS]
        super().__init__(field, request, params, model, model_admin, field_path)
        given: dict[str, Any] = {**self.used_parameters}
        typed = {name: values[-1] for name, values in given.items()}
        self.form = forms.Form(typed or None)
        self.form.fields[field_path] = DualDateField(label=self.title, required=False)

    def expected_parameters(self) -> list[str | None]:
        return [*self.names]

    def queryset(self, request: HttpRequest, queryset: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
        """Return the rows of the day, from its midnight to the next."""
        on = self.form.cleaned_data[self.field_path] if self.form.is_valid() else None
        if on is None:
            return queryset
        start = dt.datetime.combine(on, dt.time.min, tzinfo=RIYADH)
        within = {f"{self.field_path}__gte": start, f"{self.field_path}__lt": start + dt.timedelta(days=1)}
        return queryset.filter(**within)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Yield what else stands in the address, to be kept when a day is asked for."""
        for name, values in changelist.filter_params.items():
            if name not in self.names:
                yield from ({"name": name, "value": value} for value in values)
