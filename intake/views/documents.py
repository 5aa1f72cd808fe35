"""What the service asks for: answers and documents (policy step 2), and giving out the files that were kept."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Staff
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from intake.domain import statements
from intake.domain.documents import Shown
from intake.forms.documents import DocumentsForm
from intake.queries import cases
from intake.queries.documents import scan_or_404, signature_or_404
from intake.queries.statements import newest
from intake.views import pages
from ledger.errors import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: StaffRequest, reference: str) -> HttpResponse:
    """Show and save the answers and the documents of the newest statement."""
    application = cases.open_for(request, reference, page="documents")
    statement = newest(application)
    if request.method != "POST":
        return pages.elsewhere(request, statement) or _page(request, DocumentsForm(statement=statement))
    whole = request.POST.get("do") != "leave"
    form = DocumentsForm(request.POST, request.FILES, statement=statement, whole=whole)
    refused = None
    if form.is_valid():
        try:
            _save(form, request.user)
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("The answers and documents are saved."))
            return redirect("intake:match", reference=reference) if whole else pages.to_case(application)
    return _again(request, form, refused)


def _again(request: StaffRequest, form: DocumentsForm, refused: Refused | None) -> HttpResponse:
    stale = refused if isinstance(refused, Stale) else None
    if stale:
        form.renew(form.statement.edits)
    elif refused:
        form.refuse(refused)
    return _page(request, form, stale=stale, status=pages.status_of(refused))


def _page(request: StaffRequest, form: DocumentsForm, *, stale: Stale | None = None, status: int = 200) -> HttpResponse:
    statement, context = form.statement, {"form": form, "stale": stale}
    return pages.show(request, "documents", statement.application, context, statement=statement, status=status)


def _save(form: DocumentsForm, by: Staff) -> None:
    """Store the files and what was said about them, together or not at all."""
    with transaction.atomic():
        shown = {}
        for pk, said in form.shown().items():
            upload = said.pop("file")
            file = stored_files.store(upload=upload, by=by) if upload else None
            shown[pk] = Shown(file=file, **{**said, "seen_original": bool(said["seen_original"])})
        statements.fill(
            statement_id=form.statement.pk,
            edits=form.cleaned_data["edits"],
            by=by,
            answers=form.answers(),
            documents=shown,
        )


@require_safe
def document_file(request: StaffRequest, reference: str, pk: int) -> HttpResponseBase:
    """Give a document's scan to a reader of the case; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    key, scan = scan_or_404(application, pk)
    return pages.give_file(request, application, scan, detail=key)


@require_safe
def signature(request: StaffRequest, reference: str, n: int) -> HttpResponseBase:
    """Give the drawn or scanned signature under statement `n` to a reader of the case; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    return pages.give_file(request, application, signature_or_404(application, n), detail=f"signature {n}")
