"""The decisions of the committee: recorded, listed, and one on paper."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee.domain import decisions
from committee.domain.decision_records import Decided
from committee.models import Decision
from committee.queries.decisions import decisions_for
from committee.views.agenda_items import dossier, opened
from ledger.errors import Refused
from ui.pagination import Keyset

if TYPE_CHECKING:
    from committee.models.decisions import DecisionQuerySet


@require_POST
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """Records the decision on an agenda item, once its window has passed."""
    item = opened(request, pk)
    return recorded(
        request,
        lambda: decisions.record(item_id=pk, by=request.user),
        "committee:decision",
        lambda refused: dossier(request, item, errors=[refused]),
    )


def recorded(
    request: StaffRequest, act: Callable[[], Decision], shown_by: str, otherwise: Callable[[Refused], HttpResponse]
) -> HttpResponse:
    """Record a decision and lead to it, the one that was recorded before as well."""
    try:
        decision = act()
        messages.success(request, _("The decision is recorded. The applicant will be told through the chosen channel."))
    except Decided as earlier:
        decision = earlier.decision
        messages.info(request, _("This decision is recorded already."))
    except Refused as refused:
        return otherwise(refused)
    return redirect(shown_by, decision.pk)


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """The decisions of the reader's committees, the latest first."""
    page = Keyset(decisions_for(request.user), order=("-decided_at", "-pk")).page(request.GET)
    return render(request, "committee/decisions.html", {"page": page})


@require_safe
def decision(request: StaffRequest, pk: int) -> HttpResponse:
    """One decision, ready to be printed."""
    return on_paper(request, decisions_for(request.user), pk, "committee/decision.html")


def on_paper(request: StaffRequest, decisions: "DecisionQuerySet", pk: int, template: str) -> HttpResponse:
    """Answer one of these decisions, ready to be printed; the reading is logged. A closed case has its paper too."""
    decision = get_object_or_404(decisions, pk=pk)
    application = decision.application
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
    return render(request, template, {"decision": decision, "application": application})
