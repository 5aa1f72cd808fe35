"""The life of a policy version: drafted, approved by the board, put in force, superseded.

Each step asks EDIT_LISTS of `by`. None stands for a loaded profile, the board's own document, and for the sweep.
"""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors
from policy.domain import validators
from policy.domain.refusals import SENTENCES
from policy.models import Association, PolicyVersion, SignedDocument
from policy.states import FIXED, PolicyStatus

logger = logging.getLogger(__name__)

# facts of an approval by the board
APPROVAL = (
    *("board_meeting", "board_term", "board_year", "weekday", "approved_on", "approved_on_hijri"),
    *("issue", "issue_number", "issued_on", "approval_status", "attendance", "takes_effect_on"),
)
# What identifies a version, or is stamped on it, or belongs to its own approval: never copied into the next one.
OWN = (
    *("id", "number", "status", "in_force_from", "in_force_by", "created_at", "created_by"),
    *("review_on", "loaded_from", "channels", "tools"),
    *APPROVAL,
)


NOT_YOURS = _("Versions of the policy are not yours to change.")


def draft(*, association: Association, facts: Mapping[str, Any], by: Staff | None) -> PolicyVersion:
    """Create the next version as a draft with these facts, by field name. Raises Refused where `by` may not."""
    _may(by)
    with transaction.atomic():
        Association.objects.select_for_update().get(pk=association.pk)
        last = PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0
        return PolicyVersion.objects.create(association=association, number=last + 1, created_by=by, **facts)


def stated_before(version: PolicyVersion) -> int | None:
    """Return the days that the board's last document states, the least for this draft; None where it states none."""
    before = PolicyVersion.objects.filter(status__in=FIXED).exclude(pk=version.pk).order_by("-number").first()
    return before.stated_days if before and not version.loaded_from else None


def draft_from_current(*, by: Staff) -> PolicyVersion:
    """Create a draft that copies the version in force but for the facts of its approval, to go before the board.

    Raises Refused where it is not `by`'s to do, or no version is in force yet.
    """
    _may(by)
    current = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").first()
    if current is None:
        raise Refused(_("No policy is in force yet; load a profile first."), code="no_policy")
    names = [field.attname for field in PolicyVersion._meta.concrete_fields if field.name not in OWN]
    facts = {name: getattr(current, name) for name in names if name != "association_id"}
    return draft(association=current.association, facts=facts, by=by)


def open_draft(*, by: Staff) -> tuple[PolicyVersion, bool]:
    """Return the draft that is open, else a new one as `draft_from_current` makes it; and whether it is new."""
    _may(by)
    with transaction.atomic():
        _lock_association()
        draft = PolicyVersion.objects.filter(status=PolicyStatus.DRAFT).first()
        return (draft, False) if draft else (draft_from_current(by=by), True)


def approve(*, version_id: int, by: Staff | None, signed: StoredFile | None = None, **facts: Any) -> PolicyVersion:
    """Record that the board approved a draft: the document that it signed, and facts of APPROVAL by field name.

    A loaded profile brings its facts itself, and its document is uploaded later. Raises Refused where it is not `by`'s
    to do, it is no draft, the meeting, its day or the document is missing, or a day contradicts.
    """
    _may(by)
    if not set(facts) <= set(APPROVAL):
        raise TypeError(f"facts of an approval are {', '.join(APPROVAL)}")
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        version = _locked(version_id, PolicyStatus.DRAFT)
        for name, value in facts.items():
            setattr(version, name, value)
        if by is None and not version.loaded_from:
            raise Refused(NOT_YOURS, code="may")
        _check_approval(version, signed)
        if signed is not None and by is not None:
            SignedDocument.objects.create(version=version, file=signed, by=by)
        version.status = PolicyStatus.APPROVED
        version.save(update_fields=["status", *facts])
    return version


def reopen(*, version_id: int, by: Staff) -> PolicyVersion:
    """Take an approved version back to a draft, to be changed and put before the board again.

    Raises Refused where it is not `by`'s to do, or it is not approved.
    """
    _may(by)
    with transaction.atomic():
        version = _locked(version_id, PolicyStatus.APPROVED)
        version.status = PolicyStatus.DRAFT
        version.save(update_fields=["status"])
    return version


def put_in_force(*, version_id: int, by: Staff | None) -> PolicyVersion:
    """Put an approved version in force from this moment, and supersede the one that was, in one transaction.

    Applications already submitted keep the version they were submitted under, and everybody is to read the new one.
    A version that is in force already is returned as it is. Raises Refused where it is not `by`'s to do, it is not
    approved, its day is still to come, or it shortens a window that the board's document states.
    """
    _may(by)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        version = _locked(version_id, PolicyStatus.APPROVED, PolicyStatus.IN_FORCE)
        if version.status == PolicyStatus.IN_FORCE:
            return version
        if version.takes_effect_on is not None and version.takes_effect_on > clock.today():
            raise Refused(SENTENCES["version_not_due"], code="early")
        PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).update(status=PolicyStatus.SUPERSEDED)
        version.status = PolicyStatus.IN_FORCE
        version.in_force_by = by
        version.save(update_fields=["status", "in_force_by"])
    version.refresh_from_db()
    return version


def put_due_in_force() -> list[PolicyVersion]:
    """Put in force each approved version whose day has come, in the order of their days, and return them.

    One that is refused is logged and left, so that the caller goes on under the version in force.
    """
    due = PolicyVersion.objects.filter(status=PolicyStatus.APPROVED, takes_effect_on__lte=clock.today())
    done = []
    for pk in due.order_by("takes_effect_on", "number").values_list("pk", flat=True):
        try:
            with transaction.atomic():
                done.append(put_in_force(version_id=pk, by=None))
        except (Refused, IntegrityError):
            logger.exception("policy version %s is due and was not put in force", pk)
    return done


def _may(by: Staff | None) -> None:
    if by is not None:
        require(by, Perm.EDIT_LISTS, NOT_YOURS)


def _check_approval(version: PolicyVersion, signed: StoredFile | None) -> None:
    if version.approved_on is None:
        raise Refused(SENTENCES["policy_in_force_was_approved"], field="approved_on", code="no_approval")
    if version.loaded_from:
        return
    if version.board_meeting is None:
        raise Refused(_("State the number of the board's meeting."), field="board_meeting", code="no_meeting")
    if signed is None:
        raise Refused(SENTENCES["approval_without_document"], field="signed", code="no_document")
    if version.approved_on > clock.today():
        raise Refused(_("The board cannot have approved on a day to come."), field="approved_on", code="future")
    days = {"hijri": version.approved_on_hijri, "weekday": version.weekday}
    if validators.contradicting(approved_on=version.approved_on, **days):
        sentence = _("The draft names another day for the approval: its weekday or its Hijri date is to be corrected.")
        raise Refused(sentence, field="approved_on", code="days")
    if version.takes_effect_on is not None and version.takes_effect_on < version.approved_on:
        raise Refused(
            _("A version takes effect on the day of its approval or later."), field="takes_effect_on", code="before"
        )


def _lock_association() -> None:
    # its one row first: two people who put two versions in force, or open two drafts, wait for each other
    Association.objects.select_for_update().first()


def _locked(version_id: int, *allowed: PolicyStatus) -> PolicyVersion:
    _lock_association()
    version = PolicyVersion.objects.select_for_update().get(pk=version_id)
    if version.status not in allowed:
        sentence = _("This version is “%(status)s”; the step asked for is not open to it.")
        raise Refused(sentence % {"status": PolicyStatus(version.status).label}, code="wrong_status")
    return version
