"""The page that shows staff the policy they carry out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from policy.models import PolicyVersion
from policy.presenters import text
from policy.presenters.tabs import tabs
from policy.states import PolicyStatus


@require_safe
def current(request: StaffRequest) -> HttpResponse:
    """The version in force: its board facts, steps, channels and tools. Says so where none is loaded yet."""
    version = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").first()
    context: dict[str, Any] = {"version": version, "tabs": tabs(request.user, "current")}
    if version is not None:
        context |= text.text(version, **text.lists_in_use())
        context["signed"] = version.signed.exists()
        context["may_attach"] = request.user.may(Perm.EDIT_LISTS)
        context["read"] = version.acknowledgements.filter(by=request.user).first()
    return render(request, "policy/current.html", context)
