"""The guardians and agents of a person."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import representatives
from beneficiaries.forms.representatives import RepresentativeForm
from beneficiaries.models import Beneficiary
from beneficiaries.queries.people import kept_or_404, own_or_404
from beneficiaries.views.people import WRONG
from ledger.errors import Refused
from ui import links


@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Add a guardian or an agent, or end what one may do."""
    person = kept_or_404(public_id)
    if person.public_id != public_id:
        return redirect("desk:person", public_id)
    if request.method == "POST" and "retire" in request.POST:
        chosen = own_or_404(person.representatives, request.POST["retire"])
        representatives.retire(representative_id=chosen.pk, by=request.user)
        messages.success(request, _("The representative no longer acts for the beneficiary."))
        return redirect("beneficiaries:representatives", person.public_id)
    form = RepresentativeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = form.cleaned_data["scan"]
            representatives.add(beneficiary_id=person.pk, by=request.user, upload=upload, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The representative was added."))
            return redirect(_onward(request, person))
    context = {
        "form": form,
        "person": person,
        "representatives": person.representatives.all(),
        "next": _onward(request, person),
    }
    return render(request, "beneficiaries/representatives.html", context, status=WRONG if form.is_bound else 200)


def _onward(request: StaffRequest, person: Beneficiary) -> str:
    """Return the page that led here, when it is one of ours, else the person's page."""
    return links.onward(request) or redirect("desk:person", person.public_id).url
