"""A person's page: identity, ways to reach them, household, who acts for them, their applications."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.permissions import Perm
from beneficiaries.models import Beneficiary
from desk.presenters.states import tag_of
from intake.rules import applications_for
from ledger import clock
from ui.dates import day
from ui.templatetags.ui import ltr

if TYPE_CHECKING:
    from accounts.models import Staff


def page(person: Beneficiary, user: "Staff") -> dict[str, Any]:
    """The context of desk/person.html."""
    return {
        "person": person,
        "identity": identity(person),
        "contacts": list(person.contacts.filter(active=True)),
        "household": list(person.household.all()),
        "representatives": list(person.representatives.all()),
        "today": clock.today(),
        "applications": _applications(person, user),
        "may_take_in": user.may(Perm.TAKE_IN),
        "may_edit": user.may(Perm.REGISTER_PEOPLE),
        "may_reveal": user.may(Perm.REVEAL_IDS),
    }


def identity(person: Beneficiary) -> list[tuple[Any, Any]]:
    """What the identity document says and where the person lives; the number itself stands beside, masked."""
    facts: list[tuple[Any, Any]] = [
        (_("Kind of identity"), person.get_id_kind_display()),
        (_("Identity expires on"), day(person.id_expires_on) if person.id_expires_on else ""),
        (_("Date of birth"), day(person.birth_date)),
        (_("Sex"), person.get_sex_display()),
        (_("Nationality"), person.get_nationality_display()),
        (_("City"), person.city),
        (_("District"), person.district),
        (_("Short national address"), ltr(person.national_address) if person.national_address else ""),
        (_("Branch"), person.branch.name if person.branch else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _applications(person: Beneficiary, user: "Staff") -> list[dict[str, Any]]:
    """Those that the reader may see, the newest first."""
    found = applications_for(user).filter(beneficiary=person).order_by("-created_at", "-pk")
    return [{"application": one, "tag": tag_of(one.status)} for one in found]
