"""Stepping back from a case for a conflict of interest."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from intake.domain import recusals
from intake.forms.recusals import RecusalForm
from intake.queries import cases
from intake.views import pages
from ledger.errors import Refused
from ui import digits


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: StaffRequest, reference: str) -> HttpResponse:
    """Declare a conflict of interest; the case is closed to this member of staff afterwards."""
    try:
        application = cases.open_for(request, reference, page="conflict")
    except Http404:
        return _declared_already(request, reference)
    form = RecusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recusals.declare(application_id=application.pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            sentence = _("Your conflict of interest in %(reference)s is recorded. The case is closed to you.")
            messages.success(request, sentence % {"reference": digits.isolated(reference)})
            return redirect("desk:home")
    status = pages.SAVE_FAILED if form.is_bound else 200
    return pages.show(request, "recusals", application, {"form": form}, status=status)


def _declared_already(request: StaffRequest, reference: str) -> HttpResponse:
    """A second click finds the case closed to whoever declared; a case never theirs stays a 404."""
    if request.method == "POST":
        try:
            recusals.refuse_declared(reference=reference, by=request.user)
        except Refused as refused:
            messages.info(request, str(refused.message))
            return redirect("desk:home")
    raise Http404
