"""What every page of a study shares; asking the applicant, and referring the case for decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from eligibility.domain import assessments
from eligibility.forms.assessments import AskForm
from eligibility.queries.assessments import is_open_to, newest_lines, what_lacks
from intake import rules
from intake.domain import moves
from intake.models import Application
from intake.presenters.match_sheets import relied_upon
from intake.queries import cases
from ledger.errors import Refused
from ui.forms import PortalForm, StepForm

LOGGED_AS = "assessment"
# records what a valid form holds and returns the sentence for the reader
Act = Callable[[Application, Any], str]


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Asks the applicant to complete the file."""

    def act(application: Application, form: AskForm) -> str:
        data = form.cleaned_data
        moves.ask(application_id=application.pk, step=data["step"], by=request.user, note=data["note"])
        return _("The file awaits the applicant.")

    return study(request, reference, AskForm, "eligibility/assessments_ask.html", act)


@require_http_methods(["GET", "POST"])
def refer(request: StaffRequest, reference: str) -> HttpResponse:
    """Refers the case for decision, after a page that says what this does."""

    def act(application: Application, form: StepForm) -> str:
        assessments.refer(application_id=application.pk, step=form.cleaned_data["step"], by=request.user)
        return _("The case was referred for decision.")

    return study(request, reference, StepForm, "eligibility/assessments_refer.html", act)


def study(
    request: StaffRequest, reference: str, form_class: Callable[..., PortalForm], template: str, act: Act
) -> HttpResponse:
    """Answer a page of whoever studies the case: opened only while it is theirs to study."""
    application = cases.open_for(request, reference, page=LOGGED_AS)
    if request.method == "GET" and not rules.may_study(request.user, application):
        return closed(request, application)
    form = form_class(request.POST or None, initial={"step": application.step})
    return page(request, application, form, template, act)


def page(request: StaffRequest, application: Application, form: PortalForm, template: str, act: Act) -> HttpResponse:
    """Act on a valid form and lead to the case file; else render the page, with what went wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(application, form))
        except Refused as refused:
            form.refuse(refused)
        else:
            return to_case(request, application.reference)
    context = {
        "form": form,
        "application": application,
        "person": application.beneficiary,
        "facts": [(line.label, relied_upon(line)) for line in newest_lines(application)],
        "lacking": what_lacks(application),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def closed(request: StaffRequest, application: Application) -> HttpResponse:
    """Lead back to the case file, saying that the step is not open."""
    text = _("This step is not open now: the application is “%(state)s”.") % {"state": application.state.label}
    messages.warning(request, text)
    return to_case(request, application.reference)


def to_case(request: StaffRequest, reference: str) -> HttpResponse:
    """Lead to the case file, or to the reader's own page where the case is no longer theirs to see."""
    if not is_open_to(request.user, reference):
        return redirect("desk:home")
    return redirect("desk:case_tab", reference, "assessment")
