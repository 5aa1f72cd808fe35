"""Completing the registration (policy step 6)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from delivery.domain import registrations
from delivery.forms.registrations import RegisterForm
from delivery.views import pages
from intake import rules
from intake.queries import cases
from intake.states import Step
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest, reference: str) -> HttpResponse:
    """Complete the registration of an accepted application."""
    application = cases.open_for(request, reference)
    form = RegisterForm(request.POST or None, initial={"step": application.step})
    if form.is_valid():
        data = form.cleaned_data
        try:
            registrations.complete(application_id=application.pk, step=data["step"], by=request.user, note=data["note"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The registration is completed."))
            return redirect("desk:case", reference)
    elif not form.errors and not rules.may_move(request.user, application, Step.REGISTER):
        return pages.not_now(request, application)
    return pages.show(request, "registrations", application, form)
