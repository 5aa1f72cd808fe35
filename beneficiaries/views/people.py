"""Pages about people: registering somebody new, correcting what is kept, and who may act for them."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import attaching, people, registering, representatives
from beneficiaries.forms.households import Household, household_of, household_with_one_more, posted_household
from beneficiaries.forms.people import PersonForm, RepresentativeForm, initial_of, initial_of_person
from beneficiaries.models import Beneficiary, ConsentText, Representative
from beneficiaries.presenters.duplicates import Alike
from ledger.errors import Refused, Stale
from ui import links
from ui.digits import whole

WRONG, CONFLICT = 422, 409


@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Registers somebody new. Opens only after a search, with what was typed there; then an application begins."""
    typed = (request.POST.get("q") or request.GET.get("q") or "").strip()[:200]
    if not typed:
        messages.info(request, _("A new file is opened after a search: the person may be registered already."))
        return redirect("desk:search")
    if request.method == "GET" or "open" in request.POST:
        return _person_page(request, PersonForm(initial=initial_of(typed)), Household(prefix="household"), q=typed)
    form, household = PersonForm(request.POST), posted_household(request.POST)
    if "add_member" in request.POST:
        return _person_page(request, form.unjudged(), household_with_one_more(request.POST), q=typed)
    shown = Alike(request, form)
    if all([form.is_valid(), household.is_valid()]):
        try:
            shown.check()
            values = form.values() | {"household_members": household.rows()}
            person = registering.register(by=request.user, apart=shown.others, apart_reason=shown.reason, **values)
        except Refused as refused:
            form.refuse(refused)
            known = _known(refused)
            return _person_page(request, form, household, status=WRONG, q=typed, known=known, alike=shown)
        return redirect("intake:start", person.public_id)
    return _person_page(request, form, household, status=WRONG, q=typed, alike=shown)


@never_cache
@require_POST
def alike(request: StaffRequest) -> HttpResponse:
    """While somebody types: those who may be the same person, as a part of the page."""
    return render(request, "beneficiaries/alike.html", {"alike": Alike(request, PersonForm(request.POST))})


@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Corrects what is kept about a person, unless a colleague saved since the page was opened."""
    person = get_object_or_404(Beneficiary, public_id=public_id)
    if person.merged_into_id is not None:
        return redirect("desk:person", public_id)
    if request.method == "GET":
        access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(public_id), url=request.path)
        form = PersonForm(person=person, initial=initial_of_person(person))
        return _person_page(request, form, household_of(person), person=person)
    form, household = PersonForm(request.POST, person=person), posted_household(request.POST, person)
    if "add_member" in request.POST:
        rows = household_with_one_more(request.POST, person)
        return _person_page(request, form.unjudged(), rows, person=person, edits=_edits(request))
    if all([form.is_valid(), household.is_valid()]):
        return _amend(request, person, form, household)
    return _person_page(request, form, household, status=WRONG, person=person, edits=_edits(request))


@require_http_methods(["GET", "POST"])
def representative(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Adds a guardian or an agent, or ends what one may do."""
    person = get_object_or_404(Beneficiary, public_id=public_id)
    if person.merged_into_id is not None:
        return redirect("desk:person", public_id)
    form = RepresentativeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and "retire" in request.POST:
        return _retire(request, person)
    if request.method == "POST" and form.is_valid():
        try:
            attaching.add_representative(
                beneficiary_id=person.pk, by=request.user, upload=form.cleaned_data["scan"], **form.values()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The representative was added."))
            return redirect(onward(request, person))
    status = WRONG if form.is_bound else 200
    context = {"form": form, "person": person, "acting": person.representatives.all(), "next": onward(request, person)}
    return render(request, "beneficiaries/representative.html", context, status=status)


def _amend(request: StaffRequest, person: Beneficiary, form: PersonForm, household: Any) -> HttpResponse:
    values = form.values() | {"household_members": household.rows()}
    try:
        people.amend(beneficiary_id=person.pk, edits=_edits(request), by=request.user, **values)
    except Stale as stale:
        # the page now rests on what is kept now: saving again is a choice made with the changes in view
        return _person_page(request, form, household, status=CONFLICT, person=person, stale=stale)
    except Refused as refused:
        form.refuse(refused)
        context = {"person": person, "edits": _edits(request), "known": _known(refused)}
        return _person_page(request, form, household, status=WRONG, **context)
    messages.success(request, _("The changes were saved."))
    return redirect("desk:person", person.public_id)


def _retire(request: StaffRequest, person: Beneficiary) -> HttpResponse:
    chosen = get_object_or_404(Representative, pk=whole(request.POST.get("retire")), beneficiary=person)
    representatives.retire(representative_id=chosen.pk, by=request.user)
    messages.success(request, _("The representative no longer acts for the beneficiary."))
    return redirect("beneficiaries:representative", person.public_id)


def _person_page(
    request: HttpRequest, form: PersonForm, household: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    person = context.get("person")
    if person is not None:
        context.setdefault("edits", person.edits)
    else:
        context["consent_text"] = ConsentText.objects.current()
    context |= {"form": form, "household": household, "errors": [household]}
    return render(request, "beneficiaries/person.html", context, status=status)


def _known(refused: Refused) -> Beneficiary | None:
    return refused.beneficiary if isinstance(refused, people.AlreadyRegistered) else None


def _edits(request: HttpRequest) -> int:
    """The count that the page was opened with; a page that tells none is a stale one."""
    return whole(request.POST.get("edits"), otherwise=-1)


def onward(request: HttpRequest, person: Beneficiary) -> str:
    """Where to go afterwards: the page that sent us, when it is one of ours, else the person's page."""
    return links.onward(request) or redirect("desk:person", person.public_id).url
