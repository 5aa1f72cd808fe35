"""Reviews of the policy."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors
from policy.domain.refusals import SENTENCES
from policy.models import PolicyReview, PolicyVersion
from policy.states import PolicyStatus


def record(*, version_id: int, note: str, next_on: dt.date, by: Staff) -> PolicyReview:
    """Record a review of the version in force and the day of the next one; sent twice, it is recorded once.

    Raises Refused where it is not `by`'s to do, without a note, for a day that is not to come, or another version.
    """
    require(by, Perm.EDIT_LISTS, _("Reviewing the policy is not yours to do."))
    note = note.strip()
    if not note:
        raise Refused(SENTENCES["policy_review_has_a_note"], field="note")
    if next_on <= clock.today():
        raise Refused(SENTENCES["next_review_not_ahead"], field="next_on")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        version = PolicyVersion.objects.select_for_update().get(pk=version_id)
        if version.status != PolicyStatus.IN_FORCE:
            raise Refused(SENTENCES["reviewed_not_in_force"], code="wrong_status")
        review, _new = PolicyReview.objects.get_or_create(version=version, note=note, next_on=next_on, by=by)
    return review
