"""Pages of an import: the file, its columns, its rows before they are registered, and past imports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from imports import rules
from imports.domain import example_files, headings, people_imports
from imports.forms.people_imports import ColumnsForm, RegisterForm, UploadForm
from imports.models import PeopleImport
from imports.presenters import people_imports as presenters
from imports.queries.people_imports import import_or_404, remembered_targets, visible_to
from imports.queries.rows import with_outcome
from imports.states import RowOutcome
from jobs.states import OPEN, State
from ledger.errors import Refused
from spreadsheets.writers import TYPES, XLSX
from ui.pagination import Keyset

INVALID = 422


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: StaffRequest) -> HttpResponse:
    """Take a file of people in, and list one's imports, the newest first."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            people_import = people_imports.start(upload=form.cleaned_data["file"], by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("imports:columns", people_import.pk)
    page = Keyset(visible_to(request.user), order=("-created_at", "-pk"), size=20).page(request.GET)
    context = {"form": form, "page": page, "rows": [presenters.line(people_import) for people_import in page]}
    return render(request, "imports/people_imports.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take what each column of the file holds, as guessed and corrected; then its rows are checked."""
    people_import = import_or_404(request.user, pk)
    if people_import.check_job is not None:
        return redirect("imports:import", people_import.pk)
    try:
        summary = people_imports.summary_of(people_import)
    except Refused as refused:
        context = {"people_import": people_import, "why": refused}
        return render(request, "imports/people_imports_gone.html", context, status=410)
    guessed = headings.guess(summary.columns, remembered_targets(request.user))
    initial = {f"column_{place}": target for place, target in guessed.items()}
    form = ColumnsForm(request.POST or None, columns=summary.columns, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            job = people_imports.start_check(import_id=people_import.pk, by=request.user, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    _log(request, people_import)
    context = {"form": form, "people_import": people_import, "summary": summary}
    return render(request, "imports/people_imports_columns.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def rows(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show the checked rows: errors, likely duplicates, good ones; then the people are registered."""
    people_import = import_or_404(request.user, pk)
    check, registration = people_import.check_job, people_import.write_job
    if check is None:
        return redirect("imports:columns", people_import.pk)
    waiting = next((job for job in (check, registration) if job and job.state in OPEN), None)
    if waiting is not None or check.state != State.DONE:
        return redirect("jobs:job", (waiting or check).pk)
    form = RegisterForm(request.POST or None, any_likely=bool(people_import.likely))
    if request.method == "POST" and form.is_valid():
        try:
            job = people_imports.start_registration(import_id=people_import.pk, by=request.user, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("jobs:job", job.pk)
    _log(request, people_import)
    context = {"form": form, "people_import": people_import, **_rows(request, people_import)}
    return render(request, "imports/people_imports_rows.html", context, status=INVALID if form.errors else 200)


def _rows(request: StaffRequest, people_import: PeopleImport) -> dict[str, Any]:
    tabs = presenters.tabs(people_import)
    chosen = request.GET.get("rows", "")
    if chosen not in [tab["value"] for tab in tabs]:
        chosen = tabs[0]["value"] if tabs else RowOutcome.GOOD.value
    page = Keyset(with_outcome(people_import, chosen), order=("n",), size=50).page(request.GET)
    rows = presenters.rows(people_import, page.rows)
    may_register = rules.may_register(people_import)
    return {"tabs": tabs, "chosen": chosen, "page": page, "rows": rows, "may_register": may_register}


def _log(request: StaffRequest, people_import: PeopleImport) -> None:
    detail = f"import {people_import.pk}"
    access_log.log(by=request.user, what=AccessLog.What.IMPORT, detail=detail, url=request.path)


@require_http_methods(["GET", "HEAD"])
def example_file(request: StaffRequest) -> HttpResponse:
    """Return a workbook with the headings that are understood and one invented row."""
    response = HttpResponse(example_files.workbook(), content_type=TYPES[XLSX])
    response["Content-Disposition"] = 'attachment; filename="people.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
