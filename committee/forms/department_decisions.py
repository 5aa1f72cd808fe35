"""The second person's answer to a department decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.states import Answer
from ui.forms import PortalForm


class CountersignForm(PortalForm):
    """A second person's answer to a department decision. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label=_("Your answer to the ruling"),
        choices=Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your answer.")},
    )
    note = forms.CharField(
        label=_("Reason for declining"),
        help_text=_("Needed where you decline; whoever decides reads it."),
        required=False,
        widget=forms.Textarea,
        max_length=2000,
    )

    @property
    def countersignature(self) -> dict[str, Any]:
        """The countersignature's own values; for a form that is valid."""
        agreed = self.cleaned_data["answer"] == Answer.AGREE
        return {"agreed": agreed, "note": "" if agreed else self.cleaned_data["note"].strip()}
