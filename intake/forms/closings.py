"""Why an application is closed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LONGEST_TEXT
from intake.states import CLOSED_REASONS, Status
from ui.forms import StepForm


class CloseForm(StepForm):
    """Why an application is closed; the reasons depend on where it stands."""

    reason = forms.ChoiceField(
        label=_("Reason of closing"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("The reason of closing is not chosen yet."),
            "invalid_choice": _("This reason does not fit where the application stands."),
        },
    )
    note = forms.CharField(
        label=_("Note"), max_length=LONGEST_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, status: Status, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(reason.value, reason.label) for reason in CLOSED_REASONS[status]]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]
