"""The document that the board signed: attached to its version, and opened."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from ledger.errors import Refused
from policy import rules
from policy.domain import signed_documents
from policy.domain.refusals import SENTENCES
from policy.forms.signed_documents import SignedDocumentForm
from policy.queries.versions import version_or_404
from policy.states import PolicyStatus


@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: StaffRequest, number: int) -> HttpResponse:
    """Keep the document beside a version that has none, or is not in force yet."""
    version = version_or_404(number)
    if version.status == PolicyStatus.DRAFT:
        return redirect("policy:version_approve", number)
    if version.fixed and not version.signed_missing:
        messages.info(request, SENTENCES["signed_document_kept"])
        return redirect("policy:version", number)
    form = SignedDocumentForm(request.POST, request.FILES) if request.method == "POST" else SignedDocumentForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                file = stored_files.store(upload=form.cleaned_data["signed"], by=request.user)
                signed_documents.attach(version_id=version.pk, file=file, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The signed document is kept."))
            return redirect("policy:version", number)
    context = {"version": version, "form": form}
    return render(request, "policy/signed_documents_attach.html", context, status=422 if form.errors else 200)


@require_safe
def document(request: StaffRequest, number: int) -> HttpResponseBase:
    """Return the document: for everybody once its version was in force, before that for those who keep the policy."""
    version = version_or_404(number)
    signed = version.signed.select_related("file").first()
    if signed is None or not rules.may_open_signed(request.user, version):
        raise Http404
    access_log.log(by=request.user, what=AccessLog.What.DOCUMENT, detail=f"policy version {number}", url=request.path)
    return stored_files.stream(file=signed.file)
