"""An unclear point, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import LONGEST_TEXT
from ui.forms import PortalForm


class ReferForm(PortalForm):
    """A point that is unclear to the applicant."""

    question = forms.CharField(
        label=_("What is unclear to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("What is unclear to the applicant is missing.")},
    )


class AnswerForm(PortalForm):
    """The answer that was given and explained."""

    answer = forms.CharField(
        label=_("The answer, as it was explained to the applicant"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("The answer that was given to the applicant is missing.")},
    )
