"""The words a template builds pages with: icons, tags, dates in both calendars, numbers that keep their direction."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template import engines
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from ui import dates, digits
from ui import icons as drawings
from ui.dates import ABSENT
from ui.forms import Line, summary, target_of
from ui.list_rows import Row

register = template.Library()

TONES = frozenset({"", "green", "amber", "red", "blue"})


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw an icon; `i-s` makes it 16px. Arrows and chevrons turn with the page by themselves."""
    return drawings.icon(name, classes)


@register.simple_tag
@lru_cache(maxsize=256)
def asset(path: str) -> str:
    """Return the address of a static file, asked of the storage once: it does not change while the process lives."""
    return static(path)


@register.simple_tag
def tag(text: object, icon: str = "", tone: str = "") -> SafeString:
    """Show a state: an icon of its own shape, a word, and a tint (green, amber, red, blue or none for waiting)."""
    return _tag(str(text), icon, tone)


@lru_cache(maxsize=1024)
def _tag(text: str, icon: str, tone: str) -> SafeString:
    if tone not in TONES:
        message = f"Unknown tone {tone!r}"
        raise ValueError(message)
    drawn = drawings.icon(icon, "i-s") if icon else ""
    return format_html('<span class="tag{}">{}{}</span>', f" tag-{tone}" if tone else "", drawn, text)


@register.simple_tag
def queue_rows(rows: Sequence[Row]) -> SafeString:
    """Draw the rows of a list; there is one at least."""
    return mark_safe(engines["rows"].get_template("_queue.html").render({"rows": rows}))  # noqa: S308 - escaped there


@register.simple_tag
def ltr(value: object) -> SafeString:
    """Keep a number, phone, code or reference in its own direction and on one line."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', "" if value is None else value)


@register.filter(name="ltr")
def ltr_filter(value: object) -> SafeString:
    """Do what the tag `ltr` does, inside expressions and `with`."""
    return ltr(value)


@register.filter
def masked(value: object) -> SafeString:
    """Show the last four characters of an identity number, the rest as bullets."""
    return ltr(digits.masked(str(value or "")))


register.simple_tag(dates.day)
register.simple_tag(dates.clock)


@register.filter
def grouped(value: Decimal | int | None) -> SafeString:
    """Show a number with thousands' commas in Latin digits."""
    return ltr(ABSENT if value is None else f"{value:,}")


@register.simple_tag
def money(amount: Decimal | int | None) -> SafeString:
    """Show an amount with the riyal's name in the form its number asks for; halalas only where there are some."""
    if amount is None:
        return ABSENT
    whole = amount == int(amount)
    text = f"{int(amount):,}" if whole else f"{amount:,.2f}"
    unit = ngettext("riyal", "riyals", int(amount) if whole else 100)
    return format_html('<span class="nb"><bdi dir="ltr">{}</bdi> {}</span>', text, unit)


@register.simple_tag
def days(number: int) -> SafeString:
    """Show a number of days with the word in the form its number asks for."""
    return format_html('<span class="nb"><bdi>{}</bdi> {}</span>', number, ngettext("day", "days", number))


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


@register.simple_tag
def join_dots(*parts: object) -> SafeString:
    """Join what there is of several parts with « · »."""
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))
