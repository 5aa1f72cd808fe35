"""The form of a guardian or an agent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation
from beneficiaries.forms.people import EMPTY, Checked
from beneficiaries.models import identity_numbers
from beneficiaries.states import IdKind, ProofKind, RepresentativeKind
from ui.fields import DualDateField, PhoneField, PlainField
from ui.widgets import NumberText


class RepresentativeForm(Checked):
    """A guardian or an agent, and the document that lets them act."""

    kind = forms.ChoiceField(
        label=_("Who acts for the beneficiary"),
        choices=RepresentativeKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Whether this is a guardian or an agent is missing.")},
    )
    name = PlainField(label=_("Full name"), max_length=200)
    id_kind = forms.ChoiceField(label=_("Kind of identity"), choices=IdKind, initial=IdKind.NATIONAL)
    id_number = PlainField(
        label=_("Identity number"),
        max_length=40,
        widget=NumberText(wide="in-20"),
        error_messages={"required": _("The identity number is missing.")},
    )
    phone = PhoneField(label=_("Mobile"))
    document_kind = forms.ChoiceField(label=_("Document that allows it"), choices=[*EMPTY, *ProofKind.choices])
    document_number = PlainField(label=_("Document number"), max_length=60)
    document_expires_on = DualDateField(
        label=_("Document expires on"),
        required=False,
        calendar="hijri",
        help_text=_("Needed for a power of attorney; a family record has none."),
    )
    scan = forms.FileField(
        label=_("Scan of the document"),
        required=False,
        help_text=_("PDF, JPEG or PNG, 10 MB at most. A file has to be chosen again after an error on this page."),
    )
    seen_original = forms.BooleanField(label=_("I saw the original"), required=False)

    def clean(self) -> dict[str, Any]:
        """Judge number, name and expiry with the other fields, so that all errors are shown at once."""
        data = super().clean() or self.cleaned_data
        if data.get("id_number"):
            self._check("id_number", lambda: identity_numbers.check(data["id_number"], data.get("id_kind", "")))
        if data.get("name"):
            self._check("name", lambda: validation.name(data["name"], field="name", longest=200))
        if data.get("document_expires_on"):
            field = "document_expires_on"
            self._check(field, lambda: validation.not_expired(data[field], field=field))
        return data

    def values(self) -> dict[str, Any]:
        """Return plain values for representatives.add(**…), the scan left out."""
        return {name: value for name, value in self.cleaned_data.items() if name != "scan"}
