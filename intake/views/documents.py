"""What the service asks for: answers and documents (policy step 2), and giving out the files that were kept."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from documents.models import StoredFile
from intake import presenters
from intake.domain import statements
from intake.forms.documents import DocumentsForm
from intake.models import Application, Declaration, StatementDocument
from intake.queries import cases
from intake.views import case
from ledger.errors import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: StaffRequest, reference: str) -> HttpResponse:
    """The answers and the documents of the newest statement."""
    application = cases.open_for(request, reference, page="documents")
    statement = presenters.newest(application)
    if request.method != "POST":
        form = DocumentsForm(statement=statement)
        return case.elsewhere(request, statement) or case.show(request, "documents", statement, {"form": form})
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
            return redirect("intake:match", reference=reference) if whole else case.to_case(application)
    return _again(request, form, refused)


def _again(request: StaffRequest, form: DocumentsForm, refused: Refused | None) -> HttpResponse:
    stale = refused if isinstance(refused, Stale) else None
    if stale:
        form.renew(form.statement.edits)
    elif refused:
        form.refuse(refused)
    context = {"form": form, "stale": stale}
    return case.show(request, "documents", form.statement, context, status=case.status_of(refused))


def _save(form: DocumentsForm, by: Staff) -> None:
    """Files and what was said about them, together or not at all."""
    with transaction.atomic():
        shown = {}
        for pk, said in form.shown().items():
            upload = said.pop("file")
            kept = stored_files.store(upload=upload, by=by) if upload else None
            shown[pk] = statements.Shown(file=kept, **{**said, "seen_original": bool(said["seen_original"])})
        statements.fill(
            statement_id=form.statement.pk,
            edits=form.cleaned_data["edits"],
            by=by,
            answers=form.answers(),
            documents=shown,
        )


@require_safe
def document_file(request: StaffRequest, reference: str, pk: int) -> HttpResponseBase:
    """A document's scan, for whoever may see the case; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    found = StatementDocument.objects.filter(statement__application=application, pk=pk, file__isnull=False)
    row = found.select_related("file").first()
    if row is None or row.file is None:
        raise Http404
    return given_out(request, application, row.file, detail=row.key)


@require_safe
def signature(request: StaffRequest, reference: str, n: int) -> HttpResponseBase:
    """The drawn or scanned signature under statement `n`, for whoever may see the case; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    found = Declaration.objects.filter(statement__application=application, statement__n=n)
    declaration = found.select_related("signature").first()
    if declaration is None or declaration.signature is None:
        raise Http404
    return given_out(request, application, declaration.signature, detail=f"signature {n}")


def given_out(request: StaffRequest, application: Application, file: StoredFile, *, detail: str) -> HttpResponseBase:
    """The file's response, its reading logged."""
    access_log.log(
        by=request.user,
        what=AccessLog.What.DOCUMENT,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        detail=detail,
        url=request.path,
    )
    return stored_files.stream(file=file)
