"""Forms about people: they clean what was typed and hand plain values to the domain."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import contact_points, people
from beneficiaries.domain.person_fields import NAME_PARTS, PERSON_FIELDS
from beneficiaries.models import Beneficiary, identity_numbers, names
from beneficiaries.queries import search
from beneficiaries.states import ConsentHow, ContactKind, IdKind, Language, Nationality, Sex
from ledger.errors import Refused
from policy.models import Channel
from ui.fields import DualDateField, EmailField, PhoneField, PlainField
from ui.forms import PortalForm
from ui.widgets import NumberText

LATER = "later"
EMPTY = [("", "—")]
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# what is asked beside possible duplicates of a new person
NOT_SAME = ("not_same", "not_same_reason", "seen")


class Unjudged:
    """A bound form that can be drawn again without validation: a row was asked for, not a save."""

    def unjudged(self) -> Any:
        """Mark the form as valid without data, and return it."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        return self


class Checked(PortalForm):
    """A form that puts the domain's refusals beside its fields, one beside each."""

    def _check(self, field: str, check: Callable[[], object]) -> None:
        """Put the refusal of `check` beside the refusal's own field when the form has it, else beside `field`."""
        try:
            check()
        except Refused as refused:
            self.place(refused, otherwise=field)

    def place(self, refused: Refused, otherwise: str | None = None) -> None:
        """Put a refusal beside its field, unless that has an error already."""
        place = refused.field if refused.field in self.fields else otherwise
        if place not in self.errors:
            self.add_error(place, str(refused.message))


class PresetField(forms.ChoiceField):
    """A choice that falls back to `initial` where nothing is sent."""

    def clean(self, value: Any) -> str:
        return super().clean(value or self.initial)  # type: ignore[no-any-return]


