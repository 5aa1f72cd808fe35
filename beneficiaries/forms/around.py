"""Forms of what stands around a person: contact points, consent, bank accounts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation
from beneficiaries.forms.people import Checked
from beneficiaries.models import Beneficiary, ibans
from beneficiaries.states import ConsentHow, ContactKind
from ui.fields import PlainField


class ContactForm(Checked):
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
        """Judges the value by its kind."""
        data = super().clean() or self.cleaned_data
        if data.get("kind") and data.get("value"):
            self._check("value", lambda: validation.contact(data["kind"], data["value"]))
        return data


class ConsentForm(Checked):
    """That the person agreed to the text in view: how, and who for them."""

    how = forms.ChoiceField(
        label=_("How the consent was given"),
        choices=ConsentHow,
        widget=forms.RadioSelect,
        error_messages={"required": _("How the consent was given is missing.")},
    )
    representative = forms.ChoiceField(
        label=_("Guardian or agent"),
        required=False,
        error_messages={"invalid_choice": _("This guardian or agent does not act for this person.")},
    )

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in person.representatives.acting()}
        if self.people:
            choices = [("", "—"), *((key, one.name) for key, one in self.people.items())]
            self.fields["representative"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["representative"]
            own = [(how, how.label) for how in ConsentHow if how != ConsentHow.REPRESENTATIVE]
            self.fields["how"].choices = own  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Plain values for consents.give(**…). Whoever agreed themselves was represented by nobody."""
        how = self.cleaned_data["how"]
        chosen = self.people.get(self.cleaned_data.get("representative", ""))
        return {"how": how, "representative": chosen if how == ConsentHow.REPRESENTATIVE else None}


class WithdrawalForm(Checked):
    """That the person takes their consent back."""

    why = PlainField(
        label=_("Reason, as the person gave it"),
        required=False,
        max_length=300,
        help_text=_("Nobody has to give one."),
    )


class AccountForm(Checked):
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
        """Judges the IBAN and the name together with the other fields, so that all is said at once."""
        data = super().clean() or self.cleaned_data
        if data.get("iban"):
            self._check("iban", lambda: ibans.check(data["iban"]))
        if data.get("holder_name"):
            self._check("holder_name", lambda: validation.name(data["holder_name"], field="holder_name", longest=200))
        return data

    def values(self) -> dict[str, Any]:
        """Plain values for bank_accounts.add(**…), the scan left out."""
        return {name: value for name, value in self.cleaned_data.items() if name != "scan"}
