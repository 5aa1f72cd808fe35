"""The motion, the vote on it, and its closing."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.domain.refusals import SENTENCES
from committee.models import Motion
from committee.states import Choice
from eligibility.forms.proposals import ProposalForm
from eligibility.models.proposals import ProposalColumns
from ui.forms import PortalForm

if TYPE_CHECKING:
    from django.db.models import QuerySet


class MotionForm(ProposalForm):
    """A motion or a department decision; `after` is the number of those before it that the page showed."""

    after = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def filled_from(source: ProposalColumns | None, after: int = 0) -> dict[str, Any]:
        """Return initial values: those of what is to be replaced, else the recommendation's, else none."""
        return {"after": after, **ProposalForm.filled_from(source)}


class ClosingForm(PortalForm):
    """The closing of the vote on the motion that the page showed."""

    motion = forms.ModelChoiceField(
        queryset=Motion.objects.none(),
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid_choice", "required"), SENTENCES["motion_replaced"]),
    )

    def __init__(self, *args: Any, motions: "QuerySet[Motion]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motion"].queryset = motions  # type: ignore[attr-defined]


class VoteForm(ClosingForm):
    """One member's vote on the motion that the page showed. Nothing is chosen beforehand."""

    choice = forms.ChoiceField(
        label=_("Your vote"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose your vote.")},
    )
