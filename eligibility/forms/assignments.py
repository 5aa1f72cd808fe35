"""Who studies a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from ui.forms import StepForm


class CandidateField(forms.ModelChoiceField):
    """Candidates with how many open cases each has."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, with the number of cases that `candidates` counted."""
        return _("%(name)s (open cases: %(cases)d)") % {"name": obj.name, "cases": obj.open_cases}


class AssignForm(StepForm):
    """Who studies the case."""

    researcher = CandidateField(
        label=_("Researcher"), queryset=Staff.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["researcher"].queryset = candidates  # type: ignore[attr-defined]
