"""Pairs of records that look like one person's, and what is decided about them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain.duplicates import pairs
from beneficiaries.domain.duplicates.lookup import likeness_of
from beneficiaries.domain.duplicates.scoring import Likeness
from beneficiaries.models import DuplicatePair
from beneficiaries.models.duplicates import LIKEST_FIRST
from beneficiaries.states import Sign
from ledger.errors import Refused
from merging.forms.pairs import LaterForm, NotSameForm
from merging.presenters import pairs as presenting
from merging.queries import pairs as reading
from ui.forms import PortalForm
from ui.pagination import Keyset

WRONG = 422
SIZE = 20


@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """List the pairs to be looked at, the likest first; those put off and those decided at a click."""
    filters = [("", _("To be looked at")), (reading.LATER, _("Put off")), (reading.DECIDED, _("Decided"))]
    only = request.GET.get("only", "")
    page = Keyset(reading.listed(only), order=LIKEST_FIRST, size=SIZE).page(request.GET)
    access_log.log(by=request.user, what=AccessLog.What.DUPLICATES, detail=f"list: {len(page)}", url=request.path)
    context = {
        "page": page,
        "rows": [(pair, presenting.tag_of(pair.state)) for pair in page],
        "only": only if only in dict(filters) else "",
        "filters": filters,
    }
    return render(request, "merging/pairs.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def pair(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one pair side by side; decide that they are two people, put the pair off, or reopen it."""
    shown = reading.pair_or_404(pk)
    forms: dict[str, PortalForm] = {"not_same": NotSameForm(prefix="apart"), "later": LaterForm(prefix="later")}
    outcome = request.POST.get("outcome", "")
    if outcome == "reopen":
        return _reopen(request, shown)
    if outcome in forms:
        form = type(forms[outcome])(request.POST, prefix=forms[outcome].prefix)
        forms[outcome] = form
        if _decided(request, shown, outcome, form):
            return _onwards(shown)
    return _page(request, shown, forms)


def log_reading(request: StaffRequest, pair: DuplicatePair) -> None:
    """Log that both records of the pair were shown."""
    for person in (pair.first, pair.second):
        access_log.log(
            by=request.user,
            what=AccessLog.What.DUPLICATES,
            person_id=str(person.public_id),
            detail=f"pair {pair.pk}",
            url=request.path,
        )


def _page(request: StaffRequest, pair: DuplicatePair, forms: dict[str, PortalForm]) -> HttpResponse:
    log_reading(request, pair)
    likeness = likeness_of(first_id=pair.first_id, second_id=pair.second_id)
    bound = [form for form in forms.values() if form.is_bound]
    context = {
        "pair": pair,
        "score": likeness.score if likeness else pair.score,
        "lines": presenting.lines(pair, request.user),
        "words": presenting.words(likeness or Likeness(pair.score, [Sign(sign) for sign in pair.signs])),
        "tag": presenting.tag_of(pair.state),
        "open": pair.state in pairs.OPEN,
        "may_reopen": pair.state in pairs.SET_ASIDE,
        "apart": forms["not_same"],
        "later": forms["later"],
        "errors": bound,
        **reading.neighbours(pair),
    }
    return render(request, "merging/pair.html", context, status=WRONG if bound else 200)


def _decided(request: StaffRequest, pair: DuplicatePair, outcome: str, form: PortalForm) -> bool:
    if not form.is_valid():
        return False
    decide: Any = pairs.not_same if outcome == "not_same" else pairs.put_off
    try:
        decide(pair_id=pair.pk, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return False
    done = _("Kept: they are two people.") if outcome == "not_same" else _("The pair is put off.")
    messages.success(request, done)
    return True


def _reopen(request: StaffRequest, pair: DuplicatePair) -> HttpResponse:
    try:
        pairs.reopen(pair_id=pair.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The pair is open again."))
    return redirect("merging:pair", pair.pk)


def _onwards(pair: DuplicatePair) -> HttpResponse:
    """Lead to the pair that follows; where there is none, to the list."""
    near = reading.neighbours(pair)
    following = near["next"] or near["previous"]
    return redirect("merging:pair", following.pk) if following else redirect("merging:pairs")
