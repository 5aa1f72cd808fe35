"""Recording an interview."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from eligibility.domain import interviews
from eligibility.forms.interviews import InterviewForm
from eligibility.states import Place
from eligibility.views.assessments import study
from intake.models import Application


@require_http_methods(["GET", "POST"])
def interview(request: StaffRequest, reference: str) -> HttpResponse:
    """Records an interview that was held."""

    def act(application: Application, form: InterviewForm) -> str:
        data = form.cleaned_data
        interviews.record(
            application_id=application.pk,
            by=request.user,
            held_on=data["held_on"],
            place=Place(data["place"]),
            present=data["present"],
            summary=data["summary"],
            tool_version=data.get("tool_version"),
        )
        return _("The interview is recorded.")

    return study(request, reference, partial(InterviewForm, user=request.user), "eligibility/interviews.html", act)
