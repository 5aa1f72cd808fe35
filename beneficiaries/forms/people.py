"""Forms about people: they clean what was typed and hand plain values to the domain."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import contact_points, people, validation
from beneficiaries.models import Beneficiary, identity_numbers, names
from beneficiaries.queries import search
from beneficiaries.states import (
    NEEDS_REASON,
    ConsentHow,
    ContactKind,
    IdKind,
    Language,
    Nationality,
    ProofKind,
    RepresentativeKind,
    Sex,
)
from ledger.errors import Refused
from policy.models import Channel
from ui.fields import DualDateField, EmailField, PhoneField, PlainField
from ui.forms import PortalForm
from ui.widgets import NumberText

LATER = "later"
EMPTY = [("", "—")]
NAME_PARTS = ("first_name", "father_name", "grandfather_name", "family_name")


class Unjudged:
    """A bound form that only shows again what was typed, without a word about it: a row was asked for, not a save."""

    def unjudged(self) -> Any:
        """Marks the form as not to be validated, and returns it."""
        self._errors = ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        return self


class Checked(PortalForm):
    """A form that puts the domain's refusals beside its fields."""

    def _check(self, field: str, check: Callable[[], object]) -> None:
        """Puts the refusal of `check` beside the refusal's own field when the form has it, else beside `field`."""
        try:
            check()
        except Refused as refused:
            place = refused.field if refused.field in self.fields else field
            if place not in self.errors:
                self.add_error(place, str(refused.message))


class PresetField(forms.ChoiceField):
    """A choice that has a value from the beginning; it stands where none is sent."""

    def clean(self, value: Any) -> str:
        """Return what was chosen, else what the field began with."""
        return super().clean(value or self.initial)  # type: ignore[no-any-return]


class PersonForm(Unjudged, Checked):
    """One page about a person: identity, name, birth, address, and how to reach them."""

    # as the page shows them, so that the summary of errors is read in the page's order
    field_order = (
        *("id_kind", "id_number", "id_expires_on", "id_kind_reason", *NAME_PARTS),
        *("birth_date", "sex", "nationality", "family_record"),
        *("mobile", "email", "preferred_channel", "language"),
        *(*validation.ADDRESS_NUMBERS, "street", "district", "city", "national_address"),
    )

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
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Sex, widget=forms.RadioSelect, error_messages={"required": _("The sex is missing.")}
    )
    birth_date = DualDateField(label=_("Birth date"))
    nationality = forms.ChoiceField(
        label=_("Nationality"),
        choices=[*EMPTY, *Nationality.choices],
        initial=Nationality.SA,
        error_messages={"required": _("The nationality is missing.")},
    )
    city = PlainField(label=_("City"), max_length=80, required=False)
    district = PlainField(label=_("District"), max_length=80, required=False)
    building_number = PlainField(
        label=_("Building number"), required=False, max_length=20, widget=NumberText(wide="in-6")
    )
    street = PlainField(label=_("Street"), max_length=100, required=False)
    postal_code = PlainField(label=_("Postal code"), required=False, max_length=20, widget=NumberText(wide="in-6"))
    additional_number = PlainField(
        label=_("Additional number"), required=False, max_length=20, widget=NumberText(wide="in-6")
    )
    unit_number = PlainField(label=_("Unit number"), required=False, max_length=20, widget=NumberText(wide="in-6"))
    national_address = PlainField(
        label=_("Short national address"),
        required=False,
        max_length=20,
        help_text=_("Four letters and four digits, such as RRRD2929."),
        widget=forms.TextInput({"dir": "ltr", "class": "in-ltr in-10", "autocomplete": "off"}),
    )
    family_record = PlainField(
        label=_("Family record number"),
        required=False,
        max_length=30,
        widget=NumberText(wide="in-20"),
        help_text=_("As it stands on the family record of the civil registry."),
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
    mobile = PhoneField(label=_("Mobile"), required=False)
    email = EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={
            "invalid": _("An e-mail address looks like name@example.com; this one is incomplete or mistyped.")
        },
    )

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
            # asked and taken back on its own page, with the text in view
            del self.fields["consent"]

    def clean(self) -> dict[str, Any]:
        """Puts the domain's sentences beside the fields, all of them at once."""
        data = super().clean() or self.cleaned_data
        for name in NAME_PARTS:
            if name in data:
                self._check(name, partial(validation.name, data[name], field=name, required=self.fields[name].required))
        if data.get("birth_date"):
            self._check("birth_date", lambda: validation.birth_date(data["birth_date"]))
        if data.get("id_expires_on") and (self.person is None or data["id_expires_on"] != self.person.id_expires_on):
            self._check("id_expires_on", lambda: validation.not_expired(data["id_expires_on"], field="id_expires_on"))
        if "national_address" in data:
            self._check("national_address", lambda: validation.short_address(data["national_address"]))
        for name in validation.ADDRESS_NUMBERS:
            self._check(name, partial(validation.national_address, name, data.get(name)))
        self._check("family_record", lambda: validation.family_record(data.get("family_record")))
        self._clean_identity(data)
        return data

    def _clean_identity(self, data: dict[str, Any]) -> None:
        kind, number = data.get("id_kind", ""), data.get("id_number", "")
        if number:
            self._check("id_number", lambda: identity_numbers.check(number, kind))
        if number and kind == IdKind.GCC and "id_number" not in self.errors:
            checked = identity_numbers.check(number, kind)
            self._check("id_number", lambda: identity_numbers.check_gcc(checked, data.get("nationality", "")))
        if kind in NEEDS_REASON and not data.get("id_kind_reason"):
            sentence = _(
                "Why this kind of identity is used, instead of a national ID or a residence permit, is missing."
            )
            self.add_error("id_kind_reason", sentence)
        if kind and data.get("nationality"):
            self._check("nationality", lambda: people.check_nationality(kind, data["nationality"]))

    def values(self) -> dict[str, Any]:
        """Plain values for the domain: people.register(**…) and people.amend(**…)."""
        values = dict(self.cleaned_data)
        if self.person is not None and not values["id_number"]:
            del values["id_number"]
        if values.get("consent") == LATER:
            del values["consent"]
        return values


