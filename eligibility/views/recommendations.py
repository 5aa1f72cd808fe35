"""Writing the recommendation."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from eligibility.domain import recommendations
from eligibility.forms.recommendations import RecommendForm
from eligibility.views.assessments import study
from intake.models import Application


@require_http_methods(["GET", "POST"])
def recommend(request: StaffRequest, reference: str) -> HttpResponse:
    """Writes the recommendation of this round."""

    def act(application: Application, form: RecommendForm) -> str:
        recommendations.write(
            application_id=application.pk,
            by=request.user,
            proposal=form.proposal,
            tool_version=form.cleaned_data.get("tool_version"),
        )
        return _("The recommendation is recorded.")

    return study(request, reference, partial(RecommendForm, user=request.user), "eligibility/recommendations.html", act)
