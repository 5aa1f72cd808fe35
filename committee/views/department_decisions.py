"""What a department decides: the dossier, the decision, its countersignature, the record; and decisions on paper."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.staff_requests import StaffRequest
from committee.domain import department_decisions
from committee.forms.department_decisions import CountersignForm
from committee.forms.votes import MotionForm
from committee.models import DepartmentDecision
from committee.presenters import department_decisions as presenters
from committee.presenters.next_actions import turn
from committee.queries.decisions import department_decisions_for
from committee.queries.department_decisions import case_or_404, department_decision_or_404
from committee.views.decisions import on_paper, recorded
from intake.models import Application
from intake.queries import cases
from ledger.errors import Refused
from ui.pagination import Keyset


def _opened(request: StaffRequest, reference: str) -> Application:
    """Return the case, whose reading is logged. Raise Http404 where it is not the reader's to see."""
    case_or_404(request.user, reference)
    return cases.open_for(request, reference)


def _opened_decision(request: StaffRequest, pk: int) -> tuple[DepartmentDecision, Application]:
    decided = department_decision_or_404(request.user, pk)
    return decided, cases.open_for(request, decided.application.reference)


@require_safe
def case(request: StaffRequest, reference: str) -> HttpResponse:
    """The dossier: the study, the department's decision, whose turn it is."""
    return _dossier(request, _opened(request, reference))


def _dossier(request: StaffRequest, application: Application, errors: Sequence[Any] = ()) -> HttpResponse:
    shown = presenters.shown(application, request.user)
    department = shown.department_round
    context = {"shown": shown, "department": department, "application": application, "errors": errors}
    context["next"] = turn(department)
    return render(request, "committee/department_decisions_case.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: StaffRequest, reference: str) -> HttpResponse:
    """Decides on the case, prefilled from the decision that this one replaces or from the recommendation."""
    application = _opened(request, reference)
    shown = presenters.shown(application, request.user)
    department = shown.department_round
    if request.method != "POST" and not department.may_decide:
        messages.warning(request, _("This step is not open now."))
        return redirect("department:case", reference)
    source = department.made[-1] if department.made else shown.recommendation
    form = MotionForm(request.POST or None, initial=MotionForm.filled_from(source, after=len(department.made)))
    if request.method == "POST" and form.is_valid():
        try:
            department_decisions.decide(
                application_id=application.pk,
                by=request.user,
                proposal=form.proposal,
                after=form.cleaned_data["after"],
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The ruling is kept. It counts once a colleague has countersigned it."))
            return redirect("department:case", reference)
    context = {"form": form, "shown": shown, "department": department, "application": application}
    return render(request, "committee/department_decisions_decide.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def countersigning(request: StaffRequest, pk: int) -> HttpResponse:
    """Agrees to a colleague's decision, or declines it with the reason."""
    decided, application = _opened_decision(request, pk)
    department = presenters.round_of(application, request.user)
    if request.method != "POST" and not (department.current == decided and department.may_countersign):
        messages.warning(request, _("This step is not open now."))
        return redirect("department:case", application.reference)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = form.countersignature
        try:
            department_decisions.countersign(department_decision_id=pk, by=request.user, **answer)
        except Refused as refused:
            form.refuse(refused)
        else:
            agreed = _("The ruling is countersigned. The decision is recorded once the window has passed.")
            messages.success(request, agreed if answer["agreed"] else _("The ruling is declined."))
            return redirect("department:case", application.reference)
    context = {"form": form, "decided": decided, "department": department, "application": application}
    template = "committee/department_decisions_countersign.html"
    return render(request, template, context, status=422 if form.errors else 200)


@require_POST
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """Records the decision, once its window has passed."""
    _decided, application = _opened_decision(request, pk)
    return recorded(
        request,
        lambda: department_decisions.record(department_decision_id=pk, by=request.user),
        "department:decision",
        lambda refused: _dossier(request, application, errors=[refused]),
    )


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """The decisions that departments have made, the latest first."""
    page = Keyset(department_decisions_for(request.user), order=("-decided_at", "-pk")).page(request.GET)
    return render(request, "committee/department_decisions.html", {"page": page})


@require_safe
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """One decision, ready to be printed."""
    return on_paper(request, department_decisions_for(request.user), pk, "committee/department_decision.html")
