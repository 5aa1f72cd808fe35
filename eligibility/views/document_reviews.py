"""Recording the examination of the documents."""

from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from eligibility.domain import document_reviews
from eligibility.forms.document_reviews import ReviewForm
from eligibility.states import Finding
from eligibility.views.assessments import study
from intake.models import Application


@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, reference: str) -> HttpResponse:
    """Records a document review."""

    def act(application: Application, form: ReviewForm) -> str:
        data = form.cleaned_data
        document_reviews.record(
            application_id=application.pk,
            by=request.user,
            finding=Finding(data["finding"]),
            note=data["note"],
            tool_version=data.get("tool_version"),
        )
        return _("The document review is recorded.")

    return study(request, reference, partial(ReviewForm, user=request.user), "eligibility/document_reviews.html", act)
