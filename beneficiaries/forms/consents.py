"""The forms of giving and withdrawing a consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from beneficiaries.states import ConsentHow
from ui.fields import PlainField
from ui.forms import PortalForm


class ConsentForm(PortalForm):
    """How the person agreed to the text in view, or who agreed for them."""

    how = forms.ChoiceField(
        label=_("How the consent was given"),
        choices=ConsentHow,
        widget=forms.RadioSelect,
        error_messages={"required": _("How the consent was given is missing.")},
    )
    representative = forms.ChoiceField(
        label=_("Guardian or agent"),
        required=False,
        error_messages={"invalid_choice": _("This guardian or agent does not act for this person.")},
    )

    def __init__(self, *args: Any, person: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acting = {str(representative.pk): representative for representative in person.representatives.acting()}
        if self.acting:
            choices = [("", "—"), *((key, representative.name) for key, representative in self.acting.items())]
            self.fields["representative"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["representative"]
            own = [(how, how.label) for how in ConsentHow if how != ConsentHow.REPRESENTATIVE]
            self.fields["how"].choices = own  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return plain values for consents.give(**…)."""
        how = self.cleaned_data["how"]
        chosen = self.acting.get(self.cleaned_data.get("representative", ""))
        return {"how": how, "representative": chosen if how == ConsentHow.REPRESENTATIVE else None}


class WithdrawalForm(PortalForm):
    """The withdrawal of a person's consent."""

    why = PlainField(
        label=_("Reason, as the person gave it"),
        required=False,
        max_length=300,
        help_text=_("Nobody has to give one."),
    )
