"""The ways to reach a person: mobile numbers and e-mail addresses."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from beneficiaries.domain import checks
from beneficiaries.models import Beneficiary, ContactPoint
from beneficiaries.states import ContactKind
from ledger.errors import Refused


def add(*, beneficiary_id: int, kind: str, value: str, by: Staff) -> ContactPoint:
    """Adds a contact point; the first one becomes the preferred one. One that was removed is in use again.

    Raises Refused beside "mobile" or "email" for a value that is none.
    """
    if kind not in ContactKind.values:
        raise Refused(_("A contact point is a mobile number or an e-mail address."), code="contact_kind")
    kept = checks.contact(kind, value)
    with transaction.atomic():
        _lock(beneficiary_id)
        mine = ContactPoint.objects.filter(beneficiary_id=beneficiary_id)
        first = not mine.filter(preferred=True).exists()
        point = mine.filter(kind=kind, value=kept).first()
        if point is None:
            return ContactPoint.objects.create(
                beneficiary_id=beneficiary_id, kind=kind, value=kept, preferred=first, created_by=by
            )
        if not point.active:
            point.active, point.preferred = True, first
            point.save(update_fields=["active", "preferred"])
        return point


def remove(*, contact_id: int, by: Staff) -> ContactPoint:
    """Takes a contact point out of use; it is kept, because notices went to it. The oldest other becomes preferred."""
    with transaction.atomic():
        point = _locked(contact_id)
        was_preferred, point.active, point.preferred = point.preferred, False, False
        point.save(update_fields=["active", "preferred"])
        following = ContactPoint.objects.filter(beneficiary_id=point.beneficiary_id, active=True).order_by("id").first()
        if was_preferred and following is not None:
            following.preferred = True
            following.save(update_fields=["preferred"])
    return point


def prefer(*, contact_id: int, by: Staff) -> ContactPoint:
    """Makes this contact point the preferred one. Raises Refused for one that is not in use."""
    with transaction.atomic():
        point = _locked(contact_id)
        if not point.active:
            raise Refused(_("This contact point is not in use any more."), code="contact_unused")
        ContactPoint.objects.filter(beneficiary_id=point.beneficiary_id, preferred=True).exclude(pk=point.pk).update(
            preferred=False
        )
        point.preferred = True
        point.save(update_fields=["preferred"])
    return point


def set_to(*, beneficiary_id: int, kind: str, value: str, by: Staff) -> None:
    """Makes `value` the one contact point of its kind that a form shows; empty takes the shown one out of use.

    The shown one is the preferred of its kind, else the oldest. Raises Refused for a value that is none.
    """
    with transaction.atomic():
        _lock(beneficiary_id)
        there = shown(beneficiary_id=beneficiary_id, kind=kind)
        if value and there is not None and there.value == checks.contact(kind, value):
            return
        if there is not None:
            was_preferred = there.preferred
            remove(contact_id=there.pk, by=by)
            if value and was_preferred:
                prefer(contact_id=add(beneficiary_id=beneficiary_id, kind=kind, value=value, by=by).pk, by=by)
                return
        if value:
            add(beneficiary_id=beneficiary_id, kind=kind, value=value, by=by)


def shown(*, beneficiary_id: int, kind: str) -> ContactPoint | None:
    """The contact point of this kind that stands for the person: the preferred one, else the oldest in use."""
    mine = ContactPoint.objects.filter(beneficiary_id=beneficiary_id, kind=kind, active=True)
    return mine.order_by("-preferred", "id").first()


def _lock(beneficiary_id: int) -> None:
    # two people who add a first contact point at once would both make theirs the preferred one
    Beneficiary.objects.select_for_update(no_key=True).only("pk").get(pk=beneficiary_id)


def _locked(contact_id: int) -> ContactPoint:
    point = ContactPoint.objects.get(pk=contact_id)
    _lock(point.beneficiary_id)
    return ContactPoint.objects.select_for_update().get(pk=contact_id)
