"""What the pages of delivery share."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.views.staff_requests import StaffRequest
from delivery.presenters import deliveries
from intake.models import Application
from ui.forms import PortalForm


def not_now(request: StaffRequest, application: Application) -> HttpResponse:
    """Send the reader back to the case file, which says what comes next."""
    text = _("This application is now “%(state)s”: this step is not the next one.")
    messages.info(request, text % {"state": application.state.label})
    return redirect("desk:case", application.reference)


def show(request: StaffRequest, page: str, application: Application, form: PortalForm) -> HttpResponse:
    """Render `delivery/<page>.html` with the form beside what was granted."""
    context = {**deliveries.page(application), "form": form}
    return render(request, f"delivery/{page}.html", context, status=422 if form.errors else 200)
