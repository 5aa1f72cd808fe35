"""A person's page: identity, ways to reach them, household, who acts for them, their applications."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.states import Perm
from beneficiaries.domain import bank_accounts, consents
from beneficiaries.domain.person_fields import NAME_PARTS, PERSON_FIELDS, label
from beneficiaries.models import Beneficiary
from beneficiaries.presenters.people import shown
from desk.queries import people
from desk.queries.status_tags import tag_of
from intake import rules
from intake.states import Step
from ledger import clock
from ui.dates import day

if TYPE_CHECKING:
    from accounts.models import Staff


def page(person: Beneficiary, user: "Staff") -> dict[str, Any]:
    """Return the context of desk/person.html."""
    consent = consents.standing(beneficiary_id=person.pk)
    applications = _applications(person, user, closing=consent.withdrawn)
    return {
        "person": person,
        "identity": identity(person),
        "contacts": list(person.contact_points.filter(active=True)),
        "household": list(person.household.select_related("person", "depends_on")),
        "membership": people.membership_of(person),
        "consent": consent,
        "accounts": _accounts(person),
        "representatives": list(person.representatives.all()),
        "today": clock.today(),
        "applications": applications,
        "others_see": not applications and people.has_applications(person),
        "may_take_in": user.may(Perm.TAKE_IN) and not consent.withdrawn,
        "may_edit": user.may(Perm.REGISTER_PEOPLE),
        "may_reveal": user.may(Perm.REVEAL_IDS),
    }


# fields with a place of their own on the page: in its head, among the facts or beside the contact points
PLACED = (
    *(*NAME_PARTS, "id_number", "id_kind", "id_kind_reason", "id_expires_on", "birth_date", "national_address"),
    *("building_number", "street", "district", "city", "postal_code", "additional_number", "unit_number"),
    *("preferred_channel", "language"),
)


def identity(person: Beneficiary) -> list[tuple[Any, Any]]:
    """Return what the identity document says and where the person lives; the masked number stands apart."""
    facts: list[tuple[Any, Any]] = [
        (_("Kind of identity"), person.get_id_kind_display()),
        (_("Identity expires on"), day(person.id_expires_on) if person.id_expires_on else ""),
        (_("Date of birth"), day(person.birth_date)),
        *((label(name), shown(person, name)) for name in PERSON_FIELDS if name not in PLACED),
        (_("National address"), person.address_line),
        (label("national_address"), shown(person, "national_address")),
        (_("Branch"), person.branch.name if person.branch else ""),
    ]
    return [(label, value) for label, value in facts if value]


def _accounts(person: Beneficiary) -> list[dict[str, Any]]:
    """Return the bank accounts in use, each with the other people who have the same IBAN."""
    accounts = [account for account in person.bank_accounts.all() if account.active]
    shared = bank_accounts.shared_with(accounts)
    return [{"account": account, "others": shared.get(account.iban_hmac, [])} for account in accounts]


def _applications(person: Beneficiary, user: "Staff", *, closing: bool) -> list[dict[str, Any]]:
    """Return a row for each application; with `closing`, those that the reader may close are marked."""
    return [
        {
            "application": application,
            "tag": tag_of(application.status),
            "to_close": closing and rules.may_move(user, application, Step.CLOSE),
        }
        for application in people.applications_of(person, user)
    ]
