"""Who studies a submitted case: taken by a researcher, or assigned by the head."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from eligibility.domain import assignments
from eligibility.forms.assignments import AssignForm
from eligibility.queries.assignments import candidates
from eligibility.views.assessments import LOGGED_AS, closed, page, to_case
from intake import rules
from intake.models import Application
from intake.queries import cases
from intake.states import Step
from ledger.errors import Refused
from ui.forms import StepForm


@require_POST
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """The researcher takes a submitted case."""
    application = cases.open_for(request, reference)
    form = StepForm(request.POST)
    try:
        step = form.cleaned_data["step"] if form.is_valid() else -1
        assignments.take(application_id=application.pk, step=step, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The case is yours to study."))
    return to_case(request, reference)


@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, reference: str) -> HttpResponse:
    """The head of research chooses who studies a submitted case."""
    application = cases.open_for(request, reference, page=LOGGED_AS)
    if request.method == "GET" and not rules.may_move(request.user, application, Step.BEGIN):
        return closed(request, application)
    form = AssignForm(request.POST or None, candidates=candidates(application), initial={"step": application.step})

    def act(application: Application, form: AssignForm) -> str:
        data = form.cleaned_data
        assignments.assign(application_id=application.pk, by=request.user, **data)
        return _("The case was assigned to %(name)s.") % {"name": data["researcher"].name}

    return page(request, application, form, "eligibility/assignments.html", act)
