"""Two records side by side, and the likeness in words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.domain.duplicates.scoring import WEIGHTS, Likeness
from beneficiaries.domain.person_fields import NAME_PARTS, PERSON_FIELDS, label
from beneficiaries.models import Beneficiary, DuplicatePair
from beneficiaries.presenters.people import shown
from beneficiaries.states import ContactKind, PairState, Sign
from intake.models import Application
from merging.queries.pairs import applications_of
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


# fields with a place of their own among the lines, or none
PLACED = (*NAME_PARTS, "birth_date", "sex", "nationality", "id_kind", "id_number", "id_expires_on", "id_kind_reason")


@dataclass(frozen=True)
class Line:
    """One field of both records: `differs` where each says something else, `alone` where only one says anything."""

    label: Any
    first: Any
    second: Any
    differs: bool = False
    alone: bool = False


def tag_of(state: str) -> Tag:
    """Return the tag of a pair's state."""
    return Tag(PairState(state).label, *TAGS[PairState(state)])


def lines(pair: DuplicatePair, user: "Staff") -> list[Line]:
    """Return the records field by field; where both lack something there is no line."""
    first, second = pair.first, pair.second
    rows = [_line(title, read(first), read(second)) for title, read in _rows()]
    applications = {pk: _applications(*rest) for pk, rest in applications_of([first, second], user).items()}
    rows.append(_line(_("Applications"), applications[first.pk], applications[second.pk]))
    # two records are never kept since the same moment: that says nothing about the people
    rows.append(Line(_("Registered"), _registered(first), _registered(second)))
    return [line for line in rows if line.first or line.second]


def words(likeness: Likeness) -> dict[str, list[Any]]:
    """Return the signs in sentences, the weightiest first: for one person, against it, and what says nothing."""
    ordered = sorted(likeness.signs, key=lambda sign: -abs(WEIGHTS[Sign(sign)]))
    return {
        "for": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] > 0],
        "against": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] < 0],
        "neither": [Sign(sign).label for sign in ordered if WEIGHTS[Sign(sign)] == 0],
    }


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


def _rows() -> list[tuple[Any, Callable[[Beneficiary], Any]]]:
    """Return label and reader of each line: the fields of a person, with what belongs to them in between."""
    born: Any = (_("Date of birth"), lambda person: day(person.birth_date))
    number: Any = (_("Identity number"), lambda person: ltr(person.masked_id))
    return [
        *map(_field, NAME_PARTS),
        born,
        *map(_field, ("sex", "nationality", "id_kind")),
        number,
        _field("id_expires_on"),
        (_("Mobile"), lambda person: _reached(person, ContactKind.MOBILE)),
        (_("E-mail"), lambda person: _reached(person, ContactKind.EMAIL)),
        *(_field(name) for name in PERSON_FIELDS if name not in PLACED),
        (_("Bank accounts"), _banking),
        (_("Household"), _lives_with),
        (_("Guardian or agent"), _acting),
    ]


def _field(name: str) -> tuple[Any, Callable[[Beneficiary], Any]]:
    return label(name), lambda person: shown(person, name)


def _applications(applications: list[Application], hidden: int) -> Any:
    """Return the applications that the reader may see, and how many there are besides."""
    words = [_application(application) for application in applications]
    if hidden:
        besides = ngettext("%(n)s more that is not open to you", "%(n)s more that are not open to you", hidden)
        words.append(besides % {"n": hidden})
    return join_dots(*words)


def _application(one: Application) -> Any:
    return format_html("{}: {} {}", one.service.name, one.get_status_display(), ltr(one.reference))
