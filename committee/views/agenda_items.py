"""The dossier of a case before the committee; what places a case on an agenda, and what takes it off."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.staff_requests import StaffRequest
from committee.domain import agenda_items
from committee.forms.agenda_items import ConflictForm, PickForm, PostponeForm, SendBackForm
from committee.forms.votes import VoteForm
from committee.models import AgendaItem
from committee.presenters import agenda_items as dossiers
from committee.queries.agenda_items import item_or_404, waiting
from committee.queries.sittings import sitting_or_404
from intake.domain import recusals
from intake.queries import cases
from ledger import clock
from ledger.errors import Refused
from ui.forms import PortalForm
from ui.pagination import Keyset


def opened(request: StaffRequest, pk: int) -> AgendaItem:
    """Return the item with its case, whose reading is logged. Raise Http404 where either is not the reader's to see."""
    item = item_or_404(request.user, pk)
    item.application = cases.open_for(request, item.application.reference)
    return item


@require_safe
def item(request: StaffRequest, pk: int) -> HttpResponse:
    """The dossier."""
    return dossier(request, opened(request, pk))


def dossier(
    request: StaffRequest, item: AgendaItem, *, vote: VoteForm | None = None, errors: Sequence[Any] = ()
) -> HttpResponse:
    """Renders the dossier, with what went wrong where something did."""
    shown = dossiers.shown(item=item, application=item.application, user=request.user)
    failed = vote is not None or bool(errors)
    context = {"shown": shown, "vote": vote, "errors": [*errors, vote]}
    return render(request, "committee/agenda_item.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: StaffRequest, pk: int) -> HttpResponse:
    """Lists the cases that await a decision, and puts those picked on the agenda."""
    sitting = sitting_or_404(request.user, pk)
    awaiting = waiting(sitting=sitting, by=request.user)
    form = PickForm(request.POST, waiting=awaiting) if request.method == "POST" else None
    if form and form.is_valid():
        placed, refusals = agenda_items.place_all(sitting_id=pk, application_ids=form.picked, by=request.user)
        for refused in refusals:
            messages.warning(request, str(refused))
        if placed:
            text = ngettext("%(count)s case is on the agenda.", "%(count)s cases are on the agenda.", len(placed))
            messages.success(request, text % {"count": len(placed)})
        return redirect("committee:sitting", pk)
    page = Keyset(awaiting, order=("target_at", "pk"), size=50).page(request.GET)
    picked = request.POST.getlist("cases")
    context = {"sitting": sitting, "page": page, "form": form, "picked": picked, "now": clock.now()}
    return render(request, "committee/agenda_items_add.html", context, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def postponing(request: StaffRequest, pk: int) -> HttpResponse:
    """Takes the case off this agenda, with the reason."""

    def act(item: AgendaItem, data: dict[str, Any]) -> str:
        agenda_items.postpone(item_id=item.pk, by=request.user, **data)
        return _("The case is off this agenda. A later sitting takes it up.")

    return _leave(request, opened(request, pk), PostponeForm, "committee/agenda_items_postpone.html", act)


@require_http_methods(["GET", "HEAD", "POST"])
def sending_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Sends the case back to its researcher."""

    def act(item: AgendaItem, data: dict[str, Any]) -> str:
        agenda_items.send_back(item_id=item.pk, by=request.user, **data)
        return _("The case is back with its researcher.")

    return _leave(request, opened(request, pk), SendBackForm, "committee/agenda_items_send_back.html", act)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: StaffRequest, pk: int) -> HttpResponse:
    """Declares a conflict of interest: the case is closed to whoever declares it, for good."""

    def act(item: AgendaItem, data: dict[str, Any]) -> str:
        recusals.declare(application_id=item.application_id, by=request.user, **data)
        return _("The conflict of interest is recorded. This case is closed to you.")

    return _leave(request, opened(request, pk), ConflictForm, "committee/agenda_items_conflict.html", act)


def _leave(
    request: StaffRequest,
    item: AgendaItem,
    form_class: type[PortalForm],
    template: str,
    act: Callable[[AgendaItem, dict[str, Any]], str],
) -> HttpResponse:
    """Act on a valid form and lead to the sitting; else render the page, with what went wrong."""
    form = form_class(request.POST or None, initial={"step": item.application.step})
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, act(item, form.cleaned_data))
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("committee:sitting", item.sitting_id)
    context = {"item": item, "application": item.application, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
