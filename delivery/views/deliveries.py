"""Recording the service provided (policy step 7)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from delivery.domain import deliveries
from delivery.forms.deliveries import DeliverForm
from delivery.presenters.deliveries import expected
from delivery.views import pages
from intake import rules
from intake.queries import cases
from intake.states import Step
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: StaffRequest, reference: str) -> HttpResponse:
    """Record the service provided to a registered beneficiary."""
    application = cases.open_for(request, reference)
    form = DeliverForm(request.POST or None, initial=expected(application))
    if form.is_valid():
        try:
            deliveries.record(application_id=application.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The service is recorded as provided."))
            return redirect("desk:case", reference)
    elif not form.errors and not rules.may_move(request.user, application, Step.SERVE):
        return pages.not_now(request, application)
    return pages.show(request, "deliveries", application, form)
