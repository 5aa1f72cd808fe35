"""The match sheet: each datum held against its document (policy step 2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import people
from intake.domain import match_sheets
from intake.forms.match_sheets import MatchForm
from intake.models import Statement
from intake.presenters.match_sheets import tabs as tabs_of
from intake.queries import cases
from intake.queries.statements import newest
from intake.views import pages
from ledger.errors import Refused, Stale


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def match(request: StaffRequest, reference: str) -> HttpResponse:
    """Show and save the lines of one document; `do` says whether to go on, leave, turn to another, or reveal."""
    application = cases.open_for(request, reference, page="match")
    statement = newest(application)
    tabs = tabs_of(statement)
    tab = _chosen(tabs, request.POST.get("document") or request.GET.get("document"))
    if request.method != "POST":
        return pages.elsewhere(request, statement) or _page(request, statement, tab, _form(statement, tab))
    do = request.POST.get("do", "go on")
    form = _form(statement, tab, request.POST, whole=do == "go on")
    refused = None
    if form.is_valid():
        try:
            match_sheets.record(
                statement_id=statement.pk, edits=form.cleaned_data["edits"], by=request.user, results=form.results()
            )
        except Refused as error:
            refused = error
        else:
            return _after(request, statement, tab, do)
    return _again(request, statement, tab, form, refused)


def _form(statement: Statement, tab: dict[str, Any] | None, *data: Any, whole: bool = True) -> MatchForm:
    return MatchForm(*data, statement=statement, lines=tab["lines"] if tab else [], whole=whole)


def _chosen(tabs: list[dict[str, Any]], wanted: str | None) -> dict[str, Any] | None:
    """Return the document asked for, else the first that is not complete, else the first."""
    by_pk = {str(tab["row"].pk): tab for tab in tabs}
    unfinished = [tab for tab in tabs if not tab["complete"]]
    return by_pk.get(wanted or "") or next(iter(unfinished or tabs), None)


def _after(request: StaffRequest, statement: Statement, tab: dict[str, Any] | None, do: str) -> HttpResponse:
    application = statement.application
    if do == "reveal" and request.user.may(Perm.REVEAL_IDS):
        number = people.reveal_id(beneficiary_id=application.beneficiary_id, by=request.user, url=request.path)
        statement = newest(application)
        tab = _chosen(tabs_of(statement), str(tab["row"].pk) if tab else "")
        return _page(request, statement, tab, _form(statement, tab), revealed=number)
    if do == "leave":
        messages.success(request, _("The match sheet is saved."))
        return pages.to_case(application)
    sheet = reverse("intake:match", args=[application.reference])
    if do.isdecimal():
        return redirect(f"{sheet}?document={do}")
    rest = [tab["row"].pk for tab in tabs_of(newest(application)) if not tab["complete"]]
    if rest:
        return redirect(f"{sheet}?document={rest[0]}")
    messages.success(request, _("Every required datum has been matched."))
    return redirect("intake:declaration", reference=application.reference)


def _again(
    request: StaffRequest,
    statement: Statement,
    tab: dict[str, Any] | None,
    form: MatchForm,
    refused: Refused | None,
) -> HttpResponse:
    stale = refused if isinstance(refused, Stale) else None
    if stale:
        form.renew(statement.edits)
    elif refused:
        form.refuse(refused)
    return _page(request, statement, tab, form, stale=stale, status=pages.status_of(refused))


def _page(
    request: StaffRequest,
    statement: Statement,
    tab: dict[str, Any] | None,
    form: MatchForm,
    *,
    revealed: str = "",
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "tabs": tabs_of(statement),
        "tab": tab,
        "stale": stale,
        "revealed": revealed,
        "may_reveal": request.user.may(Perm.REVEAL_IDS),
    }
    return pages.show(request, "match_sheets", statement.application, context, statement=statement, status=status)
