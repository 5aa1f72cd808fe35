"""The form of a review of the policy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from policy.domain.refusals import SENTENCES
from ui.fields import DualDateField
from ui.forms import PortalForm


class ReviewForm(PortalForm):
    note = forms.CharField(
        label=_("What the review found"),
        widget=forms.Textarea({"rows": 5}),
        max_length=4000,
        error_messages={"required": SENTENCES["policy_review_has_a_note"]},
    )
    next_on = DualDateField(label=_("Next review on"), future=True)