class UUIDsField(forms.Field):
    """Several UUIDs; what is none is left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[UUID]:
        return [UUID(text) for text in value or () if UUID_FORM.fullmatch(text)]


class PersonForm(Unjudged, Checked):
    """One page about a person: identity, name, birth, address, and how to reach them."""

    # in the order of the page, in which the summary of errors is read

    id_kind = forms.ChoiceField(label=_("Kind of identity"), choices=IdKind, initial=IdKind.NATIONAL)
    id_number = PlainField(
        label=_("Identity number"),
        max_length=40,
        widget=NumberText(wide="in-20"),
        error_messages={"required": _("The identity number is missing.")},
    )
    id_expires_on = DualDateField(label=_("Identity expires on"), required=False, calendar="hijri")
    id_kind_reason = PlainField(
        label=_("Why this kind of identity"),
        required=False,
        max_length=200,
        help_text=_("For a passport, a GCC ID or a border number only."),
    )
    first_name = PlainField(label=_("First name"), max_length=60)
    father_name = PlainField(label=_("Father's name"), max_length=60, required=False)
    grandfather_name = PlainField(label=_("Grandfather's name"), max_length=60, required=False)
    family_name = PlainField(label=_("Family name"), max_length=60)
    birth_date = DualDateField(label=_("Birth date"))
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex, widget=forms.RadioSelect, error_messages={"required": _("The sex is missing.")}
    )
    nationality = forms.ChoiceField(
        label=_("Nationality"),
        choices=[*EMPTY, *Nationality.choices],
        initial=Nationality.SA,
        error_messages={"required": _("The nationality is missing.")},
    )
    family_record = PlainField(
        label=_("Family record number"),
        required=False,
        max_length=30,
        widget=NumberText(wide="in-20"),
        help_text=_("As it stands on the family record of the civil registry."),
    )
    mobile = PhoneField(label=_("Mobile"), required=False)
    email = EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={
            "invalid": _("An e-mail address looks like name@example.com; this one is incomplete or mistyped.")
        },
    )
    preferred_channel = forms.ModelChoiceField(
        label=_("Preferred channel"),
        required=False,
        queryset=Channel.objects.none(),
        empty_label=_("None in particular"),
        help_text=_("Chosen beforehand when an application is opened; it can be changed there."),
        error_messages={"invalid_choice": _("This channel carries no decisions any more.")},
    )
    language = PresetField(label=_("Language"), choices=Language, initial=Language.AR)
    building_number = PlainField(
        label=_("Building number"), required=False, max_length=20, widget=NumberText(wide="in-6")
    )
    additional_number = PlainField(
        label=_("Additional number"), required=False, max_length=20, widget=NumberText(wide="in-6")
    )
    postal_code = PlainField(label=_("Postal code"), required=False, max_length=20, widget=NumberText(wide="in-6"))
    unit_number = PlainField(label=_("Unit number"), required=False, max_length=20, widget=NumberText(wide="in-6"))
    street = PlainField(label=_("Street"), max_length=100, required=False)
    district = PlainField(label=_("District"), max_length=80, required=False)
    city = PlainField(label=_("City"), max_length=80, required=False)
    national_address = PlainField(
        label=_("Short national address"),
        required=False,
        max_length=20,
        help_text=_("Four letters and four digits, such as RRRD2929."),
        widget=forms.TextInput({"dir": "ltr", "class": "in-ltr in-10", "autocomplete": "off"}),
    )
    consent = forms.ChoiceField(
        label=_("Consent to the processing of personal data"),
        required=False,
        choices=[
            # a radio without a value would be sent as "on"
            (LATER, _("Not asked yet")),
            (ConsentHow.READ_ALOUD, ConsentHow.READ_ALOUD.label),
            (ConsentHow.SIGNED_PAPER, ConsentHow.SIGNED_PAPER.label),
        ],
        widget=forms.RadioSelect,
        initial=LATER,
        help_text=_("Nobody is turned away without it; it has to be asked before an application is handed in."),
    )
    not_same = forms.BooleanField(label=_("None of these is the person"), required=False)
    not_same_reason = PlainField(
        label=_("How it is known"),
        required=False,
        max_length=300,
        help_text=_("Such as: brothers, twins, or a name that several bear."),
    )
    seen = UUIDsField(required=False)

    def __init__(self, *args: Any, person: Beneficiary | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        channels = Channel.objects.carrying_decisions()
        self.fields["preferred_channel"].queryset = channels  # type: ignore[attr-defined]
        for name in ("first_name", "family_name"):
            self.fields[name].error_messages["required"] = _("This part of the name is missing.")
        if person is not None:
            # the kept number is not shown: showing one is a reading of its own, and logged
            self.fields["id_number"].required = False
            self.fields["id_number"].help_text = _("Left empty, the number that is kept stays.")
            # consent is asked and taken back on its own page, with the text in view
            for name in ("consent", *NOT_SAME):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Put everything that is wrong by the domain's rules beside the fields."""
        data = super().clean() or self.cleaned_data
        given = {name: data[name] for name in PERSON_FIELDS if name in data}
        if self.person is not None and not given.get("id_number"):
            given.pop("id_number", None)
        _values, faults = people.judge(given, person=self.person)  # type: ignore[arg-type]
        for fault in faults:
            self.place(fault)
        return data

    def values(self) -> dict[str, Any]:
        """Return plain values for people.register(**…) and people.amend(**…)."""
        values = dict(self.cleaned_data)
        seen = values.pop("seen", [])
        if "not_same" in values:
            values["not_same_as"] = seen if values.pop("not_same") else []
        if self.person is not None and not values["id_number"]:
            del values["id_number"]
        if values.get("consent") == LATER:
            del values["consent"]
        return values


def initial_of(typed: str) -> dict[str, Any]:
    """Return the fields that a searched text fills: an identity number, a mobile, or the parts of a name."""
    match search.kind_of(typed):
        case search.Kind.ID:
            kind = identity_numbers.guess(typed)
            nationality = Nationality.SA if kind == IdKind.NATIONAL else ""
            return {"id_number": typed.strip()[:40], "id_kind": kind, "nationality": nationality}
        case search.Kind.PHONE:
            return {"mobile": typed.strip()[:40]}
        case search.Kind.NAME:
            return dict(zip(NAME_PARTS, names.split(typed), strict=True))
        case _:
            return {}


# a number that is not shown, contact points that are rows of their own, and what has its own page
HIDDEN = ("id_number", "consent", *NOT_SAME, *ContactKind)


def initial_of_person(person: Beneficiary) -> dict[str, Any]:
    """Return the fields of a person who is there; the identity number stays hidden."""
    values = {name: getattr(person, name) for name in PersonForm.base_fields if name not in HIDDEN}
    for kind in ContactKind:
        point = contact_points.shown(beneficiary_id=person.pk, kind=kind)
        values[kind.value] = point.value if point else ""
    return values
