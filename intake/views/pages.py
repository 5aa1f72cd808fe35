"""What the counter's pages share: their head, where a reader is sent, and giving out a file."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from documents.models import StoredFile
from intake import rules
from intake.models import Application, Statement
from intake.presenters import applications
from intake.queries.statements import newest
from ledger.errors import Refused, Stale

SAVE_FAILED = 422
OVERTAKEN = 409


def to_case(application: Application) -> HttpResponse:
    """Send the reader to the case file."""
    return redirect("desk:case", reference=application.reference)


def elsewhere(request: StaffRequest, statement: Statement) -> HttpResponse | None:
    """Send a reader away from a page that has nothing to fill in now; None where it has."""
    application = statement.application
    if not rules.may_state(request.user, application):
        messages.info(request, _("The data of this application cannot be changed now."))
        return to_case(application)
    if statement.signed_at is not None:
        messages.info(request, _("This statement is signed. A correction is made in a new statement."))
        return redirect("intake:declaration", reference=application.reference)
    return None


def show(
    request: StaffRequest,
    page: str,
    application: Application,
    context: dict[str, Any],
    *,
    statement: Statement | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render `intake/<page>.html` with the head that all pages of the counter share."""
    statement = statement or newest(application)
    steps = applications.rail(statement, page, takes_in=request.user.may(Perm.TAKE_IN), receipt=context.get("receipt"))
    shared = {
        "application": application,
        "statement": statement,
        "rail": steps,
        "asked": applications.asked_to_complete(application),
    }
    return render(request, f"intake/{page}.html", {**shared, **context}, status=status)


def status_of(refused: Refused | None) -> int:
    """Return the HTTP status that a page is shown again with: it was overtaken, or something typed is wrong."""
    return OVERTAKEN if isinstance(refused, Stale) else SAVE_FAILED


def give_file(request: StaffRequest, application: Application, file: StoredFile, *, detail: str) -> HttpResponseBase:
    """Return the file's response, its reading logged."""
    access_log.log(
        by=request.user,
        what=AccessLog.What.DOCUMENT,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        detail=detail,
        url=request.path,
    )
    return stored_files.stream(file=file)
