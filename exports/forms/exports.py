"""What is chosen before a list is taken out."""

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exports.domain import listings, requests
from exports.domain.listings import Listing
from exports.domain.requests import Asked
from spreadsheets import writers
from ui import digits
from ui.forms import PortalForm

if TYPE_CHECKING:
    from accounts.models import Staff

# shorter ones are years, articles and counts
A_NUMBER = re.compile(r"\d{7,}")


class ExportForm(PortalForm):
    """The format; and whole identity numbers with their reason, where these may be had."""

    format = forms.ChoiceField(
        label=gettext_lazy("Kind of file"),
        choices=[
            (writers.XLSX, gettext_lazy("Excel (.xlsx)")),
            (writers.CSV, gettext_lazy("Plain table (.csv)")),
        ],
        initial=writers.XLSX,
        widget=forms.RadioSelect,
    )
    whole = forms.BooleanField(
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
    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, data: Any = None, *, user: "Staff", listing: Listing) -> None:
        super().__init__(data)
        if not (listing.has_numbers and listings.may_see_numbers(user)):
            del self.fields["whole"], self.fields["reason"]
        elif "whole" in self.data:
            self.fields["reason"].required = True

    def clean_reason(self) -> str:
        """The reason, in which nobody's number stands: the log must not leak what it guards."""
        reason: str = self.cleaned_data["reason"].strip()
        if A_NUMBER.search(digits.joined(reason)):
            raise forms.ValidationError(_("Nobody's number belongs into the reason: it is kept in the log."))
        return reason

    def asked(self, *, listing: Listing, only: str, language: str) -> Asked:
        """What is asked for, once the form is valid."""
        chosen = self.cleaned_data
        whole = bool(chosen.get("whole"))
        return Asked(
            list=listing.key,
            only=only,
            format=chosen["format"],
            whole=whole,
            reason=chosen.get("reason", "") if whole else "",
            language="en" if language.startswith("en") else "ar",
            once=chosen["once"].hex,
        )
