"""Reviews of the policy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from ledger.errors import Refused
from policy.domain import reviews
from policy.forms.reviews import ReviewForm
from policy.queries.reviews import reviews_of
from policy.queries.versions import in_force_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest) -> HttpResponse:
    version = in_force_or_404()
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm()
    if request.method == "POST" and form.is_valid():
        try:
            reviews.record(version_id=version.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The review of the policy is noted."))
            return redirect("policy:versions")
    context = {"version": version, "form": form, "reviews": reviews_of(version)}
    return render(request, "policy/reviews.html", context, status=422 if form.errors else 200)
