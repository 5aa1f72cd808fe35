"""What is unclear to the applicant, put to the person responsible and answered (policy step 3)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from intake import rules
from intake.domain import referrals as domain
from intake.forms.referrals import AnswerForm, ReferForm
from intake.models import Application
from intake.presenters.referrals import points
from intake.queries import cases
from intake.queries.referrals import referral_or_404
from intake.views import pages
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def referrals(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the points referred on this application, and refer another."""
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
    return _page(request, application, form, status=pages.SAVE_FAILED)


@require_POST
def answer(request: StaffRequest, reference: str, pk: int) -> HttpResponse:
    """Record the answer to one point."""
    application = cases.open_for(request, reference)
    referral = referral_or_404(application, pk)
    form = AnswerForm(request.POST, prefix=f"r{pk}")
    if form.is_valid():
        try:
            domain.answer(referral_id=referral.pk, by=request.user, answer=form.cleaned_data["answer"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The answer has been recorded."))
            return redirect("intake:referrals", reference=reference)
    return _page(request, application, ReferForm(), answered={pk: form}, status=pages.SAVE_FAILED)


def _page(
    request: StaffRequest,
    application: Application,
    form: ReferForm,
    *,
    answered: dict[int, AnswerForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "errors": list((answered or {}).values()),
        "points": points(application, request.user, answered or {}),
        "may_refer": rules.may_refer(request.user, application),
    }
    return pages.show(request, "referrals", application, context, status=status)
