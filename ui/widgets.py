"""Widgets of the shared fields: text inputs that take any digits, a date in either calendar, a signature pad."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ui import calendars, signature
from ui.digits import joined

GREGORIAN = "gregorian"
HIJRI = "hijri"
CALENDARS = [(GREGORIAN, _("Gregorian")), (HIJRI, _("Hijri"))]
# what people write after a year, as it is once its spaces are gone
ERAS = ("هـ", "ه", "م", "AH", "AD")
PARTS = ("day", "month", "year", "calendar")


def calendar_of(year: int) -> str:
    """Return the calendar a year belongs to, or nothing when it is a year of neither.

    The two ranges never meet for living people and their papers (1343-1500 and 1800-2200), so the year alone
    decides; the choice beside it says aloud which calendar is meant.
    """
    if calendars.FIRST_YEAR <= year <= calendars.LAST_YEAR:
        return HIJRI
    return GREGORIAN if 1800 <= year <= 2200 else ""


def numbers_of(day: str, month: str, year: str) -> tuple[int, int, int] | None:
    """Return year, month and day of typed parts in any digits, the year with its era or without, or None."""
    texts = [_without_era(joined(year)), joined(month), joined(day)]
    if not all(text.isascii() and text.isdigit() and len(text) <= 4 for text in texts):
        return None
    return int(texts[0]), int(texts[1]), int(texts[2])


def _without_era(year: str) -> str:
    return next((year.removesuffix(era) for era in ERAS if year.endswith(era)), year)


def date_of(day: str, month: str, year: str) -> dt.date | None:
    """Return the Gregorian date of typed parts, or None when a part is no number or there is no such day."""
    numbers = numbers_of(day, month, year)
    if numbers is None:
        return None
    calendar = calendar_of(numbers[0])
    if calendar == HIJRI:
        return calendars.to_gregorian(*numbers)
    return calendars.gregorian_day(*numbers) if calendar else None


class NumberText(forms.TextInput):
    """A text input for digits: `<input type=number>` refuses Arabic digits and changes on a turn of the wheel."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, inputmode: str = "numeric", wide: str = "") -> None:
        classes = f"in-ltr {wide}".strip()
        own = {"inputmode": inputmode, "dir": "ltr", "autocomplete": "off", "class": classes}
        super().__init__(attrs={**own, **(attrs or {})})


class DualDateWidget(forms.MultiWidget):
    """Day, month and year as text, with the calendar they are in; the other calendar stands beside as an echo."""

    template_name = "ui/widgets/dual_date.html"
    use_fieldset = True

    class Media:
        # for Django admin; the portal's own pages have it in base.html
        js = ("js/dates.js",)

    def __init__(self, attrs: dict[str, Any] | None = None, *, calendar: str = GREGORIAN) -> None:
        self.calendar = calendar
        digits = {"class": "form-control in-ltr"}
        # a year may be pasted with its era
        widgets = {part: NumberText({**digits, "maxlength": 7 if part == "year" else 2}) for part in PARTS[:3]}
        choice = forms.Select({"class": "form-select"}, choices=CALENDARS)
        super().__init__({**widgets, "calendar": choice}, attrs)

    def decompress(self, value: dt.date | None) -> list[str]:
        """Split a stored date into the parts of the calendar this widget opens with."""
        if value is None:
            return ["", "", "", self.calendar]
        if self.calendar == HIJRI and (day := calendars.to_hijri(value)):
            return [str(day.day), str(day.month), str(day.year), HIJRI]
        return [str(value.day), str(value.month), str(value.year), GREGORIAN]

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Add the labels of the parts and the echo of the date in both calendars."""
        parts = value if isinstance(value, list) else self.decompress(value)
        texts = [str(part or "") for part in (*parts, "", "", "", "")[:4]]
        found = date_of(*texts[:3])
        numbers = numbers_of(*texts[:3]) if found else None
        chosen = calendar_of(numbers[0]) if numbers else texts[3]
        outer = dict(attrs or {})
        # a class given to the whole would replace those of the parts
        mark = outer.pop("class", "")
        context = super().get_context(name, [*texts[:3], chosen or self.calendar], outer)
        labels = (_("Day"), _("Month"), _("Year"), _("Calendar"))
        widget = context["widget"]
        for part in widget["subwidgets"]:
            part["attrs"]["class"] = f"{part['attrs']['class']} {mark}".strip()
        widget["parts"] = list(zip(PARTS, labels, widget["subwidgets"], strict=True))
        widget["echo"] = calendars.both(found, week=True) if found else ""
        return context

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Say whether nothing was posted: the calendar's select always is, so it does not count."""
        return not any(data.get(f"{name}_{part}") for part in PARTS[:3])

    def id_for_label(self, id_: str) -> str:
        """Point labels and the error summary at the day, the first thing to fill."""
        return f"{id_}_0" if id_ else id_


class SignatureWidget(forms.HiddenInput):
    """A pad to draw on with finger, pen or mouse; the strokes travel as an SVG path in a hidden input."""

    template_name = "ui/widgets/signature.html"
    input_type = "hidden"

    @property
    def is_hidden(self) -> bool:
        """Return False: the pad is seen, only its input is hidden."""
        return False

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """Show again what was signed when the page returns with errors elsewhere."""
        context = super().get_context(name, value, dict(attrs or {}))
        path = str(value or "")
        context["widget"]["drawn"] = signature.to_svg(path) if signature.strokes(path) else ""
        context["widget"]["box"] = {"width": signature.WIDTH, "height": signature.HEIGHT}
        return context
