"""Correcting what is kept about a person."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import people
from beneficiaries.forms.households import household_of, household_with_one_more, posted_household
from beneficiaries.forms.people import PersonForm, initial_of_person
from beneficiaries.models import Beneficiary
from beneficiaries.queries.people import kept_or_404, log_reading
from ledger.errors import Refused, Stale
from ui.digits import whole

WRONG, CONFLICT = 422, 409


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Correct what is kept about a person, unless a colleague saved since the page was opened."""
    person = kept_or_404(public_id)
    if person.public_id != public_id:
        return redirect("desk:person", public_id)
    log_reading(request, person)
    if request.method == "GET":
        form = PersonForm(person=person, initial=initial_of_person(person))
        return _page(request, form, household_of(person), person, edits=person.edits)
    form, household = PersonForm(request.POST, person=person), posted_household(request.POST, person)
    if "add_member" in request.POST:
        return _page(request, form.unjudged(), household_with_one_more(request.POST, person), person)
    if not all([form.is_valid(), household.is_valid()]):
        return _page(request, form, household, person, status=WRONG)
    values = form.values() | {"household_members": household.rows()}
    try:
        people.amend(beneficiary_id=person.pk, edits=_edits(request), by=request.user, **values)
    except Stale as stale:
        # the page now rests on what is kept now: saving again is a choice made with the changes in view
        return _page(request, form, household, person, status=CONFLICT, stale=stale, edits=person.edits)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, form, household, person, status=WRONG, known=getattr(refused, "beneficiary", None))
    messages.success(request, _("The changes were saved."))
    return redirect("desk:person", person.public_id)


def _page(
    request: HttpRequest, form: PersonForm, household: Any, person: Beneficiary, *, status: int = 200, **context: Any
) -> HttpResponse:
    context = {"edits": _edits(request), **context}
    context |= {"form": form, "household": household, "errors": [household], "person": person}
    return render(request, "beneficiaries/people_edit.html", context, status=status)


def _edits(request: HttpRequest) -> int:
    """Return the count that the page was opened with; a page that tells none is a stale one."""
    return whole(request.POST.get("edits"), otherwise=-1)
