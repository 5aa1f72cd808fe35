"""The decisions of the committee: the list, and one on paper."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee import rules
from ui.pagination import Keyset


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """The decisions of the reader's committees, the latest first."""
    page = Keyset(rules.decisions_for(request.user), order=("-decided_at", "-pk")).page(request.GET)
    return render(request, "committee/decisions.html", {"page": page})


@require_safe
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """One decision, ready to be printed; the reading is logged."""
    found = get_object_or_404(rules.decisions_for(request.user), pk=pk)
    application = found.application
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
    return render(request, "committee/decision.html", {"decision": found, "application": application})
