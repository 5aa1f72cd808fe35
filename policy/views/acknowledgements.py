"""Reading a version: acknowledged by each member of staff, and who has and who has not."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.staff_requests import StaffRequest
from ledger.errors import Refused
from policy.domain import acknowledgements
from policy.presenters import acknowledgements as presenters
from policy.presenters.tabs import tabs
from policy.queries.acknowledgements import readers
from policy.queries.versions import ever_in_force, version_of
from policy.states import PolicyStatus


@require_POST
def acknowledge(request: StaffRequest) -> HttpResponse:
    """Record that the reader has read the version that the page showed."""
    version = version_of(request.POST.get("version", ""))
    if version is None:
        messages.error(request, _("Nothing was noted. The policy has to be opened again."))
        return redirect("policy:current")
    try:
        acknowledgements.acknowledge(version_id=version.pk, by=request.user)
    except Refused:
        messages.warning(request, _("A newer version is in force meanwhile. It is the one to read."))
    else:
        messages.success(request, _("It is noted that you have read the policy."))
    return redirect("policy:current")


@require_safe
def circulation(request: StaffRequest) -> HttpResponse:
    """Who has read a version, and who has not: the one in force, or `?version=` by its number."""
    offered = ever_in_force()
    asked = request.GET.get("version", "")
    version = next((version for version in offered if str(version.number) == asked), None)
    if asked and version is None:
        raise Http404
    version = version or next((version for version in offered if version.status == PolicyStatus.IN_FORCE), None)
    context = {
        "tabs": tabs(request.user, "circulation"),
        "version": version,
        "offered": offered,
        "shown": presenters.circulation(readers(version=version)) if version else None,
    }
    return render(request, "policy/acknowledgements.html", context)
