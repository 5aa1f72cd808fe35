"""The request form: blank for each service, and filled from an application."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from intake.domain import request_forms
from intake.models import Service
from intake.queries import cases
from intake.queries.services import offered_services
from ledger.errors import Refused
from ui.list_rows import Row


@require_safe
def blank_forms(request: StaffRequest) -> HttpResponse:
    """List the open services with their forms, to be printed and filled in by hand."""
    rows = [
        Row(
            who=service.name,
            about=service.description,
            url=reverse("intake:blank_form", args=[service.code]),
            action=_("Open the form"),
            action_label=_("Open the form: %(service)s") % {"service": service.name},
        )
        for service in offered_services()
    ]
    return render(request, "intake/request_forms.html", {"rows": rows})


@require_safe
def blank_form(request: StaffRequest, code: str) -> HttpResponse:
    """Give the form of an open service as a PDF, drawn anew, without anybody's data."""
    service = get_object_or_404(Service, code=code, active=True)
    try:
        content = request_forms.blank(service=service)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("intake:blank_forms")
    return stored_files.give(content=content, name=f"request-form-{service.code}")


@require_safe
def filled_form(request: StaffRequest, reference: str) -> HttpResponse:
    """Give the form of an application as a PDF to a reader of the case; each opening is logged."""
    application = cases.application_or_404(request.user, reference)
    access_log.log(
        by=request.user,
        what=AccessLog.What.DOCUMENT,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        detail="request form",
        url=request.path,
    )
    content = request_forms.filled(application=application)
    return stored_files.give(content=content, name=f"request-form-{application.reference}")
