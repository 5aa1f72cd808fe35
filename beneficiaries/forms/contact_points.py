"""The form of a number or an address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation
from beneficiaries.forms.people import Checked
from beneficiaries.states import ContactKind
from ui.fields import PlainField


class ContactPointForm(Checked):
    """One more number or address."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=ContactKind,
        initial=ContactKind.MOBILE,
        widget=forms.RadioSelect,
        error_messages={"required": _("Whether this is a number or an address is missing.")},
    )
    value = PlainField(
        label=_("Number or address"),
        max_length=254,
        help_text=_("A mobile in any form: 05…, +966 5…, with spaces or without."),
        widget=forms.TextInput({"dir": "ltr", "class": "in-ltr", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        """Judge the value by its kind."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") and data.get("value"):
            self._check("value", lambda: validation.contact(data["kind"], data["value"]))
        return data
