"""Counts by state, the last 30 days, and how long a decision takes. No names."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.views.staff_requests import StaffRequest
from desk.queries import figures as counting


@require_GET
def figures(request: StaffRequest) -> HttpResponse:
    context = {"figures": counting.figures(request.user), "branch": request.user.branch}
    return render(request, "desk/figures.html", context)
