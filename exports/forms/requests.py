"""The choices before a list is taken out."""

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports import rules
from exports.domain import requests
from exports.domain.listings import Listing
from exports.domain.requests import ExportRequest
from spreadsheets import writers
from ui import digits
from ui.forms import PortalForm

if TYPE_CHECKING:
    from accounts.models import Staff

# shorter ones are years, articles and counts
A_NUMBER = re.compile(r"\d{7,}")


class ExportForm(PortalForm):
    """The format; and full identity numbers with their reason, where the person may have them."""

    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[
            (writers.XLSX, gettext_lazy("Excel (.xlsx)")),
            (writers.CSV, gettext_lazy("Plain table (.csv)")),
        ],
        initial=writers.XLSX,
        widget=forms.RadioSelect,
    )
    full_numbers = forms.BooleanField(
        label=gettext_lazy("With whole identity numbers"),
        help_text=gettext_lazy("Otherwise only the last four digits stand in the file."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why whole numbers are needed"),
        help_text=gettext_lazy("Needed where the numbers are to be whole; it is kept in the log of readings."),
        required=False,
        # a line of the log has room for it beside the list, the rows and the job
        max_length=80,
        error_messages={"required": requests.NO_REASON},
    )
    page_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None, *, user: "Staff", listing: Listing) -> None:
        super().__init__(data)
        if not (listing.has_numbers and rules.may_export_numbers(user)):
            del self.fields["full_numbers"], self.fields["reason"]
        elif "full_numbers" in self.data:
            self.fields["reason"].required = True

    def clean_reason(self) -> str:
        """Refuse a reason that holds a number: the log must not leak what it guards."""
        reason: str = self.cleaned_data["reason"].strip()
        if A_NUMBER.search(digits.joined(reason)):
            raise forms.ValidationError(_("Nobody's number belongs into the reason: it is kept in the log."))
        return reason

    def request(self, *, listing: Listing, only: str, language: str) -> ExportRequest:
        """Return the request, once the form is valid."""
        chosen = self.cleaned_data
        full_numbers = bool(chosen.get("full_numbers"))
        return ExportRequest(
            listing=listing.key,
            only=only,
            format=chosen["format"],
            full_numbers=full_numbers,
            reason=chosen.get("reason", "") if full_numbers else "",
            language="en" if language.startswith("en") else "ar",
            page_token=chosen["page_token"].hex,
        )
