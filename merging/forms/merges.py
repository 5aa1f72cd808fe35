"""How two records are merged."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain.person_fields import label
from beneficiaries.models import Beneficiary
from beneficiaries.presenters.people import shown
from merging.domain import merges
from ui.dates import day
from ui.fields import PlainField
from ui.forms import PortalForm
from ui.markup import ltr

SIDES = ("first", "second")


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
        sides = {person.pk: side for side, person in self.people.items()}
        kept: Any = self.fields["kept"]
        kept.choices = [(side, _named(person)) for side, person in self.people.items()]
        kept.initial = sides[merges.fuller(first, second).pk]
        self.differing = merges.differing(first, second)
        for name in self.differing:
            self.fields[name] = forms.ChoiceField(
                label=label(name),
                widget=forms.RadioSelect,
                choices=[(side, _value(person, name)) for side, person in self.people.items()],
                initial=sides[merges.better(name, first, second).pk],
            )
        self.fields["reason"] = PlainField(
            label=_("How it is known that they are one"),
            max_length=300,
            help_text=_("Such as: the identity document was seen, or the person said so."),
            error_messages={"required": _("The reason is missing: how it is known that they are one.")},
        )

    def chosen(self) -> dict[str, Any]:
        """Return arguments of merges.merge: who stays, the fields taken from the other, the reason."""
        side = self.cleaned_data["kept"]
        taken = [name for name in self.differing if self.cleaned_data[name] != side]
        return {"kept_id": self.people[side].pk, "taken": taken, "reason": self.cleaned_data["reason"]}

    def kept_and_merged(self) -> tuple[Beneficiary, Beneficiary]:
        """Return the record that stays and the one that goes."""
        first, second = (self.people[side] for side in SIDES)
        return (first, second) if self.cleaned_data["kept"] == SIDES[0] else (second, first)

    def values(self) -> list[tuple[Any, Any]]:
        """Return label and value of each field in which the two differ, as they will stand."""
        return [(label(name), _value(self.people[self.cleaned_data[name]], name)) for name in self.differing]


def _named(person: Beneficiary) -> Any:
    """Return a record in one line: name, masked number, and since when it is kept."""
    return format_html(
        '{} · {}<br><span class="meta">{} {}</span>',
        *(person.full_name, ltr(person.masked_id), gettext("Registered on"), day(person.created_at)),
    )


def _value(person: Beneficiary, name: str) -> Any:
    return shown(person, name) or gettext("Nothing recorded")
