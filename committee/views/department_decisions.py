"""What a department decides: the dossier, the ruling, its countersignature, the record; and decisions on paper."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee import rules
from committee.domain import department_decisions
from committee.forms import CountersignForm, MotionForm
from committee.models import Countersignature, Decision, DepartmentDecision
from committee.presenters import department_decisions as presenters
from committee.presenters.next_actions import turn
from intake.models import Application
from ledger.errors import Refused
from ui.pagination import Keyset


@require_safe
def case(request: StaffRequest, reference: str) -> HttpResponse:
    """The dossier: the study, the ruling, whose turn it is."""
    return _dossier(request, rules.case_at_department_or_404(request.user, reference))


def _dossier(request: StaffRequest, application: Application, errors: Sequence[Any] = ()) -> HttpResponse:
    shown = presenters.shown(application, request.user)
    _log(request, application)
    context = {"shown": shown, "ruled": shown.ruled, "application": application, "errors": errors}
    context["next"] = turn(shown.ruled)
    return render(request, "department/case.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def deciding(request: StaffRequest, reference: str) -> HttpResponse:
    """Rules on the case, prefilled from the ruling that this one replaces or from the recommendation."""
    application = rules.case_at_department_or_404(request.user, reference)
    shown = presenters.shown(application, request.user)
    if request.method != "POST" and not shown.ruled.may_decide:
        messages.warning(request, _("This step is not open now."))
        return redirect("department:case", reference)
    source = shown.ruled.department_decisions[-1] if shown.ruled.department_decisions else shown.recommendation
    form = MotionForm(
        request.POST or None, initial=MotionForm.filled_from(source, after=len(shown.ruled.department_decisions))
    )
    if request.method == "POST" and form.is_valid():
        try:
            after = form.cleaned_data["after"]
            department_decisions.decide(application_id=application.pk, by=request.user, after=after, **form.motion)
        except Refused as refused:
            if not _ruled_already(request, application, form):
                form.refuse(refused)
        if not form.errors:
            messages.success(request, _("The ruling is kept. It counts once a colleague has countersigned it."))
            return redirect("department:case", reference)
    _log(request, application)
    context = {"form": form, "shown": shown, "ruled": shown.ruled, "application": application}
    return render(request, "department/decide.html", context, status=422 if form.errors else 200)


def _ruled_already(request: StaffRequest, application: Application, form: MotionForm) -> bool:
    """Whether the first of two clicks made this very ruling."""
    same = {"n": form.cleaned_data["after"] + 1, "round": application.round, "by": request.user, **form.motion}
    return DepartmentDecision.objects.filter(application=application, **same).exists()


@require_http_methods(["GET", "HEAD", "POST"])
def countersigning(request: StaffRequest, pk: int) -> HttpResponse:
    """Agrees to a colleague's ruling, or declines it with the reason."""
    department_decision, application = rules.department_decision_or_404(request.user, pk)
    ruled = presenters.ruled(application, request.user)
    if request.method != "POST" and not (ruled.department_decision == department_decision and ruled.may_countersign):
        messages.warning(request, _("This step is not open now."))
        return redirect("department:case", application.reference)
    form = CountersignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            department_decisions.countersign(department_decision_id=pk, by=request.user, **form.countersignature)
        except Refused as refused:
            if not Countersignature.objects.filter(
                department_decision=department_decision, by=request.user, **form.countersignature
            ).exists():
                form.refuse(refused)
        if not form.errors:
            agreed = _("The ruling is countersigned. The decision is recorded once the window has passed.")
            messages.success(request, agreed if form.countersignature["agreed"] else _("The ruling is declined."))
            return redirect("department:case", application.reference)
    _log(request, application)
    context = {"form": form, "department_decision": department_decision, "ruled": ruled, "application": application}
    return render(request, "department/countersign.html", context, status=422 if form.errors else 200)


@require_POST
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """Records the decision, once its window has passed."""
    _ruling, application = rules.department_decision_or_404(request.user, pk)
    try:
        decision = department_decisions.record(department_decision_id=pk, by=request.user)
    except Refused as refused:
        earlier = Decision.objects.filter(department_decision_id=pk).first()
        if earlier is None:
            return _dossier(request, application, errors=[refused])
        decision = earlier
        messages.info(request, _("This decision is recorded already."))
    else:
        messages.success(request, _("The decision is recorded. The applicant will be told through the chosen channel."))
    return redirect("department:decision", decision.pk)


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """The decisions that departments have made, the latest first."""
    page = Keyset(rules.department_decisions_for(request.user), order=("-decided_at", "-pk")).page(request.GET)
    return render(request, "department/decisions.html", {"page": page})


@require_safe
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """One decision, ready to be printed; the reading is logged."""
    found = get_object_or_404(rules.department_decisions_for(request.user), pk=pk)
    _log(request, found.application)
    return render(request, "department/decision.html", {"decision": found, "application": found.application})


def _log(request: StaffRequest, application: Application) -> None:
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
