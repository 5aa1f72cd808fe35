"""The landing page."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from desk.presenters import queue_rows as presenting
from desk.presenters.navigation import nav_items
from desk.queries import queue_rows, queues, sidebars
from policy.presenters import reminders


@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Show each role's own list, with tabs where a person has several; figures or lists for who carries no cases."""
    user, mine = request.user, queues.queues_of(request.user)
    if not mine:
        return _without_cases(request)
    queue = next((queue for queue in mine if queue.key == request.GET.get("queue")), mine[0])
    only = request.GET.get("only", "")
    page, counts = queue_rows.QueuePages(queue, user, only).page(request.GET), queue_rows.counts(queue, user)
    context = {
        "queue": queue,
        "tabs": mine if len(mine) > 1 else [],
        "filters": presenting.filters(queue, counts, only),
        "page": page,
        "only": only if only in queue.kinds else "",
        "rows": presenting.rows(queue, page),
        "sidebar": sidebars.sidebar(queue, user),
        "nav_items": nav_items(user, request.path, to_carry=counts.get("notices", 0)),
    }
    return render(request, f"desk/home_{queue.key}.html", context)


def _without_cases(request: StaffRequest) -> HttpResponse:
    allowed = request.user.may(Perm.EDIT_LISTS)
    if request.user.may(Perm.SEE_FIGURES) and not allowed:
        return redirect("desk:figures")
    if request.user.may(Perm.SEE_CONFORMANCE) and not allowed:
        return redirect("conformance:table")
    context = {"allowed": allowed, "reminders": reminders.reminders() if allowed else []}
    return render(request, "desk/administration.html", context)
