"""Pages of the log: notices to carry by hand, all notices, a contact logged, the sandbox."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from beneficiaries.models import Beneficiary
from channels_log import presenters, rules
from channels_log.domain import communications, manual_notices
from channels_log.forms import CarryForm, ContactForm
from channels_log.models import Notice, SandboxMessage
from channels_log.states import State
from documents.domain import stored_files
from intake.models import Application
from intake.queries import cases
from ledger.errors import Refused
from ui.pagination import Keyset


@require_http_methods(["GET", "HEAD"])
def hand_tasks(request: StaffRequest) -> HttpResponse:
    """Reception's list of notices to carry, the longest due first."""
    waiting = Notice.objects.visible_to(request.user).to_carry().with_case().with_tries()
    page = Keyset(waiting, order=("due_at", "id")).page(request.GET)
    return render(request, "channels_log/hand_tasks.html", {"page": page, "rows": presenters.task_rows(page)})


@require_http_methods(["GET", "HEAD", "POST"])
def hand_task(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One notice to carry: what to say or to hand over, and what came of it."""
    notice = rules.notice_or_404(request.user, pk)
    form = CarryForm(request.POST or None, initial={"seen": notice.communications.count()})
    if request.method == "POST" and form.is_valid():
        try:
            done = manual_notices.carry(notice_id=notice.pk, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded: %(state)s.") % {"state": done.get_state_display()})
            return redirect("channels_log:hand_tasks")
    return _task_page(request, notice, form)


@require_http_methods(["POST"])
def retry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Gives a notice that a machine could not send back to it."""
    notice = rules.notice_or_404(request.user, pk)
    try:
        manual_notices.retry(notice_id=notice.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("channels_log:hand_task", notice.pk)
    messages.success(request, _("The portal sends it again within a minute, or when sending hours begin."))
    return redirect("channels_log:hand_tasks")


@require_http_methods(["GET", "HEAD"])
def letter(request: StaffRequest, pk: UUID) -> HttpResponseBase:
    """The letter of a notice, to be printed."""
    notice = rules.notice_or_404(request.user, pk)
    if notice.letter is None:
        raise Http404
    _log_reading(request, notice.application, AccessLog.What.DOCUMENT)
    return stored_files.stream(file=notice.letter)


@require_http_methods(["GET", "HEAD"])
def notices(request: StaffRequest) -> HttpResponse:
    """Every notice of the cases that the reader may open, the newest first, of one state where one is asked for."""
    found = Notice.objects.visible_to(request.user).with_case()
    chosen = request.GET.get("state", "")
    if chosen in State.values:
        found = found.filter(state=chosen)
    page = Keyset(found, order=("-created_at", "-id")).page(request.GET)
    rows = [
        {
            "notice": notice,
            "tag": presenters.state_tag(notice),
            "may_carry": rules.may_carry(request.user, notice),
            "may_retry": rules.may_retry(request.user, notice),
        }
        for notice in page
    ]
    context = {"page": page, "rows": rows, "states": State.choices, "chosen": chosen}
    context["perms_carry"] = request.user.may(Perm.CARRY_NOTICES)
    return render(request, "channels_log/notices.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: StaffRequest) -> HttpResponse:
    """Logs a call or message about an application, a person, or nobody we know yet."""
    application, person = _about(request)
    known = application is not None or person is not None
    form = ContactForm(request.POST or None, user=request.user, known=known)
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
    return render(request, "channels_log/contact_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD"])
def sandbox(request: StaffRequest) -> HttpResponse:
    """What would have been sent, where nothing may leave the machine."""
    kept = SandboxMessage.objects.select_related("notice__application")
    page = Keyset(kept, order=("-created_at", "-id"), size=20).page(request.GET)
    return render(request, "channels_log/sandbox.html", {"page": page})


def _task_page(request: StaffRequest, notice: Notice, form: CarryForm) -> HttpResponse:
    _log_reading(request, notice.application, AccessLog.What.CASE_FILE)
    context = {
        "notice": notice,
        "application": notice.application,
        "tag": presenters.state_tag(notice),
        "attempts": presenters.attempts(notice.communications.select_related("by").order_by("-at", "-id")),
        "may_carry": rules.may_carry(request.user, notice),
        "may_retry": rules.may_retry(request.user, notice),
        "may_edit": request.user.may(Perm.REGISTER_PEOPLE),
        "form": form,
    }
    return render(request, "channels_log/hand_task.html", context, status=422 if form.errors else 200)


def _about(request: StaffRequest) -> tuple[Application | None, Beneficiary | None]:
    """Whom the page was opened for: ?application=reference or ?person=public id. Http404 where it is nobody's."""
    reference, public_id = request.GET.get("application"), request.GET.get("person")
    if reference:
        application = cases.application_or_404(request.user, reference)
        return application, application.beneficiary
    if not public_id:
        return None, None
    try:
        return None, Beneficiary.objects.filter(public_id=UUID(public_id)).kept().get()
    except (ValueError, Beneficiary.DoesNotExist) as missing:
        raise Http404 from missing


def _back(application: Application | None, person: Beneficiary | None) -> str:
    if application is not None:
        return reverse("desk:case_tab", args=[application.reference, "contacts"])
    return reverse("desk:person", args=[person.public_id]) if person else reverse("desk:home")


def _log_reading(request: StaffRequest, application: Application, what: Any) -> None:
    access_log.log(
        by=request.user,
        what=what,
        application_ref=application.reference,
        person_id=str(application.beneficiary.public_id),
        url=request.path,
    )
