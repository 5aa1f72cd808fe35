"""What the pages of one case share: where a reader is sent, and the head of the page."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from intake import presenters, rules
from intake.models import Application, Statement
from ledger.errors import Refused, Stale

SAVE_FAILED = 422
OVERTAKEN = 409


def to_case(application: Application) -> HttpResponse:
    """Send the reader to the case file."""
    return redirect("desk:case", reference=application.reference)


def elsewhere(request: StaffRequest, statement: Statement) -> HttpResponse | None:
    """Where a reader is sent whose page has nothing to fill in now; None where it has."""
    application = statement.application
    if not rules.may_state(request.user, application):
        messages.info(request, _("The data of this application cannot be changed now."))
        return to_case(application)
    if statement.signed_at is not None:
        messages.info(request, _("This statement is signed. A correction is made in a new statement."))
        return redirect("intake:declaration", reference=application.reference)
    return None


def show(
    request: StaffRequest, page: str, statement: Statement, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render `intake/<page>.html` with the head that all pages of the counter share."""
    application = statement.application
    shared = {
        "application": application,
        "statement": statement,
        "rail": presenters.rail(
            statement, page, takes_in=request.user.may(Perm.TAKE_IN), receipt=context.get("receipt")
        ),
        "asked": presenters.asked_to_complete(application),
    }
    return render(request, f"intake/{page}.html", {**shared, **context}, status=status)


def status_of(refused: Refused | None) -> int:
    """The HTTP status that a page is shown again with: it was overtaken, or something typed is wrong."""
    return OVERTAKEN if isinstance(refused, Stale) else SAVE_FAILED


def done_already(request: StaffRequest, refused: Refused, came_true: bool) -> bool:
    """Whether a refused click (a second one, or one after "back") asked for what has been done meanwhile."""
    return refused.code in ("moved", "signed", "handed", "pair", "may") and came_true
