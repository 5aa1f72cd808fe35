"""A person's page, and their identity number shown once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import people as persons
from desk.presenters import people as presenting
from desk.queries import people
from ui.links import onward


@require_GET
def person(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show what is kept about a person, and those of their applications that the reader may see."""
    person = people.person_or_404(public_id)
    if person.merged_into is not None:
        messages.info(request, _("This record was merged into the one shown here."))
        return redirect("desk:person", person.merged_into.public_id)
    access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(public_id), url=request.path)
    return render(request, "desk/person.html", presenting.page(person, request.user))


@never_cache
@require_POST
def reveal_id(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the whole identity number once; the access log keeps who saw it."""
    person = people.person_or_404(public_id)
    back = onward(request) or reverse("desk:person", args=[public_id])
    if not people.is_open_to(request.user, person):
        messages.error(request, _("This identity number is not open to you."))
        return redirect("desk:home")
    number = persons.reveal_id(beneficiary_id=person.pk, by=request.user, url=back)
    template = "desk/_revealed.html" if request.headers.get("HX-Request") else "desk/revealed.html"
    return render(request, template, {"number": number, "person": person, "back": back})
