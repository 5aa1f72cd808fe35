"""The receipt: printed once, handed over once (policy step 5)."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.staff_requests import StaffRequest
from intake.domain import receipts
from intake.models import Application
from intake.queries import cases
from intake.queries.receipts import receipt_of
from intake.views import pages
from ledger.errors import Refused


@require_safe
def receipt(request: StaffRequest, reference: str) -> HttpResponse:
    """Show when an answer may come, the printed receipt, and whether it was handed over."""
    application = cases.open_for(request, reference, page="receipt")
    if application.submitted_at is None:
        messages.info(request, _("A receipt is printed once the application is submitted."))
        return redirect("intake:declaration", reference=reference)
    return _page(request, application)


@require_POST
def issue(request: StaffRequest, reference: str) -> HttpResponse:
    """Print the receipt. A second click gets the same one."""
    application = cases.open_for(request, reference)
    try:
        receipts.issue(application_id=application.pk, by=request.user)
    except Refused as refused:
        return _refused(request, application, refused)
    messages.success(request, _("The receipt is ready to be printed and handed over."))
    return redirect("intake:receipt", reference=reference)


@require_POST
def hand_over(request: StaffRequest, reference: str) -> HttpResponse:
    """Record that the applicant holds the receipt and was told of the window."""
    application = cases.open_for(request, reference)
    try:
        receipts.hand_over(application_id=application.pk, by=request.user)
    except Refused as refused:
        if refused.code != "receipt_fixed":
            return _refused(request, application, refused)
        messages.info(request, str(refused.message))
    else:
        messages.success(request, _("It is recorded that the receipt was handed over."))
    return redirect("intake:receipt", reference=reference)


@require_safe
def receipt_pdf(request: StaffRequest, reference: str) -> HttpResponseBase:
    """Give the receipt as a PDF for the browser's own viewer; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    printed = receipt_of(application)
    if printed is None:
        raise Http404
    return pages.give_file(request, application, printed.file, detail="receipt")


def _refused(request: StaffRequest, application: Application, refused: Refused) -> HttpResponse:
    if application.submitted_at is None:
        messages.error(request, str(refused.message))
        return redirect("intake:declaration", reference=application.reference)
    return _page(request, application, refused)


def _page(request: StaffRequest, application: Application, refused: Refused | None = None) -> HttpResponse:
    context = {
        "receipt": receipt_of(application),
        "errors": [refused] if refused else [],
    }
    return pages.show(request, "receipts", application, context, status=pages.SAVE_FAILED if refused else 200)
