"""The numbers and addresses at which a person is reached."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import contact_points
from beneficiaries.forms.contact_points import ContactPointForm
from beneficiaries.models import Beneficiary
from beneficiaries.queries.people import open_for, own_or_404
from beneficiaries.states import VerifiedHow
from beneficiaries.views.people import WRONG
from ledger.errors import Refused

# what the buttons of a contact point send, and what is said when it is done
DONE = {
    "prefer": gettext_lazy("Notices go to this number or address first."),
    "verify": gettext_lazy("The contact point was verified."),
    "retire": gettext_lazy("The contact point is not used any more."),
}


@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Add a contact point, prefer or verify one, or take one out of use."""
    person = open_for(request, public_id)
    act = next((name for name in DONE if name in request.POST), None)
    if act:
        return _change(request, person, act)
    form = ContactPointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            contact_points.add(beneficiary_id=person.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The contact point was added."))
            return redirect("beneficiaries:contact_points", person.public_id)
    points = list(person.contact_points.select_related("verified_by"))
    context = {
        "form": form,
        "person": person,
        "points": [point for point in points if point.active],
        "retired": [point for point in points if not point.active],
        "ways": VerifiedHow.choices,
    }
    return render(request, "beneficiaries/contact_points.html", context, status=WRONG if form.is_bound else 200)


def _change(request: StaffRequest, person: Beneficiary, act: str) -> HttpResponse:
    chosen = {"contact_id": own_or_404(person.contact_points, request.POST[act]).pk, "by": request.user}
    try:
        if act == "prefer":
            contact_points.prefer(**chosen)
        elif act == "verify":
            contact_points.verify(**chosen, how=request.POST.get("how", ""))
        else:
            contact_points.remove(**chosen)
    except Refused as refused:
        messages.error(request, str(refused.message))
    else:
        messages.success(request, DONE[act])
    return redirect("beneficiaries:contact_points", person.public_id)
