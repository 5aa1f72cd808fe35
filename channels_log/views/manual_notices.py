"""Notices that a person carries: the list, one of them, its letter, and giving it back to the machine."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from channels_log import rules
from channels_log.domain import manual_notices as carrying
from channels_log.forms.manual_notices import CarryForm
from channels_log.models import Notice
from channels_log.presenters import communications, manual_notices, notices
from channels_log.queries.notices import attempts, notice_or_404, to_carry
from documents.domain import stored_files
from ledger.errors import Refused
from ui.pagination import Keyset


@require_http_methods(["GET", "HEAD"])
def index(request: StaffRequest) -> HttpResponse:
    """Show what waits to be carried, the longest due first."""
    page = Keyset(to_carry(request.user), order=("due_at", "id")).page(request.GET)
    return render(request, "channels_log/manual_notices.html", {"page": page, "rows": manual_notices.rows(page)})


@require_http_methods(["GET", "HEAD", "POST"])
def carry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Show what to say or to hand over, and record what came of it."""
    notice = notice_or_404(request.user, pk)
    form = CarryForm(request.POST or None, initial={"seen": notice.communications.count()})
    if request.method == "POST" and form.is_valid():
        try:
            carried = carrying.carry(notice_id=notice.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded: %(state)s.") % {"state": carried.get_state_display()})
            return redirect("channels_log:manual_notices")
    _log_reading(request, notice, AccessLog.What.CASE_FILE)
    context = {
        "notice": notice,
        "application": notice.application,
        "tag": notices.state_tag(notice),
        "attempts": communications.attempts(attempts(notice)),
        "may_carry": rules.may_carry(request.user, notice),
        "may_retry": rules.may_retry(request.user, notice),
        "may_edit": request.user.may(Perm.REGISTER_PEOPLE),
        "form": form,
    }
    return render(request, "channels_log/manual_notice.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST"])
def retry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give a notice that a machine could not send back to it."""
    notice = notice_or_404(request.user, pk)
    try:
        carrying.retry(notice_id=notice.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("channels_log:manual_notice", notice.pk)
    messages.success(request, _("The portal sends it again within a minute, or when sending hours begin."))
    return redirect("channels_log:manual_notices")


@require_http_methods(["GET", "HEAD"])
def letter(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """Return the letter of a notice, to be printed."""
    notice = notice_or_404(request.user, pk)
    if notice.letter is None:
        raise Http404
    _log_reading(request, notice, AccessLog.What.DOCUMENT)
    return stored_files.stream(file=notice.letter)


def _log_reading(request: StaffRequest, notice: Notice, what: AccessLog.What) -> None:
    application = notice.application
    person_id = str(application.beneficiary.public_id)
    access_log.log(
        by=request.user, what=what, application_ref=application.reference, person_id=person_id, url=request.path
    )
