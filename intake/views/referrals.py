"""What is unclear to the applicant, put to the person responsible and answered (policy step 3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from intake import presenters
from intake.domain import referrals as domain
from intake.forms.steps import AnswerForm, ReferForm
from intake.models import Application
from intake.queries import cases
from intake.states import ENDS
from intake.views import case
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def referrals(request: StaffRequest, reference: str) -> HttpResponse:
    """The points referred on this application, and a form to refer another."""
    application = cases.open_for(request, reference, page="referrals")
    if request.method != "POST":
        return _page(request, application, ReferForm())
    form = ReferForm(request.POST)
    if form.is_valid():
        try:
            domain.ask(application_id=application.pk, by=request.user, question=form.cleaned_data["question"])
        except Refused as refused:
            form.refuse(refused)
        else:
            to = application.policy_version.referral_to
            messages.success(request, _("The point has been referred to: %(to)s.") % {"to": to})
            return redirect("intake:referrals", reference=reference)
    return _page(request, application, form, status=case.SAVE_FAILED)


@require_POST
def answer(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """The answer to one point, by whoever may answer."""
    application = cases.open_for(request, reference)
    if not application.referrals.filter(pk=pk).exists():
        raise Http404
    form = AnswerForm(request.POST, prefix=f"r{pk}")
    if form.is_valid():
        try:
            domain.answer(referral_id=pk, by=request.user, answer=form.cleaned_data["answer"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The answer has been recorded."))
            return redirect("intake:referrals", reference=reference)
    return _page(request, application, ReferForm(), answered={pk: form}, status=case.SAVE_FAILED)


def _page(
    request: StaffRequest,
    application: Application,
    form: ReferForm,
    *,
    answered: dict[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    given = answered or {}
    may_answer = request.user.may(Perm.ANSWER_REFERRALS)
    points: list[dict[str, Any]] = []
    for point in application.referrals.select_related("asked_by", "answered_by"):
        waits = point.answered_at is None and may_answer
        reply = given.get(point.pk) or (AnswerForm(prefix=f"r{point.pk}") if waits else None)
        points.append({"point": point, "form": reply})
    context = {
        "form": form,
        "errors": list(given.values()),
        "points": points,
        "may_refer": application.status not in ENDS and request.user.may_any(Perm.TAKE_IN, Perm.ASSESS),
    }
    return case.show(request, "referrals", presenters.newest(application), context, status=status)
