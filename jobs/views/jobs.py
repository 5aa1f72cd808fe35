"""Pages of jobs: one job's progress and result, a list of one's own."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.views.staff_requests import StaffRequest
from jobs import rules
from jobs.domain import queue, result_files
from jobs.presenters import jobs as presenters
from jobs.queries.jobs import job_or_404, visible_to
from jobs.states import OPEN, State
from ui.pagination import Keyset

GONE = 410


@require_http_methods(["GET", "HEAD"])
def job(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Return how far one's job is, and its file once it is done. To HTMX it answers with the part that changes.

    A page that watches a job without a file is led on when it is done: there is nothing to fetch here.
    """
    found = job_or_404(request.user, pk)
    watching = bool(request.headers.get("HX-Request"))
    shown = presenters.shown(found)
    response = render(request, "jobs/live.html" if watching else "jobs/job.html", {"shown": shown})
    if watching and found.state == State.DONE and shown.page and not found.result_name:
        response["HX-Redirect"] = shown.page
    response["Vary"] = "HX-Request"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD"])
def mine(request: StaffRequest) -> HttpResponse:
    """One's own jobs, the newest first."""
    page = Keyset(visible_to(request.user), order=("-created_at", "-pk"), size=20).page(request.GET)
    return render(request, "jobs/mine.html", {"page": page, "rows": presenters.rows(page)})


@require_http_methods(["POST"])
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Stop one's job: at once while it waits, after its batch while it runs."""
    found = queue.cancel(job_id=job_or_404(request.user, pk).pk, by=request.user)
    if found.state == State.CANCELLED:
        messages.success(request, _("The job is cancelled."))
    elif found.state in OPEN:
        messages.info(request, _("The job stops within seconds; what it has written so far stays."))
    else:
        messages.info(request, _("The job had ended already."))
    return redirect("jobs:job", pk)


@require_http_methods(["GET", "HEAD"])
def result(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Return the file that one's job made, for seven days; the log of readings keeps who took it.

    A person who lost a permission that the job needs is denied it.
    """
    found = job_or_404(request.user, pk)
    if not rules.still_may(request.user, found):
        raise PermissionDenied
    if not found.result_name or found.state != State.DONE:
        raise Http404
    if found.files_gone_at is not None:
        return render(request, "jobs/gone.html", {"shown": presenters.shown(found)}, status=GONE)
    response = result_files.stream(found)
    access_log.log(by=request.user, what=found.request.what, detail=presenters.reading_of(found), url=request.path)
    return response
