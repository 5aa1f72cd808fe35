"""Every notice of the cases that the reader may open."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from channels_log.presenters import notices
from channels_log.queries.notices import of_state
from channels_log.states import State
from ui.pagination import Keyset


@require_http_methods(["GET", "HEAD"])
def index(request: StaffRequest) -> HttpResponse:
    """Show all notices, the newest first, or those of the state that was chosen."""
    chosen = request.GET.get("state", "")
    page = Keyset(of_state(request.user, chosen), order=("-created_at", "-id")).page(request.GET)
    context = {
        "page": page,
        "rows": notices.rows(page, request.user),
        "states": State.choices,
        "chosen": chosen,
        "perms_carry": request.user.may(Perm.CARRY_NOTICES),
    }
    return render(request, "channels_log/notices.html", context)
