"""The researcher's pages: take or assign a case, record what was examined and heard, recommend, refer."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from eligibility import forms
from eligibility.domain import assessments
from eligibility.states import Finding, Outcome, Place
from intake import rules
from intake.domain import moves
from intake.models import Application
from intake.presenters.match_sheets import relied_upon
from intake.queries import cases
from intake.states import Status, Step
from ledger.errors import Refused
from ui.forms import PortalForm, StepForm

Act = Callable[[dict[str, Any]], object]
STUDIED = [Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT]


@require_POST
def take(request: StaffRequest, reference: str) -> HttpResponse:
    """The researcher takes a submitted case. A second click finds it theirs already."""
    application = cases.application_or_404(request.user, reference)
    form = StepForm(request.POST)
    try:
        step = form.cleaned_data["step"] if form.is_valid() else -1
        assessments.take(application_id=application.pk, step=step, by=request.user)
        messages.success(request, _("The case is yours to study."))
    except Refused as refused:
        if not _is_mine(request.user, reference):
            messages.error(request, str(refused))
    return _to_case(request, reference)


@require_http_methods(["GET", "POST"])
def assign(request: StaffRequest, reference: str) -> HttpResponse:
    """The head of research chooses who studies a submitted case."""
    application = cases.application_or_404(request.user, reference)
    if request.method == "GET" and not rules.may_move(request.user, application, Step.BEGIN):
        return _closed(request, application)
    form = forms.AssignForm(
        request.POST or None, candidates=_candidates(application), initial={"step": application.step}
    )

    def act(data: dict[str, Any]) -> None:
        assessments.take(
            application_id=application.pk, step=data["step"], by=request.user, researcher=data["researcher"]
        )
        messages.success(request, _("The case was assigned to %(name)s.") % {"name": data["researcher"].name})

    return _page(request, application, form, "eligibility/assign.html", act)


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """Records a document review."""
    form = partial(forms.ReviewForm, user=request.user)
    return _study(request, reference, form, "eligibility/review.html", _record_review)


@require_http_methods(["GET", "POST"])
def interview(request: StaffRequest, reference: str) -> HttpResponse:
    """Records an interview that was held."""
    form = partial(forms.InterviewForm, user=request.user)
    return _study(request, reference, form, "eligibility/interview.html", _record_interview)


@require_http_methods(["GET", "POST"])
def recommend(request: StaffRequest, reference: str) -> HttpResponse:
    """Writes the recommendation of this round."""
    form = partial(forms.RecommendForm, user=request.user)
    return _study(request, reference, form, "eligibility/recommend.html", _record_recommendation)


@require_http_methods(["GET", "POST"])
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Asks the applicant to complete the file."""
    return _study(request, reference, forms.AskForm, "eligibility/ask.html", _ask)


@require_http_methods(["GET", "POST"])
def refer(request: StaffRequest, reference: str) -> HttpResponse:
    """Refers the case for decision, after a page that says what this does."""
    return _study(request, reference, StepForm, "eligibility/refer.html", _refer)


def _record_review(request: StaffRequest, application: Application, data: dict[str, Any]) -> str:
    assessments.review_documents(
        application_id=application.pk,
        by=request.user,
        finding=Finding(data["finding"]),
        note=data["note"],
        tool_version=data.get("tool_version"),
    )
    return _("The document review is recorded.")


def _record_interview(request: StaffRequest, application: Application, data: dict[str, Any]) -> str:
    assessments.record_interview(
        application_id=application.pk,
        by=request.user,
        held_on=data["held_on"],
        place=Place(data["place"]),
        present=data["present"],
        summary=data["summary"],
        tool_version=data.get("tool_version"),
    )
    return _("The interview is recorded.")


def _record_recommendation(request: StaffRequest, application: Application, data: dict[str, Any]) -> str:
    assessments.recommend(
        application_id=application.pk,
        by=request.user,
        outcome=Outcome(data["outcome"]),
        reasons=data["reasons"],
        help_kind=data["help_kind"],
        amount=data["amount"],
        conditions=data["conditions"],
        tool_version=data.get("tool_version"),
    )
    return _("The recommendation is recorded.")


def _ask(request: StaffRequest, application: Application, data: dict[str, Any]) -> str:
    moves.ask(application_id=application.pk, step=data["step"], by=request.user, note=data["note"])
    return _("The file awaits the applicant.")


def _refer(request: StaffRequest, application: Application, data: dict[str, Any]) -> str:
    assessments.refer(application_id=application.pk, step=data["step"], by=request.user)
    return _("The case was referred for decision.")


def _study(
    request: StaffRequest,
    reference: str,
    form_class: Callable[..., PortalForm],
    template: str,
    record: Callable[[StaffRequest, Application, dict[str, Any]], str],
) -> HttpResponse:
    """A page of whoever studies the case: opened only while it is theirs to study."""
    application = cases.application_or_404(request.user, reference)
    if request.method == "GET" and not _studies(request.user, application):
        return _closed(request, application)
    form = form_class(request.POST or None, initial={"step": application.step})
    return _page(
        request, application, form, template, lambda data: messages.success(request, record(request, application, data))
    )


def _page(request: StaffRequest, application: Application, form: PortalForm, template: str, act: Act) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            return _to_case(request, application.reference)
        except Refused as refused:
            form.refuse(refused)
    person = application.beneficiary
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(person.public_id),
        detail="assessment",
        url=request.path,
    )
    context = {
        "form": form,
        "application": application,
        "person": person,
        "facts": _facts(application),
        "lacking": assessments.what_lacks(application),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _facts(application: Application) -> list[tuple[str, str]]:
    """What the newest statement relies upon, for whoever writes about it."""
    statement = application.statements.order_by("-n").first()
    lines = statement.lines.select_related("requirement") if statement else []
    return [(line.label, relied_upon(line)) for line in lines]


def _candidates(application: Application) -> QuerySet[Staff]:
    """Who may study this case: active, of its branch or of all, and without a declared conflict; least busy first."""
    busy = Count("cases", filter=Q(cases__status__in=STUDIED))
    return (
        Staff.objects.active_with(Perm.ASSESS)
        .filter(Q(branch=application.branch_id) | Q(branch__isnull=True))
        .exclude(recusals__application=application)
        .annotate(open_cases=busy)
        .order_by("open_cases", "name")
    )


def _studies(user: Staff, application: Application) -> bool:
    return rules.may_study(user, application) and not rules.is_recused(user, application)


def _is_mine(user: Staff, reference: str) -> bool:
    return Application.objects.filter(reference=reference, researcher=user).exists()


def _closed(request: StaffRequest, application: Application) -> HttpResponse:
    messages.warning(
        request,
        _("This step is not open now: the application is “%(state)s”.") % {"state": application.state.label},
    )
    return _to_case(request, application.reference)


def _to_case(request: StaffRequest, reference: str) -> HttpResponse:
    """To the case file, or to the reader's own page where the case is no longer theirs to see."""
    seen = cases.applications_for(request.user).filter(reference=reference).exists()
    return redirect("desk:case_tab", reference, "assessment") if seen else redirect("desk:home")
