"""The ways to reach a person: mobile numbers and e-mail addresses."""

from django.db import transaction
from django.db.models import F

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from beneficiaries.domain import refusals, validation
from beneficiaries.models import Beneficiary, ContactPoint
from beneficiaries.states import ContactKind, VerifiedHow
from ledger import clock
from ledger.errors import Refused


def add(*, beneficiary_id: int, kind: str, value: str, by: Staff) -> ContactPoint:
    """Add a contact point; the first one becomes the preferred one. One that was removed is in use again.

    Raises Refused beside "mobile" or "email" for a value that is none.
    """
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        _lock(beneficiary_id)
        touch(beneficiary_id)
        return put(beneficiary_id=beneficiary_id, kind=kind, value=value, by=by)


def remove(*, contact_id: int, by: Staff) -> ContactPoint:
    """Take a contact point out of use; it is kept, because notices went to it. The oldest other becomes preferred."""
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        point = _locked(contact_id)
        touch(point.beneficiary_id)
        _take_out(point)
        _prefer_oldest(point.beneficiary_id)
    return point


def prefer(*, contact_id: int, by: Staff) -> ContactPoint:
    """Make this contact point the preferred one. Raises Refused for one that is not in use."""
    require(by, Perm.REGISTER_PEOPLE)
    with transaction.atomic():
        point = _locked(contact_id)
        if not point.active:
            raise Refused(refusals.CONTACT_UNUSED, code="contact_unused")
        touch(point.beneficiary_id)
        ContactPoint.objects.filter(beneficiary_id=point.beneficiary_id, preferred=True).exclude(pk=point.pk).update(
            preferred=False
        )
        point.preferred = True
        point.save(update_fields=["preferred"])
    return point


def verify(*, contact_id: int, by: Staff, how: str) -> ContactPoint:
    """Record that the number or address was found to be the person's, and how. Once: retiring it undoes it.

    Raises Refused beside "how" without a way, and for one that is verified already or not in use.
    """
    require(by, Perm.REGISTER_PEOPLE)
    if how not in VerifiedHow.values:
        raise Refused(refusals.VERIFIED_HOW, field="how", code="how_missing")
    with transaction.atomic():
        point = _locked(contact_id)
        if not point.active:
            raise Refused(refusals.CONTACT_UNUSED, code="contact_unused")
        if point.verified_at is not None:
            raise Refused(refusals.CONTACT_VERIFIED, code="contact_verified")
        touch(point.beneficiary_id)
        point.verified_at, point.verified_by, point.verified_how = clock.now(), by, how
        point.save(update_fields=["verified_at", "verified_by", "verified_how"])
    return point


def put(*, beneficiary_id: int, kind: str, value: str, by: Staff) -> ContactPoint:
    """As `add`, for a caller that has asked who may and holds the person's row locked."""
    if kind not in ContactKind.values:
        raise Refused(refusals.CONTACT_KIND, code="contact_kind")
    kept = validation.contact(kind, value)
    first = not _has_preferred(beneficiary_id)
    point = ContactPoint.objects.filter(beneficiary_id=beneficiary_id, kind=kind, value=kept).first()
    if point is None:
        return ContactPoint.objects.create(
            beneficiary_id=beneficiary_id, kind=kind, value=kept, preferred=first, created_by=by
        )
    if not point.active:
        point.active, point.preferred = True, first
        point.save(update_fields=["active", "preferred"])
    return point


def replace(*, beneficiary_id: int, kind: str, value: str, by: Staff) -> bool:
    """Make `value` the one contact point of its kind that a form shows; empty takes the shown one out of use.

    The shown one is the preferred of its kind, else the oldest; its successor inherits the preference. For a caller who
    holds the person's row locked. Returns whether anything changed. Raises Refused for a value that is none.
    """
    kept = validation.contact(kind, value) if value else ""
    there = shown(beneficiary_id=beneficiary_id, kind=kind)
    if kept == (there.value if there else ""):
        return False
    if there is not None:
        _take_out(there)
    if kept:
        put(beneficiary_id=beneficiary_id, kind=kind, value=kept, by=by)
    _prefer_oldest(beneficiary_id)
    return True


def shown(*, beneficiary_id: int, kind: str) -> ContactPoint | None:
    """Return the contact point of this kind that forms show: the preferred one, else the oldest in use."""
    mine = ContactPoint.objects.filter(beneficiary_id=beneficiary_id, kind=kind, active=True)
    return mine.order_by("-preferred", "id").first()


def touch(beneficiary_id: int) -> None:
    """Count an edit of the person: a page that shows the contact points is stale once they changed."""
    Beneficiary.objects.filter(pk=beneficiary_id).update(edits=F("edits") + 1)


def _has_preferred(beneficiary_id: int) -> bool:
    return ContactPoint.objects.filter(beneficiary_id=beneficiary_id, preferred=True).exists()


def _prefer_oldest(beneficiary_id: int) -> None:
    """Prefer the oldest in use where none is preferred."""
    oldest = ContactPoint.objects.filter(beneficiary_id=beneficiary_id, active=True).order_by("id").first()
    if oldest is not None and not _has_preferred(beneficiary_id):
        oldest.preferred = True
        oldest.save(update_fields=["preferred"])


def _take_out(point: ContactPoint) -> None:
    point.active = point.preferred = False
    point.save(update_fields=["active", "preferred"])


def _lock(beneficiary_id: int) -> None:
    # two people who add a first contact point at once would both make theirs the preferred one
    Beneficiary.objects.select_for_update(no_key=True).only("pk").get(pk=beneficiary_id)


def _locked(contact_id: int) -> ContactPoint:
    point = ContactPoint.objects.get(pk=contact_id)
    _lock(point.beneficiary_id)
    return ContactPoint.objects.select_for_update().get(pk=contact_id)
