"""The rows of a household in the page about a person."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import validation
from beneficiaries.domain.households import MemberRow
from beneficiaries.forms.people import EMPTY, Checked, PresetField, Unjudged
from beneficiaries.models import Beneficiary, HouseholdMember, identity_numbers
from beneficiaries.states import Relation
from ui.fields import DualDateField, PlainField
from ui.widgets import NumberText

MOST_MEMBERS = 20
BENEFICIARY, NOBODY = "beneficiary", "nobody"
DEPENDS = [(BENEFICIARY, _("The beneficiary")), (NOBODY, _("Nobody"))]


class MemberForm(Unjudged, Checked):
    """A row of the household. A new row that stayed empty is no row."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = PlainField(
        label=_("Full name"), max_length=200, error_messages={"required": _("This part of the name is missing.")}
    )
    relation = forms.ChoiceField(
        label=_("Relation"),
        choices=[*EMPTY, *Relation.choices],
        error_messages={"required": _("The relation is missing.")},
    )
    birth_date = DualDateField(label=_("Birth date"), required=False)
    id_number = PlainField(label=_("Identity number"), required=False, max_length=40, widget=NumberText(wide="in-20"))
    depends = PresetField(label=_("Depends on"), choices=DEPENDS, initial=BENEFICIARY)
    remove = forms.BooleanField(label=_("Take out of the household"), required=False)

    def __init__(self, *args: Any, members: Sequence[HouseholdMember] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = str(self["id"].value() or "")
        self.kept = next((member for member in members if str(member.pk) == mine), None)
        others = [(str(member.pk), member.name) for member in members if member is not self.kept]
        self.fields["depends"].choices = [*DEPENDS, *others]  # type: ignore[attr-defined]
        if self.kept and self.kept.id_token:
            self.fields["id_number"].help_text = _("Left empty, the number that is kept stays.")

    def clean(self) -> dict[str, Any]:
        """Drop the errors of a row that is taken out; the others need a name and a possible birth date."""
        data = super().clean() or self.cleaned_data
        if data.get("remove"):
            self._errors = ErrorDict()
            return data
        if data.get("name"):
            self._check("name", lambda: validation.name(data["name"], field="name", longest=200))
        if data.get("birth_date"):
            self._check("birth_date", lambda: validation.birth_date(data["birth_date"]))
        if number := data.get("id_number"):
            self._check("id_number", lambda: identity_numbers.check(number, identity_numbers.guess(number)))
        return data

    def row(self) -> MemberRow:
        values = dict(self.cleaned_data)
        depends = values.pop("depends", "")
        on = int(depends) if depends.isdigit() else None
        return {**values, "dependent": depends == BENEFICIARY, "depends_on": on}  # type: ignore[typeddict-item]

    @property
    def is_row(self) -> bool:
        """The row holds a member."""
        return bool(self.cleaned_data.get("id") or self.cleaned_data.get("name"))


class BaseHousehold(forms.BaseFormSet):  # type: ignore[type-arg]
    """The rows of the household, with a button for one more."""

    def unjudged(self) -> "BaseHousehold":
        """Return the rows as typed, without validation."""
        for form in self.forms:
            form.unjudged()
        self._errors: list[Any] = [ErrorDict() for _form in self.forms]
        self._non_form_errors = ErrorList()
        return self

    def rows(self) -> list[MemberRow]:
        return [form.row() for form in self.forms if form.is_row]


Household: type[BaseHousehold] = forms.formset_factory(  # type: ignore[assignment]
    MemberForm, formset=BaseHousehold, extra=0, max_num=MOST_MEMBERS, absolute_max=MOST_MEMBERS, validate_max=True
)


def posted_household(data: QueryDict, person: Beneficiary | None = None) -> BaseHousehold:
    """Return the posted rows; of a registered person with the members that others may depend on."""
    members = list(person.household.all()) if person else []
    return Household(data, prefix="household", form_kwargs={"members": members})


def household_with_one_more(data: QueryDict, person: Beneficiary | None = None) -> BaseHousehold:
    """Return the posted rows and an empty one after them, without validation."""
    count = data.get("household-TOTAL_FORMS", "0")
    total = min(int(count) if str(count).isdecimal() and len(str(count)) < 4 else 0, MOST_MEMBERS - 1) + 1
    posted = data.copy()
    posted["household-TOTAL_FORMS"] = str(total)
    posted.setdefault("household-INITIAL_FORMS", "0")
    posted[f"household-{total - 1}-depends"] = BENEFICIARY
    rows = posted_household(posted, person).unjudged()
    # the page is drawn anew: typing goes on in the new row, not at the top
    rows.forms[-1].fields["name"].widget.attrs["autofocus"] = True
    return rows


def household_of(person: Beneficiary) -> BaseHousehold:
    """Return the rows of a registered person."""
    members = list(person.household.all())
    initial = [
        {
            **{name: getattr(member, name) for name in ("id", "name", "relation", "birth_date")},
            "depends": BENEFICIARY if member.dependent else str(member.depends_on_id or NOBODY),
        }
        for member in members
    ]
    return Household(prefix="household", initial=initial, form_kwargs={"members": members})
