"""Pages of an import: the file, its columns, its rows before they are registered, and past imports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.states import Outcome
from imports.domain import columns as headings
from imports.domain import example_files, people_imports
from imports.forms.people_imports import ColumnsForm, GoForm, UploadForm
from imports.models import ImportRow, PeopleImport
from imports.presenters import people_imports as presenters
from jobs.states import OPEN, State
from ledger.errors import Refused
from ui.pagination import Keyset

WRONG = 422
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _mine(request: StaffRequest, pk: UUID) -> PeopleImport:
    """An import is seen by who began it alone, as its jobs are."""
    found = PeopleImport.objects.select_related("check_job", "write_job", "branch")
    return get_object_or_404(found, pk=pk, created_by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """Takes a file of people in, and lists one's imports, the newest first."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = people_imports.begin(upload=form.cleaned_data["file"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("imports:columns", batch.pk)
    own = PeopleImport.objects.filter(created_by=request.user).select_related("check_job", "write_job")
    page = Keyset(own, order=("-created_at", "-pk"), size=20).page(request.GET)
    context = {"form": form, "page": page, "rows": [presenters.line(batch) for batch in page]}
    return render(request, "imports/imports.html", context, status=WRONG if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What each column of the file holds, guessed; then its rows are checked."""
    batch = _mine(request, pk)
    if batch.check_job is not None:
        return redirect("imports:import", batch.pk)
    try:
        about = people_imports.about(batch)
    except Refused as refused:
        return render(request, "imports/gone.html", {"batch": batch, "why": refused}, status=410)
    guessed = headings.guess(about.columns, people_imports.remembered(request.user))
    initial = {f"column_{place}": target for place, target in guessed.items()}
    form = ColumnsForm(request.POST or None, columns=about.columns, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            job = people_imports.check(import_id=batch.pk, by=request.user, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    access_log.log(by=request.user, what=AccessLog.What.IMPORT, detail=f"import {batch.pk}", url=request.path)
    context = {"form": form, "batch": batch, "about": about}
    return render(request, "imports/columns.html", context, status=WRONG if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The checked rows: errors, likely duplicates, good ones; then the people are registered."""
    batch = _mine(request, pk)
    if batch.check_job is None:
        return redirect("imports:columns", batch.pk)
    waits = next((job for job in (batch.check_job, batch.write_job) if job and job.state in OPEN), None)
    if waits is not None or batch.check_job.state != State.DONE:
        return redirect("jobs:job", (waits or batch.check_job).pk)
    form = GoForm(request.POST or None, any_likely=bool(batch.likely))
    if request.method == "POST" and form.is_valid():
        try:
            job = people_imports.go(import_id=batch.pk, by=request.user, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    access_log.log(by=request.user, what=AccessLog.What.IMPORT, detail=f"import {batch.pk}", url=request.path)
    ended = batch.write_job.state if batch.write_job else ""
    may_go = batch.wiped_at is None and ended in ("", State.CANCELLED, State.FAILED)
    context = {"form": form, "batch": batch, "may_go": may_go, **_rows(request, batch)}
    return render(request, "imports/preview.html", context, status=WRONG if form.errors else 200)


def _rows(request: StaffRequest, batch: PeopleImport) -> dict[str, Any]:
    tabs = presenters.tabs(batch)
    chosen = request.GET.get("rows", "")
    if chosen not in [tab["value"] for tab in tabs]:
        chosen = tabs[0]["value"] if tabs else Outcome.GOOD.value
    found = ImportRow.objects.filter(batch=batch, outcome=chosen)
    page = Keyset(found, order=("n",), size=50).page(request.GET)
    return {"tabs": tabs, "chosen": chosen, "page": page, "rows": presenters.rows(batch, page.rows)}


@require_http_methods(["GET", "HEAD"])
def import_template(request: StaffRequest) -> HttpResponse:
    """A workbook with the headings that are understood and one row about nobody."""
    response = HttpResponse(example_files.workbook(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
