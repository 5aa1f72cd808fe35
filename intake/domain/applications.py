"""Opening an application and choosing how its applicant is told."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _
from hijridate import Gregorian

from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import consents
from beneficiaries.states import ContactKind
from intake.domain import statements
from intake.domain.refusals import SENTENCES, refusal
from intake.models import Application, Service
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors
from policy.models import Channel, PolicyVersion
from policy.states import Way
from ui import digits

if TYPE_CHECKING:
    from accounts.models import Branch, Staff
    from beneficiaries.models import Beneficiary, ContactPoint, Representative

# the kind of contact point that a machine needs
MACHINE_NEEDS = {Way.SMS: ContactKind.MOBILE, Way.EMAIL: ContactKind.EMAIL}


class AlreadyOpen(Refused):
    """The person has an open application for this service: `application` is it."""

    def __init__(self, application: Application) -> None:
        super().__init__(
            _("This person already has an open application for this service: %(reference)s.")
            % {"reference": digits.isolated(application.reference)},
            field="service",
            code="one_open_application_per_service",
        )
        self.application = application


def open_draft(
    *,
    by: "Staff",
    beneficiary: "Beneficiary",
    service: Service,
    branch: "Branch",
    notify_channel: Channel,
    notify_way: str,
    notify_contact: "ContactPoint | None" = None,
    representative: "Representative | None" = None,
    outcome_in_message: bool = False,
    reference: str | None = None,
) -> Application:
    """Open an application as a draft, with its first statement and the match sheet of its service (policy step 1).

    It gets the next reference of the year unless `reference` names one. Raise AlreadyOpen for a second open
    application for the same service, Refused for a closed service, a channel that carries no decision, a way without
    its contact, a guardian or agent of somebody else, or a beneficiary who withdrew their consent.
    """
    require(by, Perm.TAKE_IN)
    consents.refuse_withdrawn(beneficiary_id=beneficiary.pk)
    if not service.active:
        raise Refused(_("This service is not open for applications."), field="service")
    if representative and not beneficiary.representatives.acting().filter(pk=representative.pk).exists():
        raise Refused(_("This guardian or agent does not act for this person."), field="representative")
    check_way(beneficiary=beneficiary, channel=notify_channel, way=notify_way, contact=notify_contact)
    policy = policy_in_force()
    if rival := Application.objects.filter(beneficiary=beneficiary, service=service).open().first():
        raise AlreadyOpen(rival)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        application = Application.objects.create(
            reference=reference or next_reference(),
            beneficiary=beneficiary,
            representative=representative,
            service=service,
            policy_version=policy,
            branch=branch,
            notify_channel=notify_channel,
            notify_way=notify_way,
            notify_contact=notify_contact,
            outcome_in_message=outcome_in_message,
            created_by=by,
        )
        statements.open_next(application_id=application.pk, by=by)
        return Application.objects.get(pk=application.pk)


def assign(*, application_id: int, by: "Staff", researcher: "Staff") -> Application:
    """Give a case that is being studied or decided to another researcher, as the head of research decides.

    Raise Refused where `by` may not assign, or the researcher may not study cases or declared a conflict in this one.
    """
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=application_id)
        if not by.may(Perm.ASSIGN) or application.researcher_id is None:
            raise Refused(_("This step is not yours to take on this application."), code="may")
        if not researcher.may(Perm.ASSESS) or application.recusals.filter(staff=researcher).exists():
            raise Refused(_("This researcher cannot study this case."), field="researcher")
        Application.objects.filter(pk=application.pk).update(researcher=researcher)
        return Application.objects.get(pk=application.pk)


def check_way(*, beneficiary: "Beneficiary", channel: Channel, way: str, contact: "ContactPoint | None") -> None:
    """Refuse a way that the channel does not have, or that has nowhere to go."""
    if not channel.active or not channel.carries_decision or way not in channel.ways:
        raise Refused(_("Choose a channel that carries decisions."), field="notify")
    if way in MACHINE_NEEDS and (
        contact is None
        or not contact.active
        or contact.beneficiary_id != beneficiary.pk
        or contact.kind != MACHINE_NEEDS[Way(way)]
    ):
        raise refusal("notice_contact_not_own", field="notify")


def policy_in_force() -> PolicyVersion:
    """Return the policy version that is carried out now. Raise Refused before one is loaded."""
    try:
        return PolicyVersion.objects.in_force()
    except PolicyVersion.DoesNotExist as missing:
        raise refusal("no_policy_in_force") from missing


def policy_of(application: Application) -> PolicyVersion:
    """Return the version whose words this application is signed under: its own once handed in, before the one in force.

    Raise Refused before one is loaded.
    """
    return policy_in_force() if application.submitted_at is None else application.policy_version


def next_reference() -> str:
    """Return the next reference: the Hijri year of today in Riyadh, a hyphen, and a number of five digits or more."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('intake_reference')")
        number = cursor.fetchone()[0]
    return f"{_hijri_year(clock.today())}-{number:05d}"


def _hijri_year(day: dt.date) -> int:
    return int(Gregorian.fromdate(day).to_hijri().year)
