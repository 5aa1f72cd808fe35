"""The life of a policy version: drafted, approved by the board, put in force, superseded."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
from policy.models import Association, PolicyVersion, SignedDocument
from policy.states import PolicyStatus

# What identifies a version, or is stamped on it: never copied into the next one.
OWN = (
    *("id", "number", "status", "in_force_from", "in_force_by", "created_at", "created_by"),
    *("takes_effect_on", "review_on", "loaded_from", "channels", "tools"),
)


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


def approve(*, version_id: int, by: Staff | None, signed: StoredFile | None = None, **facts: Any) -> PolicyVersion:
    """Notes that the board approved a draft: the document that it signed, and facts of the approval by field name.

    Raises Refused where it is no draft or the date of approval is missing.
    """
    with transaction.atomic():
        version = _locked(version_id, PolicyStatus.DRAFT)
        for name, value in facts.items():
            setattr(version, name, value)
        if version.approved_on is None:
            raise Refused(_("The date of the board's approval is missing."), field="approved_on", code="no_approval")
        version.status = PolicyStatus.APPROVED
        version.save(update_fields=["status", *facts])
        if signed is not None and by is not None:
            attach_signed(version_id=version.pk, file=signed, by=by)
    return version


def attach_signed(*, version_id: int, file: StoredFile, by: Staff) -> SignedDocument:
    """Keeps the document that the board signed beside its version; the newest one counts."""
    return SignedDocument.objects.create(version_id=version_id, file=file, by=by)


def put_in_force(*, version_id: int, by: Staff | None) -> PolicyVersion:
    """Puts an approved version in force from this moment, and supersedes the one that was, in one transaction.

    Applications already submitted keep the version they were submitted under, and everybody is to read the new one.
    Raises Refused where it is not approved, or before the day on which it takes effect.
    """
    with transaction.atomic():
        version = _locked(version_id, PolicyStatus.APPROVED)
        if version.takes_effect_on is not None and version.takes_effect_on > clock.today():
            raise Refused(_("The day on which this version takes effect is still to come."), code="early")
        PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).update(status=PolicyStatus.SUPERSEDED)
        version.status = PolicyStatus.IN_FORCE
        version.in_force_by = by
        version.save(update_fields=["status", "in_force_by"])
        Staff.objects.filter(policy_to_read=False).update(policy_to_read=True)
    version.refresh_from_db()
    return version


def put_due_in_force() -> list[PolicyVersion]:
    """Puts in force each approved version whose day has come, the lowest number first; returns them."""
    due = PolicyVersion.objects.filter(status=PolicyStatus.APPROVED, takes_effect_on__lte=clock.today())
    return [put_in_force(version_id=pk, by=None) for pk in due.order_by("number").values_list("pk", flat=True)]


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
