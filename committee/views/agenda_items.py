"""The dossier of a case before the committee, and what takes it off the agenda."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from committee import rules
from committee.domain import agenda_items, sittings
from committee.forms import ConflictForm, PostponeForm, SendBackForm, VoteForm
from committee.models import AgendaItem
from committee.presenters import agenda_items as dossiers
from intake.domain import recusals
from intake.models import Application
from intake.queries import cases
from ledger.errors import Refused

Opened = tuple[AgendaItem, Application]


def opened(request: StaffRequest, pk: int) -> Opened:
    """The item and its case, or Http404 where either is not the reader's to see."""
    item = rules.item_or_404(request.user, pk)
    application = cases.applications_for(request.user).filter(pk=item.application_id).first()
    if application is None:
        raise Http404
    return item, application


@require_safe
def item(request: StaffRequest, pk: int) -> HttpResponse:
    """The dossier."""
    return dossier(request, opened(request, pk))


def dossier(
    request: StaffRequest, found: Opened, *, vote: VoteForm | None = None, errors: Sequence[Any] = ()
) -> HttpResponse:
    """Renders the dossier, with what went wrong where something did; the reading is logged."""
    item, application = found
    shown = dossiers.shown(item=item, application=application, user=request.user)
    access_log.log(
        by=request.user,
        what=AccessLog.What.CASE_FILE,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
    failed = vote is not None or bool(errors)
    context = {"shown": shown, "vote": vote, "errors": [*errors, vote]}
    return render(request, "committee/item.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def postponing(request: StaffRequest, pk: int) -> HttpResponse:
    """Takes the case off this agenda, with the reason."""
    found, application = opened(request, pk)
    form = PostponeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sittings.postpone(item_id=found.pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The case is off this agenda. A later sitting takes it up."))
            return redirect("committee:sitting", found.sitting_id)
    return _leave(request, "committee/postpone.html", found, application, form)


@require_http_methods(["GET", "HEAD", "POST"])
def sending_back(request: StaffRequest, pk: int) -> HttpResponse:
    """Sends the case back to its researcher."""
    found, application = opened(request, pk)
    form = SendBackForm(request.POST or None, initial={"step": application.step})
    if request.method == "POST" and form.is_valid():
        try:
            agenda_items.send_back(item_id=found.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The case is back with its researcher."))
            return redirect("committee:sitting", found.sitting_id)
    return _leave(request, "committee/send_back.html", found, application, form)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: StaffRequest, pk: int) -> HttpResponse:
    """Declares a conflict of interest: the case is closed to whoever declares it, for good."""
    found, application = opened(request, pk)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recusals.declare(application_id=application.pk, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The conflict of interest is recorded. This case is closed to you."))
            return redirect("committee:sitting", found.sitting_id)
    return _leave(request, "committee/conflict.html", found, application, form)


def _leave(
    request: StaffRequest, template: str, found: AgendaItem, application: Application, form: Any
) -> HttpResponse:
    context = {"item": found, "application": application, "form": form}
    return render(request, template, context, status=422 if form.errors else 200)