def initial_of(typed: str) -> dict[str, Any]:
    """The fields that a text typed into the search fills: an identity number, a mobile, or the parts of a name."""
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
HIDDEN = ("id_number", "consent", *ContactKind)


def initial_of_person(person: Beneficiary) -> dict[str, Any]:
    """The fields of a person who is there; the identity number stays hidden."""
    values = {name: getattr(person, name) for name in PersonForm.base_fields if name not in HIDDEN}
    for kind in ContactKind:
        point = contact_points.shown(beneficiary_id=person.pk, kind=kind)
        values[kind.value] = point.value if point else ""
    return values


class RepresentativeForm(Checked):
    """A guardian or an agent, and the document that lets them act."""

    kind = forms.ChoiceField(
        label=_("Who acts for the beneficiary"),
        choices=RepresentativeKind,
        widget=forms.RadioSelect,
        error_messages={"required": _("Whether this is a guardian or an agent is missing.")},
    )
    name = PlainField(label=_("Full name"), max_length=200)
    id_kind = forms.ChoiceField(label=_("Kind of identity"), choices=IdKind, initial=IdKind.NATIONAL)
    id_number = PlainField(
        label=_("Identity number"),
        max_length=40,
        widget=NumberText(wide="in-20"),
        error_messages={"required": _("The identity number is missing.")},
    )
    phone = PhoneField(label=_("Mobile"))
    document_kind = forms.ChoiceField(label=_("Document that allows it"), choices=[*EMPTY, *ProofKind.choices])
    document_number = PlainField(label=_("Document number"), max_length=60)
    document_expires_on = DualDateField(
        label=_("Document expires on"),
        required=False,
        calendar="hijri",
        help_text=_("Needed for a power of attorney; a family record has none."),
    )
    scan = forms.FileField(
        label=_("Scan of the document"),
        required=False,
        help_text=_("PDF, JPEG or PNG, 10 MB at most. A file has to be chosen again after an error on this page."),
    )
    seen_original = forms.BooleanField(label=_("I saw the original"), required=False)

    def clean(self) -> dict[str, Any]:
        """Judges the number and the expiry together with the other fields, so that all is said at once."""
        data = super().clean() or self.cleaned_data
        if data.get("id_number"):
            self._check("id_number", lambda: identity_numbers.check(data["id_number"], data.get("id_kind", "")))
        if data.get("name"):
            self._check("name", lambda: validation.name(data["name"], field="name", longest=200))
        if data.get("document_expires_on"):
            field = "document_expires_on"
            self._check(field, lambda: validation.not_expired(data[field], field=field))
        return data

    def values(self) -> dict[str, Any]:
        """Plain values for representatives.add(**…), the scan left out."""
        return {name: value for name, value in self.cleaned_data.items() if name != "scan"}
