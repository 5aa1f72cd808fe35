"""The page of conformance, for administrators and auditors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from conformance.domain import runs
from conformance.presenters import runs as presenters
from conformance.queries.runs import newest
from policy.presenters.tabs import tabs
from policy.queries.versions import in_force


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: StaffRequest) -> HttpResponse:
    """Return the last run of the version in force; a POST runs the checks now."""
    version = in_force()
    if request.method == "POST" and version is not None:
        runs.run(version=version, by=request.user)
        messages.success(request, _("Every clause was checked. Nothing that the checks made has stayed."))
        return redirect("conformance:table")
    run = newest(version=version) if version else None
    context = presenters.page(run, request.GET) if run else {}
    context |= {"version": version, "tabs": tabs(request.user, "conformance")}
    return render(request, "conformance/runs.html", context)
