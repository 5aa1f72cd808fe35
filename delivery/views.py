"""Pages of delivery: completing the registration (policy step 6), recording the service provided (step 7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee.models import Decision
from delivery.domain import services
from delivery.forms import DeliverForm, RegisterForm
from delivery.models import Delivery, Registration
from intake import rules
from intake.models import Application
from intake.queries import cases
from intake.states import Step
from ledger import clock
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest, reference: str) -> HttpResponse:
    """Completes the registration of an accepted application."""
    application = cases.application_or_404(request.user, reference)
    form = RegisterForm(request.POST or None, initial={"step": application.step})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.register(application_id=application.pk, step=data["step"], by=request.user, note=data["note"])
        except Refused as refused:
            if not Registration.objects.filter(application=application, by=request.user, note=data["note"]).exists():
                form.refuse(refused)
        if not form.errors:
            messages.success(request, _("The registration is completed."))
            return redirect("desk:case", reference)
    elif not rules.may_move(request.user, application, Step.REGISTER) and not form.errors:
        return _not_now(request, application)
    return _page(request, "delivery/registrations.html", application, form)


@require_http_methods(["GET", "HEAD", "POST"])
def deliver(request: StaffRequest, reference: str) -> HttpResponse:
    """Records the service provided to a registered beneficiary."""
    application = cases.application_or_404(request.user, reference)
    form = DeliverForm(request.POST or None, initial=_expected(application))
    if request.method == "POST" and form.is_valid():
        try:
            services.deliver(application_id=application.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            same = {name: value for name, value in form.cleaned_data.items() if name != "step"}
            if not Delivery.objects.filter(application=application, by=request.user, **same).exists():
                form.refuse(refused)
        if not form.errors:
            messages.success(request, _("The service is recorded as provided."))
            return redirect("desk:case", reference)
    elif not rules.may_move(request.user, application, Step.SERVE) and not form.errors:
        return _not_now(request, application)
    return _page(request, "delivery/deliveries.html", application, form)


def _expected(application: Application) -> dict[str, Any]:
    """What was granted, as the delivery's first values."""
    decision = _decision(application)
    return {
        "step": application.step,
        "what": decision.help_kind if decision else application.service.name,
        "amount": decision.amount if decision else None,
        "received_by": application.applicant_name,
        "provided_on": clock.today(),
    }


def _decision(application: Application) -> Decision | None:
    return Decision.objects.filter(application=application, round=application.round).first()


def _not_now(request: StaffRequest, application: Application) -> HttpResponse:
    """Back to the case file, which says what comes next."""
    text = _("This application is now “%(state)s”: this step is not the next one.")
    messages.info(request, text % {"state": application.state.label})
    return redirect("desk:case", application.reference)


def _page(request: StaffRequest, template: str, application: Application, form: Any) -> HttpResponse:
    """Renders the form beside what was granted; the reading of the person's data is logged."""
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
    person = application.beneficiary
    context = {
        "application": application,
        "person": person,
        "contacts": person.contact_points.all(),
        "decision": _decision(application),
        "form": form,
    }
    return render(request, template, context, status=422 if form.errors else 200)
