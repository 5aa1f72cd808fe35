"""The administrative examination of the documents."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.forms.assessments import StudyForm, text
from eligibility.states import Finding


class ReviewForm(StudyForm):
    """What was examined and found."""

    finding = forms.ChoiceField(label=_("Result of the review"), choices=Finding.choices, widget=forms.RadioSelect)
    note = text(_("What was examined and found"))
