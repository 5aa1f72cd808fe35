"""Fetching a person and what belongs to them for a page."""

import uuid
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from accounts.domain import access_log
from accounts.models import AccessLog
from beneficiaries.models import Beneficiary
from ui.digits import whole

if TYPE_CHECKING:
    from accounts.views.staff_requests import StaffRequest


def kept_or_404(public_id: uuid.UUID) -> Beneficiary:
    """Return the person; of a record that was merged, the one that was kept, since nothing is added to the other."""
    return get_object_or_404(Beneficiary.objects.filter(public_id=public_id).kept())


def exact_or_404(public_id: uuid.UUID) -> Beneficiary:
    """Return the person of this very record, merged or not."""
    return get_object_or_404(Beneficiary, public_id=public_id)


def open_for(request: "StaffRequest", public_id: uuid.UUID) -> Beneficiary:
    """Return the person as `kept_or_404` does, and log that their data were read (GET and HEAD)."""
    person = kept_or_404(public_id)
    log_reading(request, person)
    return person


def log_reading(request: "StaffRequest", person: Beneficiary) -> None:
    """Log that the person's data were read, on GET and HEAD."""
    if request.method in ("GET", "HEAD"):
        access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(person.public_id), url=request.path)


def own_or_404(rows: Any, pk: str | None) -> Any:
    """Return the row with this key among the person's own. Raise Http404 where it is none of them."""
    return get_object_or_404(rows.all(), pk=whole(pk))
