"""Two versions of the policy side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.staff_requests import StaffRequest
from policy.presenters import comparisons
from policy.queries.versions import other_numbers, version_or_404


@require_safe
def compare(request: StaffRequest, left: int, right: int) -> HttpResponse:
    """Return what differs is marked; `?only=differs` leaves out what is the same."""
    first, second = version_or_404(left), version_or_404(right)
    only = request.GET.get("only") == "differs"
    sections = comparisons.sections(first, second)
    context = {
        "first": first,
        "second": second,
        "only": only,
        "sections": [section.differing() for section in sections if section.differs] if only else sections,
        "count": sum(section.differs for section in sections),
        "live": [version for version in (first, second) if not (version.fixed and version.channels)],
        "others": other_numbers(first, second),
    }
    return render(request, "policy/comparisons.html", context)
