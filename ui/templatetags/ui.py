"""The words a template builds pages with: icons, tags, dates in both calendars, numbers that keep their direction."""

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import engines
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from ui import dates, icons, markup
from ui.forms import Line, summary, target_of
from ui.list_rows import Row

register = template.Library()

WORDS: tuple[Callable[..., Any], ...] = (
    icons.icon,
    markup.tag,
    markup.ltr,
    markup.money,
    markup.days,
    markup.join_dots,
    dates.day,
    dates.clock,
)
for word in WORDS:
    register.simple_tag(word)
register.filter(markup.ltr)
register.filter(markup.masked)
register.filter(markup.grouped)


@register.simple_tag
@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Return the address of a static file, asked of the storage once: it does not change while the process lives."""
    return static(path)


@register.simple_tag
def queue_rows(rows: Sequence[Row]) -> SafeString:
    """Draw the rows of a list; there is one at least."""
    return mark_safe(engines["rows"].get_template("_queue.html").render({"rows": rows}))  # noqa: S308 - escaped there


@register.simple_tag
def summary_lines(*sources: object) -> list[Line]:
    """Return the lines of the error summary of forms, formsets, lists of sentences and refusals."""
    flat: list[object] = []
    for source in sources:
        if isinstance(source, list | tuple) and not isinstance(source, Line):
            flat += source
        elif source:
            flat.append(source)
    return summary(flat)


@register.simple_tag
def window_cells(submitted_at: dt.datetime, not_before: dt.datetime, days: int, now: dt.datetime) -> dict[str, Any]:
    """Return the decision window as cells and words: {cells: [bool gone], left: whole days left, open: it has passed}.

    A day is 24 hours from the submission (the policy's window is counted in hours, not in midnights).
    """
    left = max(0, math.ceil((not_before - now) / dt.timedelta(days=1)))
    gone = max(0, min(days, days - left))
    return {"cells": [n < gone for n in range(days)], "left": min(left, days), "open": now >= not_before}


@register.simple_tag
def rail_position(steps: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return where a step rail stands: {number, label} of the step that is now, or of the last one that is done."""
    numbered = list(enumerate(steps, start=1))
    reached = [(n, s) for n, s in numbered if s.get("state") in ("now", "done")]
    number, step = next(
        ((n, s) for n, s in numbered if s.get("state") == "now"), reached[-1] if reached else numbered[0]
    )
    return {"number": number, "label": step["label"]}


@register.filter
def initial(row: Sequence[Any], index: int) -> Any:
    """Return an item of a row, or nothing when the row is shorter."""
    return row[index] if len(row) > index else ""


def _classes(field: BoundField) -> str:
    widget = field.field.widget
    own = str(widget.attrs.get("class", ""))
    if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
        kind = "form-select"
    elif isinstance(widget, forms.CheckboxInput):
        kind = "form-check-input"
    elif isinstance(widget, forms.MultiWidget | forms.HiddenInput):
        kind = ""
    else:
        kind = "form-control"
    return " ".join(part for part in (kind, own, "is-invalid" if field.errors else "") if part)


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """Draw a field's control alone with the look's classes; keyword arguments become attributes (`_` turns to `-`)."""
    extra = {name.replace("_", "-"): value for name, value in attrs.items()}
    return field.as_widget(attrs={"class": _classes(field), **extra})


@register.filter
def kind(field: BoundField) -> str:
    """Return how a field is laid out: "choices", "check", "group", "bare" or "line"."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.MultiWidget):
        return "group"
    return "bare" if widget.is_hidden else "line"


@register.filter
def target(field: BoundField) -> str:
    """Return the id of the first thing to fill in a field."""
    return target_of(field)


@register.inclusion_tag("ui/field.html", name="field")
def field_tag(field: BoundField, label: str = "", hint: str = "", width: str = "") -> dict[str, Any]:
    """Draw a whole field: label, hint, control, errors. `width` is a class of the wrapper."""
    return {"field": field, "label": label or field.label, "hint": hint or field.help_text, "width": width}
