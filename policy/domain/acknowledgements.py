"""Making a version known to the staff, and reviewing it in time."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.states import Perm
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors
from policy.models import Acknowledgement, PolicyReview, PolicyVersion
from policy.states import PolicyStatus

# how long before its day a review is asked for
REVIEW_NOTICE = dt.timedelta(days=30)

ONLY_IN_FORCE = _("Only the version in force is acknowledged.")
SENTENCES = {
    "only the version in force is acknowledged": ONLY_IN_FORCE,
    "only active staff acknowledge": _("Only active staff acknowledge the policy."),
    "only the version in force is reviewed": _("Only the version in force is reviewed."),
    "the next review is on a day to come": _("The next review has to be on a day to come."),
}


@dataclass(frozen=True)
class Readers:
    """Who has read a version, in the order in which they said so, and who of the active staff has not, by name."""

    read: list[Acknowledgement]
    unread: list[Staff]


def acknowledge(*, version_id: int, by: Staff) -> Acknowledgement:
    """Notes that `by` has read the version in force; said twice, it is noted once. Raises Refused for another one."""
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        version = PolicyVersion.objects.get(pk=version_id)
        if version.status != PolicyStatus.IN_FORCE:
            raise Refused(ONLY_IN_FORCE, code="wrong_status")
        noted, _new = Acknowledgement.objects.get_or_create(version=version, by=by)
    return noted


def readers(*, version: PolicyVersion) -> Readers:
    """Who has acknowledged this version, and who is still to."""
    read = list(version.acknowledgements.select_related("by__branch"))
    unread = Staff.objects.filter(is_active=True).exclude(acknowledgements__version=version)
    return Readers(read, list(unread.select_related("branch").order_by("name")))


def record_review(*, version_id: int, note: str, next_on: dt.date, by: Staff) -> PolicyReview:
    """Notes a review of the version in force and the day of the next one.

    Raises Refused where it is not `by`'s to do, without a note, for a day that is not to come, or another version.
    """
    if not by.may(Perm.EDIT_LISTS):
        raise Refused(_("Reviewing the policy is not yours to do."), code="may")
    if not note.strip():
        raise Refused(_("State what the review found."), field="note")
    if next_on <= clock.today():
        raise Refused(_("The next review has to be on a day to come."), field="next_on")
    version = PolicyVersion.objects.get(pk=version_id)
    if version.status != PolicyStatus.IN_FORCE:
        raise Refused(_("Only the version in force is reviewed."), code="wrong_status")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        return PolicyReview.objects.create(version=version, note=note.strip(), next_on=next_on, by=by)


def review_due(*, today: dt.date | None = None) -> PolicyVersion | None:
    """The version in force where its review is due within REVIEW_NOTICE, or overdue; else None."""
    version = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).first()
    if version is None or version.effective_review_on is None:
        return None
    return version if version.effective_review_on <= (today or clock.today()) + REVIEW_NOTICE else None
