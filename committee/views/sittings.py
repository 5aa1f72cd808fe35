"""Sittings: listed, called, opened, attended, ended; and the agenda on paper."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from committee import rules
from committee.domain import agenda_items, sittings
from committee.forms import AttendanceForm, CallForm, PickForm
from committee.models import Sitting
from committee.presenters import sittings as presenters
from ledger import clock
from ledger.errors import Refused
from ui.pagination import Keyset

if TYPE_CHECKING:
    from committee.models import Committee


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Upcoming sittings, the next first; or those that have ended, the latest first."""
    ended = request.GET.get("show") == "ended"
    mine = Sitting.objects.of_committees(rules.committees_of(request.user))
    found = (mine.ended() if ended else mine.upcoming()).with_counts()
    page = Keyset(found, order=("-held_at", "-pk") if ended else ("held_at", "pk")).page(request.GET)
    rows = presenters.rows(page.rows)
    may_call = request.user.may(Perm.HOLD_SITTINGS) and rules.committees_of(request.user)
    context = {"page": page, "rows": rows, "ended": ended, "may_call": may_call}
    return render(request, "committee/sittings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: StaffRequest) -> HttpResponse:
    """Calls a sitting of the committee on which the reader sits; `?committee=` names one where they sit on several."""
    committees = rules.active_committees_of(request.user)
    committee = next((one for one in committees if str(one.pk) == request.GET.get("committee")), None)
    committee = committee or next(iter(committees), None)
    if committee is None:
        raise Http404
    form = CallForm(request.POST or None, initial={"number": sittings.next_number(committee_id=committee.pk)})
    if request.method == "POST" and form.is_valid():
        called = _called(request, committee, form)
        if called is not None:
            messages.success(request, _("Sitting %(number)s is called.") % {"number": called.number})
            return redirect("committee:sitting", called.pk)
    context = {"form": form, "committee": committee, "committees": committees}
    return render(request, "committee/call.html", context, status=422 if form.errors else 200)


def _called(request: StaffRequest, committee: "Committee", form: CallForm) -> Sitting | None:
    """The sitting that this click called, or the first of two clicks; None with the refusal in the form."""
    try:
        return sittings.call(committee_id=committee.pk, by=request.user, **form.sitting)
    except Refused as refused:
        same = {name: form.sitting[name] for name in ("number", "held_at", "place")}
        first = committee.sittings.filter(**same).first()
        if first is None:
            form.refuse(refused)
        return first


@require_safe
def sitting(request: StaffRequest, pk: int) -> HttpResponse:
    """One sitting: its agenda, who came, and what comes next."""
    return _sitting(request, rules.sitting_or_404(request.user, pk))


def _sitting(
    request: StaffRequest, sitting: Sitting, *, form: AttendanceForm | None = None, errors: tuple[Refused, ...] = ()
) -> HttpResponse:
    shown = presenters.shown(sitting=sitting, user=request.user)
    attendance = form or AttendanceForm(absent=sittings.not_recorded(sitting=sitting))
    context = {"shown": shown, "sitting": sitting, "attendance": attendance, "errors": [*errors, form]}
    return render(request, "committee/sitting.html", context, status=422 if form or errors else 200)


@require_POST
def opening(request: StaffRequest, pk: int) -> HttpResponse:
    """Opens the sitting."""
    found = rules.sitting_or_404(request.user, pk)
    try:
        sittings.open_sitting(sitting_id=found.pk, by=request.user)
    except Refused as refused:
        if refused.code != "opened":
            return _sitting(request, found, errors=(refused,))
        messages.info(request, str(refused))
    else:
        messages.success(request, _("The sitting is open. Attendance comes first, then the votes."))
    return redirect("committee:sitting", pk)


@require_POST
def attendance(request: StaffRequest, pk: int) -> HttpResponse:
    """Records who came."""
    found = rules.sitting_or_404(request.user, pk)
    form = AttendanceForm(request.POST, absent=sittings.members_of(sitting=found))
    if form.is_valid():
        try:
            members = [member.pk for member in form.cleaned_data["members"]]
            sittings.attend(sitting_id=found.pk, member_ids=members, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Attendance is recorded."))
            return redirect("committee:sitting", pk)
    return _sitting(request, found, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def ending(request: StaffRequest, pk: int) -> HttpResponse:
    """Says which cases will be postponed, then ends the sitting."""
    found = rules.sitting_or_404(request.user, pk)
    errors = []
    if request.method == "POST":
        try:
            sittings.end(sitting_id=found.pk, by=request.user)
        except Refused as refused:
            errors = [refused]
        else:
            messages.success(request, _("The sitting has ended."))
            return redirect("committee:sitting", pk)
    shown = presenters.shown(sitting=found, user=request.user)
    if not found.is_open and not errors:
        return redirect("committee:sitting", pk)
    context = {"shown": shown, "sitting": found, "errors": errors}
    return render(request, "committee/end.html", context, status=422 if errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def filling(request: StaffRequest, pk: int) -> HttpResponse:
    """Lists the cases that await a decision, and puts those picked on the agenda."""
    found = rules.sitting_or_404(request.user, pk)
    waiting = agenda_items.waiting(sitting=found, by=request.user)
    form = PickForm(request.POST, waiting=waiting) if request.method == "POST" else None
    if form and form.is_valid():
        placed, refusals = agenda_items.place(sitting_id=found.pk, application_ids=form.picked, by=request.user)
        for refused in refusals:
            messages.warning(request, str(refused))
        if placed:
            text = ngettext("%(count)s case is on the agenda.", "%(count)s cases are on the agenda.", len(placed))
            messages.success(request, text % {"count": len(placed)})
        return redirect("committee:sitting", pk)
    page = Keyset(waiting, order=("target_at", "pk"), size=50).page(request.GET)
    picked = request.POST.getlist("cases")
    context = {"sitting": found, "page": page, "form": form, "picked": picked, "now": clock.now()}
    return render(request, "committee/add.html", context, status=422 if form else 200)


@require_safe
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The agenda as it is printed."""
    found = rules.sitting_or_404(request.user, pk)
    context = {"sitting": found, "shown": presenters.shown(sitting=found, user=request.user)}
    return render(request, "committee/agenda.html", context)
