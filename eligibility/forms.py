"""What the researcher's pages ask for. The domain functions decide; these only read what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from eligibility.states import Finding, Outcome, Place
from policy.forms.tools import ToolUsedField
from ui.fields import DualDateField, MoneyField, PlainField
from ui.forms import StepForm

LONG = 4000


def _text(label: Any, hint: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CandidateField(forms.ModelChoiceField):
    """Candidates with how many open cases each has."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the name, with the number of cases that `open_cases` counted."""
        return _("%(name)s (open cases: %(cases)d)") % {"name": obj.name, "cases": obj.open_cases}


class AssignForm(StepForm):
    """Who studies the case."""

    researcher = CandidateField(
        label=_("Researcher"), queryset=Staff.objects.none(), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, candidates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["researcher"].queryset = candidates  # type: ignore[attr-defined]


class AskForm(StepForm):
    """What the applicant has to complete."""

    note = _text(
        _("What the applicant has to complete"),
        _("Written as the applicant will be told it: which document or which information, and why."),
    )


class StudyForm(StepForm):
    """What `user` records of a study; the tool that was worked with, where there is one to choose, comes last."""

    tool_version = ToolUsedField()

    def __init__(self, *args: Any, user: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.fields["tool_version"].offer(user):  # type: ignore[attr-defined]
            self.order_fields([name for name in self.fields if name != "tool_version"])
        else:
            del self.fields["tool_version"]


class ReviewForm(StudyForm):
    """The administrative examination of the documents."""

    finding = forms.ChoiceField(label=_("Result of the review"), choices=Finding.choices, widget=forms.RadioSelect)
    note = _text(_("What was examined and found"))


class InterviewForm(StudyForm):
    """A personal interview that was held."""

    held_on = DualDateField(label=_("Date of the interview"), past=True)
    place = forms.ChoiceField(label=_("How it was held"), choices=Place.choices, widget=forms.RadioSelect)
    present = PlainField(label=_("Who was interviewed"), max_length=200)
    summary = _text(_("Summary of the interview"))


class RecommendForm(StudyForm):
    """What is recommended to whoever decides."""

    outcome = forms.ChoiceField(label=_("Recommendation"), choices=Outcome.choices, widget=forms.RadioSelect)
    help_kind = PlainField(
        label=_("Kind of help"), help_text=_("Needed where acceptance is recommended."), max_length=200, required=False
    )
    amount = MoneyField(label=_("Amount in riyals"), required=False)
    conditions = _text(_("Conditions"), required=False)
    reasons = _text(_("Reasons"), _("What the recommendation rests on, as whoever decides will read it."))
