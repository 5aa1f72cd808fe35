"""Closing an application with a coded reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from intake import rules
from intake.domain import moves
from intake.forms.closings import CloseForm
from intake.models import Application
from intake.queries import cases
from intake.states import ClosedReason, Step
from intake.views import pages
from ledger.errors import Refused
from ui import links


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, reference: str) -> HttpResponse:
    """Close the application; the page says what that stops."""
    application = cases.open_for(request, reference, page="close")
    # two records may wait there to be merged
    onward = links.onward(request) or reverse("desk:case", args=[application.reference])
    if request.method != "POST":
        if not rules.may_move(request.user, application, Step.CLOSE):
            messages.info(request, _("This application cannot be closed now."))
            return pages.to_case(application)
        initial = {"step": application.step, "reason": request.GET.get("reason", "")}
        form = CloseForm(status=application.state, initial=initial)
        return pages.show(request, "closings", application, {"form": form, "next": onward})
    form = CloseForm(request.POST, status=application.state)
    if form.is_valid():
        try:
            _close(form, application, request)
        except Refused as refused:
            if refused.code == "done":
                messages.info(request, _("This application has been closed already."))
                return pages.to_case(application)
            form.refuse(refused)
        else:
            messages.success(request, _("The application is closed."))
            return redirect(onward)
    context = {"form": form, "next": onward}
    return pages.show(request, "closings", application, context, status=pages.SAVE_FAILED)


def _close(form: CloseForm, application: Application, request: StaffRequest) -> None:
    moves.close(
        application_id=application.pk,
        step=form.cleaned_data["step"],
        by=request.user,
        reason=ClosedReason(form.cleaned_data["reason"]),
        note=form.cleaned_data["note"],
    )
