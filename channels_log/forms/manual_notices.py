"""What came of carrying a notice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_log.states import CARRIED, Outcome
from ui.forms import PortalForm


class CarryForm(PortalForm):
    """`seen` is how many attempts the page showed."""

    outcome = forms.ChoiceField(
        label=_("What came of it"),
        choices=[(outcome.value, outcome.label) for outcome in CARRIED],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of it.")},
    )
    note = forms.CharField(
        label=_("Note"),
        help_text=_("Who took it, when to try again. Where it is given up or declined, the reason is needed."),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        max_length=2000,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_outcome(self) -> Outcome:
        """The outcome as an enum member."""
        return Outcome(self.cleaned_data["outcome"])
