"""What places a case on an agenda, and what takes it off."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.models import Application
from ui.forms import PortalForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

_NO_LONGER = _("One of these cases no longer awaits a decision. The list has been renewed.")


class PickForm(PortalForm):
    """Cases that await a decision, picked for an agenda."""

    cases = forms.ModelMultipleChoiceField(
        label=_("Cases"),
        queryset=Application.objects.none(),
        error_messages={
            "required": _("Choose one case at least."),
            "invalid_choice": _NO_LONGER,
            "invalid_pk_value": _NO_LONGER,
        },
    )

    def __init__(self, *args: Any, waiting: "QuerySet[Application]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cases"].queryset = waiting  # type: ignore[attr-defined]

    @property
    def picked(self) -> list[int]:
        """Ids of the picked cases in the order in which the page lists them; for a form that is valid."""
        return [case.pk for case in sorted(self.cleaned_data["cases"], key=lambda case: (case.target_at, case.pk))]


class PostponeForm(PortalForm):
    """Why a case leaves an agenda."""

    reason = forms.CharField(
        label=_("Reason for postponing"),
        help_text=_("It is kept with the agenda and read at the next sitting."),
        error_messages={"required": _("State why the case is postponed.")},
        widget=forms.Textarea,
        max_length=2000,
    )


class ConflictForm(PortalForm):
    """The conflict of interest that a member declares."""

    reason = forms.CharField(
        label=_("What the conflict of interest is"),
        help_text=_("For example: kinship, neighbourhood, or work together."),
        error_messages={"required": _("State the conflict of interest.")},
        widget=forms.Textarea,
        max_length=2000,
    )


class SendBackForm(PortalForm):
    """What the researcher has to add; `step` is the application's as the page showed it."""

    note = forms.CharField(
        label=_("What the study has to add"),
        help_text=_("The researcher reads it in the case file."),
        error_messages={"required": _("State what the researcher has to add.")},
        widget=forms.Textarea,
        max_length=2000,
    )
    step = forms.IntegerField(widget=forms.HiddenInput)
