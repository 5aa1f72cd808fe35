"""What is recommended to whoever decides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from eligibility.forms.assessments import StudyForm, text
from eligibility.forms.proposals import ProposalForm
from eligibility.states import Outcome
from ui.fields import PlainField


class RecommendForm(ProposalForm, StudyForm):
    """The recommendation of this round, in the words of whoever studies."""

    outcome = forms.ChoiceField(label=_("Recommendation"), choices=Outcome.choices, widget=forms.RadioSelect)
    help_kind = PlainField(
        label=_("Kind of help"), help_text=_("Needed where acceptance is recommended."), max_length=200, required=False
    )
    conditions = text(_("Conditions"), required=False)
    reasons = text(_("Reasons"), _("What the recommendation rests on, as whoever decides will read it."))
