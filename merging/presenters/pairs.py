"""Two records beside each other, the likeness in words, and what a merge does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.domain.duplicates.scoring import WEIGHTS, Likeness
from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from beneficiaries.states import ContactKind, PairState, Sign
from intake.models import Application
from intake.queries.cases import applications_for
from ui import digits
from ui.dates import day
from ui.list_rows import Tag
from ui.markup import join_dots, ltr

if TYPE_CHECKING:
    from accounts.models import Staff

TAGS = {
    PairState.OPEN: ("alert", "amber"),
    PairState.LATER: ("clock", ""),
    PairState.NOT_SAME: ("people", "blue"),
    PairState.SAME: ("check", "green"),
}


@dataclass(frozen=True)
class Line:
    """One field of both records: `differs` where each says something else, `alone` where only one says anything."""

    label: Any
    first: Any
    second: Any
    differs: bool = False
    alone: bool = False


def tag_of(state: str) -> Tag:
    """How a pair stands."""
    return Tag(PairState(state).label, *TAGS[PairState(state)])


def lines(pair: DuplicatePair, user: "Staff") -> list[Line]:
    """The records field by field; where both lack something there is no line."""
    first, second = pair.first, pair.second
    found = [_line(label, read(first), read(second)) for label, read in _fields()]
    applications = _applications([first, second], user)
    found.append(_line(_("Applications"), applications[first.pk], applications[second.pk]))
    # two records are never kept since the same moment: that says nothing about the people
    found.append(Line(_("Registered"), _registered(first), _registered(second)))
    return [line for line in found if line.first or line.second]


def words(likeness: Likeness) -> dict[str, list[Any]]:
    """The signs in sentences, the weightiest first: for one person, against it, and what says nothing."""
    ordered = sorted(likeness.signs, key=lambda sign: -abs(WEIGHTS[Sign(sign)]))
    return {
        "for": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] > 0],
        "against": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] < 0],
        "neither": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] == 0],
    }


def does(kept: Beneficiary, moved: dict[str, list[Any]], left: dict[str, list[Any]], merged: Beneficiary) -> list[Any]:
    """What a merge does, in sentences."""
    counts = [(_TABLES[name], len(ids)) for name, ids in moved.items() if name in _TABLES]
    rest = sum(len(ids) for name, ids in moved.items() if name not in _TABLES)
    goes = join_dots(*(sentence(count) for sentence, count in counts), _other(rest) if rest else "")
    lines = [
        _("The record of %(name)s stays, with the identity number %(number)s.")
        % {"name": kept.full_name, "number": digits.isolated(kept.masked_id)},
        _("The identity number %(number)s leads to it from now on.") % {"number": digits.isolated(merged.masked_id)},
        _("What goes along: %(what)s.") % {"what": goes} if goes else _("Nothing has to go along."),
    ]
    if left:
        lines.append(_("What both records have is kept once."))
    return [
        *lines,
        _("What was signed keeps saying what it said, and both records are kept as they were."),
        _("This cannot be taken back."),
    ]


def result(merge: Merge) -> list[Any]:
    """What a merge did, in sentences."""
    return does(merge.kept, merge.moved, merge.left, merge.merged)[:-1]


def _line(label: Any, first: Any, second: Any) -> Line:
    both = bool(first) and bool(second)
    return Line(label, first, second, both and str(first) != str(second), bool(first) != bool(second))


def _reached(person: Beneficiary, kind: str) -> Any:
    return join_dots(*(ltr(one.value) for one in person.contact_points.all() if one.kind == kind and one.active))


def _lives_with(person: Beneficiary) -> Any:
    return join_dots(*(f"{one.name} ({one.get_relation_display()})" for one in person.household.all()))


def _acting(person: Beneficiary) -> Any:
    return join_dots(*(one.name for one in person.representatives.all() if one.active))


def _banking(person: Beneficiary) -> Any:
    return join_dots(*(ltr(one.masked) for one in person.bank_accounts.all() if one.active))


def _registered(person: Beneficiary) -> Any:
    return join_dots(day(person.created_at), person.created_by.name, person.branch and person.branch.name)


def _fields() -> list[tuple[Any, Callable[[Beneficiary], Any]]]:
    return [
        (_("First name"), lambda one: one.first_name),
        (_("Father's name"), lambda one: one.father_name),
        (_("Grandfather's name"), lambda one: one.grandfather_name),
        (_("Family name"), lambda one: one.family_name),
        (_("Date of birth"), lambda one: day(one.birth_date)),
        (_("Sex"), lambda one: one.get_sex_display()),
        (_("Nationality"), lambda one: one.get_nationality_display()),
        (_("Kind of identity"), lambda one: one.get_id_kind_display()),
        (_("Identity number"), lambda one: ltr(one.masked_id)),
        (_("Identity expires on"), lambda one: day(one.id_expires_on) if one.id_expires_on else ""),
        (_("Mobile"), lambda one: _reached(one, ContactKind.MOBILE)),
        (_("E-mail"), lambda one: _reached(one, ContactKind.EMAIL)),
        (_("City"), lambda one: one.city),
        (_("District"), lambda one: one.district),
        (_("Short national address"), lambda one: ltr(one.national_address) if one.national_address else ""),
        (_("Building number"), lambda one: one.building_number),
        (_("Street"), lambda one: one.street),
        (_("Postal code"), lambda one: one.postal_code),
        (_("Additional number"), lambda one: one.additional_number),
        (_("Unit number"), lambda one: one.unit_number),
        (_("Family record number"), lambda one: ltr(one.family_record) if one.family_record else ""),
        (_("Preferred channel"), lambda one: one.preferred_channel or ""),
        (_("Language"), lambda one: one.get_language_display()),
        (_("Bank accounts"), _banking),
        (_("Household"), _lives_with),
        (_("Guardian or agent"), _acting),
    ]


def _applications(people: list[Beneficiary], user: "Staff") -> dict[int, Any]:
    """The applications of each that the reader may see, and how many there are besides."""
    mine = applications_for(user).filter(beneficiary__in=people).order_by("-created_at", "-pk")
    every = Application.objects.filter(beneficiary__in=people).values_list("pk", "beneficiary_id")
    seen = {one.pk: one for one in mine}
    found = {}
    for person in people:
        shown = [one for one in seen.values() if one.beneficiary_id == person.pk]
        hidden = sum(1 for pk, owner in every if owner == person.pk and pk not in seen)
        words = [_application(one) for one in shown]
        if hidden:
            words.append(
                ngettext("%(n)s more that is not open to you", "%(n)s more that are not open to you", hidden)
                % {"n": hidden}
            )
        found[person.pk] = join_dots(*words)
    return found


def _application(one: Application) -> Any:
    return format_html("{}: {} {}", one.service.name, one.get_status_display(), ltr(one.reference))


def _other(count: int) -> str:
    return ngettext("%(n)s other record", "%(n)s other records", count) % {"n": count}


_TABLES: dict[str, Callable[[int], str]] = {
    "intake.Application.beneficiary": lambda n: ngettext("%(n)s application", "%(n)s applications", n) % {"n": n},
    "beneficiaries.ContactPoint.beneficiary": lambda n: (
        ngettext("%(n)s number or address", "%(n)s numbers and addresses", n) % {"n": n}
    ),
    "beneficiaries.HouseholdMember.beneficiary": lambda n: (
        ngettext("%(n)s household member", "%(n)s household members", n) % {"n": n}
    ),
    "beneficiaries.Representative.beneficiary": lambda n: (
        ngettext("%(n)s guardian or agent", "%(n)s guardians and agents", n) % {"n": n}
    ),
    "beneficiaries.BankAccount.beneficiary": lambda n: (
        ngettext("%(n)s bank account", "%(n)s bank accounts", n) % {"n": n}
    ),
    "beneficiaries.Consent.beneficiary": lambda n: ngettext("%(n)s consent", "%(n)s consents", n) % {"n": n},
    "channels_log.Communication.beneficiary": lambda n: (
        ngettext("%(n)s logged contact", "%(n)s logged contacts", n) % {"n": n}
    ),
}
