"""The page of conformance, for administrators and auditors."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from conformance import presenters
from conformance.domain import runs
from policy.models import PolicyVersion
from policy.presenters.tabs import tabs


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: StaffRequest) -> HttpResponse:
    """The last run of the version in force; a POST runs the checks now."""
    version = PolicyVersion.objects.filter(status="in_force").select_related("association").first()
    if request.method == "POST" and version is not None:
        runs.run(version=version, by=request.user)
        messages.success(request, _("Every clause was checked. Nothing that the checks made has stayed."))
        return redirect("conformance:table")
    run = runs.newest(version=version) if version else None
    context = presenters.page(run, request.GET) if run else {}
    return render(
        request, "conformance/table.html", {"version": version, "tabs": tabs(request.user, "conformance"), **context}
    )
