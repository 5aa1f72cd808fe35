"""A person's consent to the processing of their data."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import consents
from beneficiaries.forms.consents import ConsentForm, WithdrawalForm
from beneficiaries.models import Beneficiary
from beneficiaries.queries.people import open_for
from beneficiaries.views.people import WRONG
from ledger.errors import Refused
from ui.digits import whole


@require_http_methods(["GET", "POST"])
def manage(request: StaffRequest, public_id: uuid.UUID) -> HttpResponse:
    """Record that the person agreed to the text in view, or take their consent back."""
    person = open_for(request, public_id)
    standing = consents.standing(beneficiary_id=person.pk)
    if request.method == "POST" and "withdraw" in request.POST:
        return _withdraw(request, person, standing)
    form = ConsentForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        try:
            text_id = whole(request.POST.get("text"))
            consents.give(beneficiary_id=person.pk, by=request.user, text_id=text_id, **form.values())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The consent was recorded."))
            return redirect("desk:person", person.public_id)
    return _consent_page(request, person, standing, form=form)


def _withdraw(request: StaffRequest, person: Beneficiary, standing: consents.Standing) -> HttpResponse:
    form = WithdrawalForm(request.POST)
    if form.is_valid():
        try:
            consents.withdraw(beneficiary_id=person.pk, by=request.user, why=form.cleaned_data["why"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The withdrawal was recorded. No new application is opened for this person."))
            return redirect("desk:person", person.public_id)
    return _consent_page(request, person, standing, withdrawal=form)


def _consent_page(
    request: StaffRequest,
    person: Beneficiary,
    standing: consents.Standing,
    *,
    form: ConsentForm | None = None,
    withdrawal: WithdrawalForm | None = None,
) -> HttpResponse:
    """Return the page with the form that was sent, if any, and its errors in the summary."""
    sent = withdrawal or form
    wrong = sent is not None and sent.is_bound
    context = {
        "person": person,
        "standing": standing,
        "giving": form or ConsentForm(person=person),
        "withdrawal": withdrawal or WithdrawalForm(),
        "errors": [sent] if wrong else [],
        "past": person.consents.with_names(),
    }
    return render(request, "beneficiaries/consents.html", context, status=WRONG if wrong else 200)
