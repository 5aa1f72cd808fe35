"""Reading everything over, signing it, and handing the application in (policy steps 4 and 5)."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Staff
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from documents.models import StoredFile
from intake import rules
from intake.domain import declarations, moves, statements
from intake.forms.declarations import RefreshForm, SignForm
from intake.models import Application, Statement
from intake.presenters import declarations as presenters
from intake.queries import cases
from intake.queries.statements import newest
from intake.states import SignMethod, Status
from intake.views import pages
from ledger.errors import Refused, Stale
from ui.forms import StepForm
from ui.signature import to_png


@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what is going to be signed and take the signature; afterwards, show what was signed and what comes next."""
    application = cases.open_for(request, reference, page="declaration")
    statement = newest(application)
    if request.method != "POST":
        return _away(request, application) or _page(request, statement, _sign_form(statement))
    form = SignForm(request.POST, request.FILES, applicant_name=application.applicant_name)
    refused = None
    if form.is_valid():
        try:
            _sign(form, statement, request.user)
        except Refused as error:
            if error.code == "signed":
                return redirect("intake:declaration", reference=reference)
            refused = error
        else:
            messages.success(request, _("The declaration is signed."))
            return redirect("intake:declaration", reference=reference)
    if refused:
        form.refuse(Refused(refused.message, field=_field_of(form, refused)))
        form.renew(declarations.shown_digest(statement_id=statement.pk))
    return _page(request, statement, form, status=pages.SAVE_FAILED)


@require_POST
def refresh(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the person's record, as it now stands, into the statement."""
    application = cases.open_for(request, reference)
    statement = newest(application)
    form = RefreshForm(request.POST)
    refused: Refused | None = None
    if form.is_valid():
        try:
            statements.refresh(statement_id=statement.pk, edits=form.cleaned_data["edits"], by=request.user)
        except Refused as error:
            refused = error
        else:
            messages.success(request, _("The statement has been updated. What changed has to be matched again."))
            return redirect("intake:match", reference=reference)
    stale = refused if isinstance(refused, Stale) else None
    errors: list[Any] = [form] if refused is None else [] if stale else [refused]
    again = _sign_form(statement)
    return _page(request, statement, again, status=pages.status_of(refused), stale=stale, errors=errors)


@require_POST
def correct(request: StaffRequest, reference: str) -> HttpResponse:
    """Open the next statement, for a correction after signing."""
    application = cases.open_for(request, reference)
    try:
        statements.open_next(application_id=application.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return pages.to_case(application)
    return redirect("intake:documents", reference=reference)


@require_POST
def submit(request: StaffRequest, reference: str) -> HttpResponse:
    """Hand the application in; or, where the applicant was asked to complete it, give it back to the researcher."""
    application = cases.open_for(request, reference)
    form = StepForm(request.POST)
    refused: Refused | None = None
    if form.is_valid():
        try:
            application = moves.hand_in(application_id=application.pk, step=form.cleaned_data["step"], by=request.user)
        except Refused as error:
            refused = error
        else:
            return _handed_in(request, application)
    if refused and refused.code == "done":
        messages.info(request, _("This application has been submitted already."))
        return redirect("intake:receipt", reference=reference)
    statement = newest(application)
    errors: list[Any] = [refused or form]
    return _page(request, statement, _sign_form(statement), status=pages.SAVE_FAILED, errors=errors)


def _handed_in(request: StaffRequest, application: Application) -> HttpResponse:
    if application.status == Status.IN_ASSESSMENT:
        messages.success(request, _("The file is complete and back with the researcher."))
        return pages.to_case(application)
    messages.success(request, _("The application has been submitted."))
    return redirect("intake:receipt", reference=application.reference)


def _sign(form: SignForm, statement: Statement, by: Staff) -> None:
    """Store the signature's file and the declaration, together or not at all."""
    method = SignMethod(form.cleaned_data["method"])
    with transaction.atomic():
        declarations.sign(
            statement_id=statement.pk,
            digest=form.cleaned_data["digest"],
            by=by,
            method=method,
            signer_name=form.signer(),
            signature=_signature(form, method, by),
        )


def _signature(form: SignForm, method: SignMethod, by: Staff) -> StoredFile | None:
    if method == SignMethod.PAD:
        drawn = SimpleUploadedFile("signature.png", to_png(form.cleaned_data["pad"]), "image/png")
        return stored_files.store(upload=drawn, by=by)
    if method == SignMethod.SCANNED:
        return stored_files.store(upload=form.cleaned_data["scan"], by=by)
    return None


def _field_of(form: SignForm, refused: Refused) -> str | None:
    """Return the field that a refusal is about: the domain knows one signature, the page two ways to give it."""
    if refused.field == "signature":
        return "scan" if form.cleaned_data.get("method") == SignMethod.SCANNED else "pad"
    return refused.field


def _sign_form(statement: Statement) -> SignForm:
    digest = declarations.shown_digest(statement_id=statement.pk)
    name = statement.application.applicant_name
    return SignForm(initial={"digest": digest}, applicant_name=name)


def _away(request: StaffRequest, application: Application) -> HttpResponse | None:
    if rules.may_state(request.user, application):
        return None
    if application.submitted_at is not None and application.status == Status.SUBMITTED:
        return redirect("intake:receipt", reference=application.reference)
    messages.info(request, _("The data of this application cannot be changed now."))
    return pages.to_case(application)


def _page(request: StaffRequest, statement: Statement, form: SignForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, **presenters.page(statement), **more}
    return pages.show(request, "declarations", statement.application, context, statement=statement, status=status)
