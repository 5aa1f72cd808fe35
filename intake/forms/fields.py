"""Fields of the counter's forms: one for each kind of required datum, and a scan judged by its content."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from documents.domain.file_types import MAX_BYTES, recognise, too_large
from intake.states import FieldKind
from ledger.errors import Refused
from ui.fields import CountField, DualDateField, MoneyField, PlainField
from ui.forms import LARGEST_COUNT, PortalForm

# what the columns hold
LONGEST_ANSWER = 300
LONGEST_TEXT = 2000


class ScanField(forms.FileField):
    """A scanned document: PDF, JPEG or PNG by its content, whatever its name says, and not above the limit."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/*"}))
        super().__init__(allow_empty_file=True, **kwargs)

    def to_python(self, data: Any) -> Any:
        """Return the upload, or None. Raise ValidationError for a wrong type, a wrong size, or a damaged file."""
        upload = super().to_python(data)
        if upload is None:
            return None
        try:
            if upload.size > MAX_BYTES:
                raise too_large()
            upload.seek(0)
            recognise(upload.read())
            upload.seek(0)
        except Refused as refused:
            raise ValidationError(str(refused.message), code=refused.code) from refused
        return upload


class EditsForm(PortalForm):
    """A form over a statement: it carries which save of the statement it was opened at."""

    edits = forms.IntegerField(
        label=_("This page"),
        min_value=0,
        max_value=LARGEST_COUNT,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("It came back incomplete. It has to be opened again.")
        ),
    )

    def renew(self, edits: int) -> None:
        """Let the next save of this page pass: whoever reads it has been shown what changed meanwhile."""
        self.data = {**self.data.dict(), "edits": str(edits)} if isinstance(self.data, QueryDict) else self.data

    def forgive_empty(self) -> None:
        """Drop the errors of fields left empty: for a save that is to be gone on with later."""
        for name, errors in list(self.errors.as_data().items()):
            if all(error.code == "required" for error in errors) and name != "edits":
                del self.errors[name]


def answer_field(*, kind: str, label: Any, required: bool, choices: list[str] | None = None) -> forms.Field:
    """Return the field for a datum of this kind; a list of choices makes radios of it."""
    match kind:
        case FieldKind.NUMBER:
            return CountField(label=label, required=required, min_value=0, max_value=LARGEST_COUNT)
        case FieldKind.MONEY:
            return MoneyField(label=_("%(label)s (riyals)") % {"label": label}, required=required)
        case FieldKind.DATE:
            return DualDateField(label=label, required=required)
        case FieldKind.CHOICE if choices:
            pairs = [(choice, choice) for choice in choices]
            return forms.ChoiceField(label=label, required=required, choices=pairs, widget=forms.RadioSelect)
        case _:
            return PlainField(label=label, required=required, max_length=LONGEST_ANSWER)


def kept(value: object) -> str:
    """Return a cleaned value as a statement keeps it: dates in ISO, amounts without commas, nothing as empty text."""
    match value:
        case None:
            return ""
        case dt.date():
            return value.isoformat()
        case Decimal():
            return str(int(value)) if value == value.to_integral_value() else f"{value:.2f}"
        case _:
            return str(value)


def typed(kind: str, text: str) -> object:
    """Return what a field of this kind is filled with again from a kept text."""
    if kind != FieldKind.DATE:
        return text
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
