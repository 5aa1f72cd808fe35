"""The case file, its tabs, its files, and the steps that have no page of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee.domain import agenda_items
from desk.forms.cases import AppealForm, SendBackForm
from desk.presenters import cases as presenting
from desk.queries.case_files import CaseFile, is_open_to
from documents.domain import stored_files
from intake import rules
from intake.domain import moves
from intake.models import Application
from intake.queries.cases import application_or_404, open_for
from intake.states import Step
from ledger.errors import Refused
from ui.forms import PortalForm


@require_GET
def case(request: StaffRequest, reference: str, tab: str = presenting.FIRST) -> HttpResponse:
    """Show the case file at one of its tabs."""
    if tab not in presenting.tabs_of(request.user):
        raise Http404
    file = CaseFile(open_for(request, reference, page=tab))
    context = presenting.page(file, request.user, tab) | presenting.TABS[tab].content(file, request.user, request.GET)
    return render(request, "desk/case.html", context)


@require_GET
def case_file(request: StaffRequest, reference: str, pk: UUID) -> HttpResponseBase:
    """Return one file of a case that is the reader's to see."""
    application = application_or_404(request.user, reference)
    file = CaseFile(application).files().get(pk)
    if file is None:
        raise Http404
    access_log.log(
        by=request.user,
        what=AccessLog.What.DOCUMENT,
        application_ref=reference,
        person_id=str(application.beneficiary.public_id),
        detail=str(pk),
        url=request.path,
    )
    return stored_files.stream(file=file, as_attachment="download" in request.GET)


@dataclass(frozen=True)
class StepPage:
    """A step of the workflow that is a sentence and a reason: its form, its words, and the domain function."""

    step: Step
    form: type[PortalForm]
    act: Callable[..., Any]
    title: Any
    button: Any
    done: Any
    lines: tuple[Any, ...]


STEPS = {
    "send-back": StepPage(
        Step.SEND_BACK,
        SendBackForm,
        agenda_items.send_back_from_file,
        gettext_lazy("Sending the case back to the researcher"),
        gettext_lazy("Send back"),
        gettext_lazy("The case went back to the researcher."),
        (
            gettext_lazy("The researcher completes the study and refers the case again."),
            gettext_lazy("The date from which an outcome may be announced stays as it was."),
        ),
    ),
    "appeal": StepPage(
        Step.APPEAL,
        AppealForm,
        moves.appeal,
        gettext_lazy("Record an appeal"),
        gettext_lazy("Record appeal"),
        gettext_lazy("The appeal is recorded; the case awaits a decision in a new round."),
        (
            gettext_lazy("The case goes to %(body)s again, in a new round."),
            gettext_lazy("What was decided before stays in the file."),
        ),
    ),
}


@require_http_methods(["GET", "POST"])
def step(request: StaffRequest, reference: str, name: str) -> HttpResponse:
    """Say what the step does, ask why, and take it."""
    page = STEPS.get(name)
    # one address serves the steps of several roles: a step of another role is no address of this one
    if page is None or not request.user.may(rules.MOVE_NEEDS[page.step]):
        raise Http404
    application = open_for(request, reference, page=name)
    item = CaseFile(application).agenda_item if page.step == Step.SEND_BACK else None
    if item:
        return redirect("committee:send_back", item.pk)
    if request.method == "GET" and not rules.may_move(request.user, application, page.step):
        messages.warning(request, _("This step is not open now."))
        return redirect("desk:case", reference)
    form = page.form(request.POST or None, initial={"step": application.step})
    if request.method == "POST" and form.is_valid() and _taken(request, application, page, form):
        messages.success(request, str(page.done))
        return _back(request, reference)
    body = {"body": application.policy_version.deciding_body}
    context = {"form": form, "application": application, "page": page, "lines": [line % body for line in page.lines]}
    return render(request, "desk/step.html", context, status=422 if form.is_bound else 200)


def _taken(request: StaffRequest, application: Application, page: StepPage, form: PortalForm) -> bool:
    try:
        page.act(application_id=application.pk, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _back(request: StaffRequest, reference: str) -> HttpResponse:
    """Go to the case, or to the reader's own page where the step took the case out of their sight."""
    return redirect("desk:case", reference) if is_open_to(request.user, reference) else redirect("desk:home")
