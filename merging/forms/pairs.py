"""The forms of the bench of pairs: what is decided, and how two records are merged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import Beneficiary
from merging.domain import merges
from merging.forms import sides
from ui.fields import DualDateField, PlainField
from ui.forms import PortalForm

SIDES = ("first", "second")


class ApartForm(PortalForm):
    """Two people."""

    reason = PlainField(
        label=_("How it is known"),
        max_length=300,
        help_text=_("Such as: brothers, twins, or a name that several bear."),
        error_messages={"required": _("The reason is missing: how it is known that they are two people.")},
    )


class LaterForm(PortalForm):
    """Not now."""

    until = DualDateField(label=_("Comes back on"), future=True)
    reason = PlainField(label=_("What is waited for"), max_length=300, required=False)


class MergeForm(PortalForm):
    """Which record stays, and which value stands of each field in which the two differ."""

    kept = forms.ChoiceField(
        label=_("The record that stays"),
        widget=forms.RadioSelect,
        help_text=_("Its identity number stands; the other number still leads to this person."),
        error_messages={"required": _("Which of the two records stays is missing.")},
    )

    def __init__(self, *args: Any, first: Beneficiary, second: Beneficiary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = dict(zip(SIDES, (first, second), strict=True))
        kept: Any = self.fields["kept"]
        kept.choices = [(side, sides.named(person)) for side, person in self.people.items()]
        kept.initial = sides.side_of(merges.fuller(first, second), first)
        for name in merges.differing(first, second):
            self.fields[name] = forms.ChoiceField(
                label=Beneficiary._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                widget=forms.RadioSelect,
                choices=[(side, sides.value(person, name)) for side, person in self.people.items()],
                initial=sides.side_of(merges.better(name, first, second), first),
            )
        self.fields["reason"] = PlainField(
            label=_("How it is known that they are one"),
            max_length=300,
            help_text=_("Such as: the identity document was seen, or the person said so."),
            error_messages={"required": _("The reason is missing: how it is known that they are one.")},
        )

    def chosen(self) -> dict[str, Any]:
        """Arguments of merging.merge: who stays, the fields taken from the other, the reason."""
        side = self.cleaned_data["kept"]
        taken = [name for name in merges.CHOSEN if self.cleaned_data.get(name, side) != side]
        return {"kept_id": self.people[side].pk, "taken": taken, "reason": self.cleaned_data["reason"]}
