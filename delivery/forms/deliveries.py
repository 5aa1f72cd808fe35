"""The service provided."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ui.fields import DualDateField, MoneyField, PlainField
from ui.forms import StepForm


class DeliverForm(StepForm):
    """What was provided, to whom and when."""

    what = PlainField(
        label=_("What was provided"), max_length=200, error_messages={"required": _("State what was provided.")}
    )
    amount = MoneyField(
        label=_("Amount in riyals"),
        help_text=_("Left empty where the help is not money."),
        required=False,
        min_value=None,
    )
    received_by = PlainField(
        label=_("Received by"), max_length=200, error_messages={"required": _("State who received it.")}
    )
    provided_on = DualDateField(label=_("Provided on"), past=True)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea, max_length=2000)

    def clean_amount(self) -> Any:
        """Refuse what is no amount of help, before the database does."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError(_("The amount has to be more than zero."))
        return amount
