"""Closing an application with a coded reason, and stepping back from one for a conflict of interest."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from intake import presenters, rules
from intake.domain import moves, recusals
from intake.forms.steps import CloseForm, ConflictForm
from intake.models import Application
from intake.queries import cases
from intake.states import ClosedReason, Status, Step
from intake.views import case
from ledger.errors import Refused
from ui import digits, links


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close the application; the page says what that stops."""
    application = cases.open_for(request, reference, page="close")
    # two records may wait there to be merged
    onward = links.onward(request) or reverse("desk:case", args=[application.reference])
    if request.method != "POST":
        if not rules.may_move(request.user, application, Step.CLOSE):
            messages.info(request, _("This application cannot be closed now."))
            return case.to_case(application)
        initial = {"step": application.step, "reason": request.GET.get("reason", "")}
        form = CloseForm(status=application.state, initial=initial)
        return _page(request, "close", application, form, next=onward)
    form = CloseForm(request.POST, status=application.state)
    closed = application.status == Status.CLOSED
    if closed:
        messages.info(request, _("This application has been closed already."))
        return case.to_case(application)
    if form.is_valid():
        try:
            _close(form, application, request)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The application is closed."))
            return redirect(onward)
    return _page(request, "close", application, form, status=case.SAVE_FAILED, next=onward)


def _close(form: CloseForm, application: Application, request: StaffRequest) -> None:
    moves.close(
        application_id=application.pk,
        step=form.cleaned_data["step"],
        by=request.user,
        reason=ClosedReason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: StaffRequest, reference: str) -> HttpResponse:
    """Declare a conflict of interest; the case is closed to this member of staff afterwards."""
    try:
        application = cases.open_for(request, reference, page="conflict")
    except Http404:
        return _barred_already(request, reference)
    form = ConflictForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recusals.declare(application_id=application.pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            sentence = _("Your conflict of interest in %(reference)s is recorded. The case is closed to you.")
            messages.success(request, sentence % {"reference": digits.isolated(reference)})
            return redirect("desk:home")
    return _page(request, "conflict", application, form, status=case.SAVE_FAILED if form.is_bound else 200)


def _barred_already(request: StaffRequest, reference: str) -> HttpResponse:
    """A second click finds the case closed to whoever declared; a case never theirs stays a 404."""
    if request.method != "POST" or not request.user.recusals.filter(application__reference=reference).exists():
        raise Http404
    messages.info(request, _("You have declared a conflict of interest in this case already."))
    return redirect("desk:home")


def _page(
    request: StaffRequest,
    page: str,
    application: Application,
    form: CloseForm | ConflictForm,
    status: int = 200,
    **more: str,
) -> HttpResponse:
    return case.show(request, page, presenters.newest(application), {"form": form, **more}, status=status)
