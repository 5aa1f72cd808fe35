"""Form fields that take what people type: any digits, either calendar, a phone in any form."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ui import calendars, signature
from ui.digits import joined, plain, saudi_mobile
from ui.widgets import GREGORIAN, DualDateWidget, NumberText, SignatureWidget, calendar_of, date_of, numbers_of

EMPTY = (None, "")


class PlainField(forms.CharField):
    """A line of text without invisible marks, its digits in ASCII and its spaces squeezed."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return " ".join(plain(text).split())


class DigitsField(forms.CharField):
    """A number that is a name (ID, document, account): kept as ASCII digits, leading zeros included.

    `length` asks for exactly so many digits.
    """

    default_error_messages = {
        "digits": _("Only digits are written here, with no letters or signs."),
        "length": _("The number has %(length)s digits; %(given)s were written."),
    }

    def __init__(self, *, length: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberText(wide="in-20"))
        super().__init__(**kwargs)
        self.length = length

    def to_python(self, value: Any) -> str:
        """Return ASCII digits without spaces or dashes. Raises ValidationError for letters or a wrong length."""
        text = joined(super().to_python(value) or "")
        if text in self.empty_values:
            return ""
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(self.error_messages["digits"], code="digits")
        if self.length is not None and len(text) != self.length:
            params = {"length": self.length, "given": len(text)}
            raise ValidationError(self.error_messages["length"], code="length", params=params)
        return text


