"""Reading the version in force, and saying so."""

from django.db import transaction

from accounts.models import Staff
from ledger.errors import Refused, translated_integrity_errors
from policy.domain.refusals import SENTENCES
from policy.models import Acknowledgement, PolicyVersion
from policy.states import PolicyStatus


def acknowledge(*, version_id: int, by: Staff) -> Acknowledgement:
    """Record that `by` has read the version in force; said twice, it is recorded once.

    It asks no permission: each active member of staff reads the policy. Raises Refused for another version, and for
    somebody who is no longer active.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        version = PolicyVersion.objects.get(pk=version_id)
        if version.status != PolicyStatus.IN_FORCE:
            raise Refused(SENTENCES["acknowledged_not_in_force"], code="wrong_status")
        acknowledgement, _new = Acknowledgement.objects.get_or_create(version=version, by=by)
    return acknowledgement
