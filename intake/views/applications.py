"""Opening an application for somebody who stands at the counter (policy step 1)."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.views.staff_requests import StaffRequest
from beneficiaries.domain import consents
from beneficiaries.models import Beneficiary
from intake.domain import applications
from intake.forms.applications import StartForm
from intake.models import Application
from intake.presenters.applications import rail_of_start
from intake.queries import cases
from ledger.errors import Refused
from ui import digits


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: StaffRequest, person_id: uuid.UUID) -> HttpResponse:
    """Service, applicant and way of notices; then the draft with its match sheet."""
    person = get_object_or_404(Beneficiary, public_id=person_id)
    if person.merged_into_id is not None:
        return redirect("desk:person", person_id)
    if request.method != "POST":
        try:
            consents.refuse_withdrawn(beneficiary_id=person.pk)
        except Refused as refused:
            # before anything is typed; the person's page says how to go on
            messages.error(request, str(refused.message))
            return redirect("desk:person", person_id)
        access_log.log(by=request.user, what=AccessLog.What.PERSON, person_id=str(person.public_id), url=request.path)
        return _page(request, person, StartForm(person=person, user=request.user))
    form = StartForm(request.POST, person=person, user=request.user)
    if not form.is_valid():
        return _page(request, person, form, status=422)
    try:
        application = applications.open_draft(by=request.user, beneficiary=person, **form.chosen())
    except applications.AlreadyOpen as refused:
        form.refuse(refused)
        return _page(request, person, form, status=422, open_one=refused.application)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, person, form, status=422)
    opened = _("Draft %(reference)s is open. The documents come next.") % {
        "reference": digits.isolated(application.reference)
    }
    messages.success(request, opened)
    return redirect("intake:documents", reference=application.reference)


def _page(
    request: StaffRequest, person: Beneficiary, form: StartForm, status: int = 200, open_one: Application | None = None
) -> HttpResponse:
    theirs = open_one and cases.applications_for(request.user).filter(pk=open_one.pk).first()
    rail = rail_of_start(person)
    context = {"person": person, "form": form, "rail": rail, "open_one": theirs}
    return render(request, "intake/applications_start.html", context, status=status)
