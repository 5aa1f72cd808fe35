"""The base of every form of the portal."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

LARGEST_COUNT = 999_999_999


class Refusal(Protocol):
    """What a domain function raises when a user may not do something: a sentence, and the field it is about."""

    message: Any
    field: str | None


class Line(NamedTuple):
    """A line of the error summary: where it leads (an element's id, or empty) and what it says."""

    target: str
    label: str
    text: str


class PortalFormMixin:
    """Errors by the server alone (one voice, in the page's language), and a crispy helper without its own form tag."""

    use_required_attribute = False
    error_css_class = "is-error"

    @property
    def helper(self) -> FormHelper:
        """Return crispy's helper: the page writes `<form>`, the token and the buttons itself."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

    def refuse(self, refusal: Refusal) -> None:
        """Put a domain refusal where the reader looks: beside its field when the form has it, else above the form."""
        fields: dict[str, forms.Field] = getattr(self, "fields", {})
        field = refusal.field if refusal.field in fields else None
        self.add_error(field, str(refusal.message))  # type: ignore[attr-defined]


class PortalForm(PortalFormMixin, forms.Form):
    """A plain form in the portal's manner."""


class StepForm(PortalForm):
    """A form that carries the step at which its page was opened: the optimistic lock of a case."""

    step = forms.IntegerField(
        label=_("This page"),
        min_value=0,
        max_value=LARGEST_COUNT,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("It came back incomplete. It has to be opened again.")
        ),
    )


def target_of(field: BoundField) -> str:
    """Return the id of the first thing to fill in a field: where the error summary leads."""
    widget = field.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def summary(sources: Iterable[Any]) -> list[Line]:
    """Return the lines of the error summary of forms, formsets, refusals and plain sentences, in page order."""
    lines: list[Line] = []
    for source in sources:
        if isinstance(source, forms.BaseForm):
            lines += _of_form(source)
        elif isinstance(source, forms.BaseFormSet):
            lines += [Line("", "", str(error)) for error in source.non_form_errors()]
            lines += [line for form in source.forms for line in _of_form(form)]
        elif isinstance(source, Line):
            lines.append(source)
        elif isinstance(source, tuple | list) and len(source) == 2:
            lines.append(Line(str(source[0]).removeprefix("#"), "", str(source[1])))
        elif source:
            lines.append(Line("", "", str(getattr(source, "message", source))))
    return lines


def _of_form(form: forms.BaseForm) -> list[Line]:
    if not form.is_bound or not form.errors:
        return []
    lines = [Line("", "", str(error)) for error in form.non_field_errors()]
    for field in form:
        lines += [Line(target_of(field), str(field.label), str(error)) for error in field.errors]
    return lines