class CountField(forms.IntegerField):
    """A whole number that counts something, in any digits."""

    widget = NumberText

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberText(wide="in-4"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """Return the number. Raises ValidationError when it is none."""
        return super().to_python(_ungrouped(value) if isinstance(value, str) else value)


class MoneyField(forms.DecimalField):
    """An amount in riyals, two decimals at most, in any digits, with or without thousands' commas."""

    widget = NumberText
    default_error_messages = {"invalid": _("An amount is written in digits, such as 1500 or 1,500.50.")}

    def __init__(self, *, max_digits: int = 12, min_value: Decimal | int | None = 0, **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberText(inputmode="decimal", wide="in-10"))
        super().__init__(max_digits=max_digits, decimal_places=2, min_value=min_value, **kwargs)

    # the stubs give IntegerField's type to its child
    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Return the amount in riyals. Raises ValidationError when it is no number."""
        return super().to_python(_ungrouped(value) if isinstance(value, str) else value)


def _ungrouped(text: str) -> str:
    """Return a typed number without thousands' signs, with a full stop before the decimals."""
    cleaned = plain(text).replace("٫", ".")
    return "".join(c for c in cleaned if c not in ",،٬’'  ")


class PhoneField(forms.CharField):
    """A Saudi mobile number in any form it is written; kept as 05XXXXXXXX."""

    default_error_messages = {
        "phone": _("A Saudi mobile number has ten digits and begins with 05, such as 0512345678.")
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = NumberText({"autocomplete": "off", "type": "tel"}, inputmode="tel", wide="in-20")
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return 05XXXXXXXX. Raises ValidationError for anything else."""
        text = super().to_python(value) or ""
        if text in self.empty_values:
            return ""
        phone = saudi_mobile(text)
        if phone is None:
            raise ValidationError(self.error_messages["phone"], code="phone")
        return phone


class EmailField(forms.EmailField):
    """An e-mail address, written left to right and without the invisible marks of pasted text."""

    widget = forms.EmailInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.EmailInput({"dir": "ltr", "class": "in-ltr", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value) or "")


class DualDateField(forms.MultiValueField):
    """A date typed as day, month and year in either calendar; its value is a Gregorian `date`.

    `past` refuses days after today and `future` days before it (both let today pass); `earliest` and `latest`
    are inclusive bounds. `calendar` is the one the empty field opens with.
    """

    widget = DualDateWidget
    default_error_messages = {
        "required": _("The date is needed: day, month and year."),
        "incomplete": _("The day, the month and the year are all needed."),
        "digits": _("Day, month and year are written in digits, such as 25, 8 and 1446."),
        "year_short": _("The year is written with its four digits, such as 1446 or 2025."),
        "year": _("The year %(year)s belongs to neither calendar: 1343 to 1500 is Hijri, 1800 to 2200 is Gregorian."),
        "swapped": _("There is no month %(month)s. Day and month seem to have changed places."),
        "month": _("There is no month %(month)s; months are numbered from 1 to 12."),
        "day": _("There is no day %(day)s in %(name)s; it has %(last)s days."),
        "past": _("This date has not come yet; a day up to today is needed."),
        "future": _("This date has gone by; a day from today on is needed."),
        "earliest": _("The date may not be before %(date)s."),
        "latest": _("The date may not be after %(date)s."),
    }

    def __init__(
        self,
        *,
        past: bool = False,
        future: bool = False,
        earliest: dt.date | None = None,
        latest: dt.date | None = None,
        calendar: str = GREGORIAN,
        **kwargs: Any,
    ) -> None:
        self.past, self.future, self.earliest, self.latest = past, future, earliest, latest
        fields = [forms.CharField(required=False, max_length=20) for _part in range(4)]
        kwargs.setdefault("widget", DualDateWidget(calendar=calendar))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> dt.date | None:
        """Return the date, or None when an optional field is empty. Raises ValidationError, one kind sentence."""
        if isinstance(value, dt.date):
            return self._within(value)
        parts = [str(part or "").strip() for part in (value or [])]
        parts += [""] * (3 - len(parts))
        if not any(parts[:3]):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(parts[:3]):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        found = date_of(*parts[:3])
        if found is None:
            raise self._no_day(*parts[:3])
        return self._within(found)

    def _no_day(self, day: str, month: str, year: str) -> ValidationError:
        """Return what is wrong with parts that make no day: the first of their faults, with what it was taken for."""
        if (numbers := numbers_of(day, month, year)) is None:
            return ValidationError(self.error_messages["digits"], code="digits")
        params: dict[str, object] = dict(zip(("year", "month", "day"), numbers, strict=True))
        code = "day"
        if numbers[0] < 1000:
            code = "year_short"
        elif not calendar_of(numbers[0]):
            code = "year"
        elif not 1 <= numbers[1] <= 12:
            code = "swapped" if 12 < numbers[1] <= 31 and 1 <= numbers[2] <= 12 else "month"
        else:
            params |= {"name": calendars.month_name(*numbers[:2]), "last": calendars.days_in(*numbers[:2])}
        return ValidationError(self.error_messages[code], code=code, params=params)

    def _within(self, day: dt.date) -> dt.date:
        if self.past and day > calendars.today():
            raise ValidationError(self.error_messages["past"], code="past")
        if self.future and day < calendars.today():
            raise ValidationError(self.error_messages["future"], code="future")
        if self.earliest and day < self.earliest:
            params = {"date": calendars.both(self.earliest)}
            raise ValidationError(self.error_messages["earliest"], code="earliest", params=params)
        if self.latest and day > self.latest:
            params = {"date": calendars.both(self.latest)}
            raise ValidationError(self.error_messages["latest"], code="latest", params=params)
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not the parts they were typed in."""
        try:
            return bool(self.clean(data) != (initial or None))
        except ValidationError:
            return True

    def compress(self, data_list: list[Any]) -> dt.date | None:
        """Return the date of cleaned parts (Django's own way in; `clean` above is what forms call)."""
        return self.clean(data_list)


class SignatureField(forms.CharField):
    """A signature drawn on the pad, as an SVG path of moves and lines in a box of 600 x 200."""

    widget = SignatureWidget
    default_error_messages = {
        "required": _("The signature is missing."),
        "invalid": _("The signature could not be read; please sign again."),
    }

    def to_python(self, value: Any) -> str:
        """Return the path. Raises ValidationError for anything but strokes."""
        path = super().to_python(value) or ""
        if path and signature.strokes(path) is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return path
