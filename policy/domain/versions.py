"""The life of a policy version: drafted, approved by the board, put in force, superseded."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from ledger.errors import Refused
from policy.models import Association, PolicyVersion
from policy.states import PolicyStatus

# What identifies a version, or is stamped on it: never copied into the next one.
OWN = ("id", "number", "status", "in_force_from", "in_force_by", "created_at", "created_by")


def draft(*, association: Association, facts: Mapping[str, Any], by: Staff | None) -> PolicyVersion:
    """Creates the next version as a draft with these facts (field name to value). `by` is None for a loaded profile."""
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)
        last = PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0
        return PolicyVersion.objects.create(association=association, number=last + 1, created_by=by, **facts)


def draft_from_current(*, by: Staff) -> PolicyVersion:
    """Creates a draft that copies the version in force, to be changed and put before the board.

    Raises Refused where no version is in force yet.
    """
    current = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").first()
    if current is None:
        raise Refused(_("No policy is in force yet; load a profile first."), code="no_policy")
    names = [field.attname for field in PolicyVersion._meta.concrete_fields if field.name not in OWN]
    facts = {name: getattr(current, name) for name in names if name != "association_id"}
    return draft(association=current.association, facts=facts, by=by)


def approve(*, version_id: int, by: Staff | None) -> PolicyVersion:
    """Notes that the board approved a draft. Raises Refused where it is no draft or the date of approval is missing."""
    with transaction.atomic():
        version = _locked(version_id, PolicyStatus.DRAFT)
        if version.approved_on is None:
            raise Refused(_("The date of the board's approval is missing."), field="approved_on", code="no_approval")
        version.status = PolicyStatus.APPROVED
        version.save(update_fields=["status"])
    return version


def put_in_force(*, version_id: int, by: Staff | None) -> PolicyVersion:
    """Puts an approved version in force from this moment, and supersedes the one that was, in one transaction.

    Applications already submitted keep the version they were submitted under. Raises Refused where it is not approved.
    """
    with transaction.atomic():
        version = _locked(version_id, PolicyStatus.APPROVED)
        PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).update(status=PolicyStatus.SUPERSEDED)
        version.status = PolicyStatus.IN_FORCE
        version.in_force_by = by
        version.save(update_fields=["status", "in_force_by"])
    version.refresh_from_db()
    return version


def _locked(version_id: int, status: PolicyStatus) -> PolicyVersion:
    # the association's one row first: two people who put two versions in force wait for each other
    Association.objects.select_for_update().first()
    version = PolicyVersion.objects.select_for_update().get(pk=version_id)
    if version.status != status:
        raise Refused(
            _("This version is “%(status)s”; the step asked for is not open to it.")
            % {"status": PolicyStatus(version.status).label},
            code="wrong_status",
        )
    return version
