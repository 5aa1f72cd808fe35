"""The form of a bank account and its proof."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation
from beneficiaries.forms.people import Checked
from beneficiaries.models import ibans
from ui.fields import PlainField


class BankAccountForm(Checked):
    """A bank account and its proof."""

    iban = PlainField(
        label=_("IBAN"),
        max_length=64,
        help_text=_("SA and 22 digits, with spaces or without."),
        widget=forms.TextInput(
            {
                "dir": "ltr",
                "class": "in-ltr",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("The IBAN is missing.")},
    )
    holder_name = PlainField(
        label=_("Account holder"),
        max_length=200,
        help_text=_("As the bank writes the name."),
        error_messages={"required": _("The name of the account holder is missing.")},
    )
    scan = forms.FileField(
        label=_("Scan of the bank's document"),
        required=False,
        help_text=_("PDF, JPEG or PNG, 10 MB at most. A file has to be chosen again after an error on this page."),
    )
    seen_original = forms.BooleanField(label=_("I saw the original"), required=False)

    def clean(self) -> dict[str, Any]:
        """Judge the IBAN and the name with the other fields, so that all errors are shown at once."""
        data = super().clean() or self.cleaned_data
        if data.get("iban"):
            self._check("iban", lambda: ibans.check(data["iban"]))
        if data.get("holder_name"):
            self._check("holder_name", lambda: validation.name(data["holder_name"], field="holder_name", longest=200))
        return data

    def values(self) -> dict[str, Any]:
        """Return plain values for bank_accounts.add(**…), the scan left out."""
        return {name: value for name, value in self.cleaned_data.items() if name != "scan"}
