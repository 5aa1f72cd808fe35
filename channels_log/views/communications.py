"""A communication logged in ten seconds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.staff_requests import StaffRequest
from beneficiaries.models import Beneficiary
from channels_log.domain import communications
from channels_log.forms.communications import CommunicationForm
from channels_log.queries.communications import person_or_404
from intake.models import Application
from intake.queries.cases import application_or_404
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Log a call or message about an application, a person, or somebody whom the portal does not know yet."""
    application, person = _about(request)
    known = application is not None or person is not None
    form = CommunicationForm(request.POST or None, user=request.user, known=known)
    if request.method == "POST" and form.is_valid():
        about = application or form.cleaned_data.pop("reference", None)
        try:
            communications.log(by=request.user, application=about, beneficiary=person, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The contact is logged."))
            return redirect(_back(about, person))
    context = {"form": form, "application": application, "person": person, "back": _back(application, person)}
    return render(request, "channels_log/communications_new.html", context, status=422 if form.errors else 200)


def _about(request: StaffRequest) -> tuple[Application | None, Beneficiary | None]:
    """Return whom the page was opened for (?application=, ?person=); raise Http404 for a stranger's."""
    reference, public_id = request.GET.get("application"), request.GET.get("person")
    if reference:
        application = application_or_404(request.user, reference)
        return application, application.beneficiary
    if not public_id:
        return None, None
    try:
        return None, person_or_404(UUID(public_id))
    except ValueError as malformed:
        raise Http404 from malformed


def _back(application: Application | None, person: Beneficiary | None) -> str:
    if application is not None:
        return reverse("desk:case_tab", args=[application.reference, "contacts"])
    return reverse("desk:person", args=[person.public_id]) if person else reverse("desk:home")
