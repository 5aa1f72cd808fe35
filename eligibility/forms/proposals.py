"""A proposal as it is typed: the fields that a recommendation, a motion and a department decision share."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from eligibility.domain.proposals import Proposal
from eligibility.models.proposals import ProposalColumns
from eligibility.states import Outcome
from ui.fields import MoneyField, PlainField
from ui.forms import PortalForm


class ProposalForm(PortalForm):
    """What is proposed on a case."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("motion", "Outcome"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the outcome.")},
    )
    help_kind = PlainField(
        label=_("Kind of help"), help_text=_("Needed for an acceptance."), required=False, max_length=200
    )
    amount = MoneyField(label=_("Amount in riyals"), required=False, min_value=None)
    conditions = forms.CharField(label=_("Conditions"), required=False, widget=forms.Textarea, max_length=2000)
    reasons = forms.CharField(
        label=_("Reasons"),
        widget=forms.Textarea,
        max_length=4000,
        error_messages={"required": _("State the reasons.")},
    )

    def clean_amount(self) -> Decimal | None:
        """Refuse what is no amount of help together with what else is wrong, before the domain does."""
        amount: Decimal | None = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError(_("The amount has to be more than zero."))
        return amount

    @property
    def proposal(self) -> Proposal:
        """The proposal, for a form that is valid. Raises Refused as Proposal does."""
        return Proposal(**{name: self.cleaned_data[name] for name in Proposal.__dataclass_fields__})

    @staticmethod
    def filled_from(source: ProposalColumns | None) -> dict[str, Any]:
        """Return initial values: those of the proposal that this one replaces or follows, else none."""
        return Proposal.of(source).columns if source else {}
