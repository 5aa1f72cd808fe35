"""Registering a new person, and those registered already who may be the same one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import consents, people
from beneficiaries.forms.households import Household, household_with_one_more, posted_household
from beneficiaries.forms.people import PersonForm, initial_of
from desk.presenters import possible_duplicates as presenting
from ledger.errors import Refused

WRONG = 422


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Register a new person. Opens only after a search, with what was typed there; then an application begins."""
    typed = (request.POST.get("q") or request.GET.get("q") or "").strip()[:200]
    if not typed:
        messages.info(request, _("A new file is opened after a search: the person may be registered already."))
        return redirect("desk:search")
    if request.method == "GET" or "open" in request.POST:
        return _page(request, PersonForm(initial=initial_of(typed)), Household(prefix="household"), q=typed)
    form, household = PersonForm(request.POST), posted_household(request.POST)
    if "add_member" in request.POST:
        return _page(request, form.unjudged(), household_with_one_more(request.POST), q=typed)
    refusal = None
    if all([form.is_valid(), household.is_valid()]):
        try:
            person = people.register(by=request.user, household_members=household.rows(), **form.values())
        except Refused as refused:
            refusal = refused
        else:
            return redirect("intake:start", person.public_id)
    context = {
        "known": getattr(refusal, "beneficiary", None),
        "cards": presenting.cards(form.cleaned_data, by=request.user, url=request.path),
        "possibly_known": isinstance(refusal, people.PossiblyKnown),
    }
    if refusal is not None:
        form.refuse(refusal)
    return _page(request, form, household, q=typed, status=WRONG, **context)


@never_cache
@require_POST
def possible_duplicates(request: StaffRequest) -> HttpResponse:
    """Return, while the form is being filled in, the people who may be the same one, as a part of the page."""
    form = PersonForm(request.POST)
    form.is_valid()
    cards = presenting.cards(form.cleaned_data, by=request.user, url=request.path)
    return render(request, "desk/_possible_duplicates.html", {"form": form, "cards": cards})


def _page(
    request: StaffRequest, form: PersonForm, household: Any, *, q: str, status: int = 200, **context: Any
) -> HttpResponse:
    context |= {"form": form, "household": household, "errors": [household], "q": q}
    context["consent_text"] = consents.current_text()
    return render(request, "desk/person_new.html", context, status=status)
