"""A personal interview that was held."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.forms.assessments import StudyForm, text
from eligibility.states import Place
from ui.fields import DualDateField, PlainField


class InterviewForm(StudyForm):
    """When and how it was held, with whom, and what it added."""

    held_on = DualDateField(label=_("Date of the interview"), past=True)
    place = forms.ChoiceField(label=_("How it was held"), choices=Place.choices, widget=forms.RadioSelect)
    present = PlainField(label=_("Who was interviewed"), max_length=200)
    summary = text(_("Summary of the interview"))
