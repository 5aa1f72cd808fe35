"""Sittings: listed, called, opened, attended, ended; and the agenda on paper."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from committee.domain import sittings
from committee.forms.sittings import AttendanceForm, CallForm
from committee.models import Sitting
from committee.presenters import sittings as presenters
from committee.queries.committees import active_committees_of, committees_of
from committee.queries.sittings import members_of, next_number, not_recorded, sitting_or_404, sittings_for
from ledger.errors import Refused
from ui.pagination import Keyset


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Upcoming sittings, the next first; or those that have ended, the latest first."""
    ended = request.GET.get("show") == "ended"
    mine = sittings_for(request.user)
    page = Keyset(
        (mine.ended() if ended else mine.upcoming()).with_counts(),
        order=("-held_at", "-pk") if ended else ("held_at", "pk"),
    ).page(request.GET)
    rows = presenters.rows(page.rows)
    may_call = request.user.may(Perm.HOLD_SITTINGS) and bool(committees_of(request.user))
    context = {"page": page, "rows": rows, "ended": ended, "may_call": may_call}
    return render(request, "committee/sittings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: StaffRequest) -> HttpResponse:
    """Calls a sitting of the committee on which the reader sits; `?committee=` names one where they sit on several."""
    committees = active_committees_of(request.user)
    committee = next((row for row in committees if str(row.pk) == request.GET.get("committee")), None)
    committee = committee or next(iter(committees), None)
    if committee is None:
        raise Http404
    form = CallForm(request.POST or None, initial={"number": next_number(committee_id=committee.pk)})
    if request.method == "POST" and form.is_valid():
        try:
            called = sittings.call(committee_id=committee.pk, by=request.user, **form.sitting)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Sitting %(number)s is called.") % {"number": called.number})
            return redirect("committee:sitting", called.pk)
    context = {"form": form, "committee": committee, "committees": committees}
    return render(request, "committee/sittings_call.html", context, status=422 if form.errors else 200)


@require_safe
def sitting(request: StaffRequest, pk: int) -> HttpResponse:
    """One sitting: its agenda, who came, and what comes next."""
    return _sitting(request, sitting_or_404(request.user, pk))


def _sitting(
    request: StaffRequest, sitting: Sitting, *, form: AttendanceForm | None = None, errors: tuple[Refused, ...] = ()
) -> HttpResponse:
    shown = presenters.shown(sitting=sitting, user=request.user)
    attendance = form or AttendanceForm(absent=not_recorded(sitting=sitting))
    context = {"shown": shown, "sitting": sitting, "attendance": attendance, "errors": [*errors, form]}
    return render(request, "committee/sitting.html", context, status=422 if form or errors else 200)


@require_POST
def opening(request: StaffRequest, pk: int) -> HttpResponse:
    """Opens the sitting."""
    found = sitting_or_404(request.user, pk)
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
    found = sitting_or_404(request.user, pk)
    form = AttendanceForm(request.POST, absent=members_of(sitting=found))
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
    found = sitting_or_404(request.user, pk)
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
    return render(request, "committee/sittings_end.html", context, status=422 if errors else 200)


@require_safe
def paper(request: StaffRequest, pk: int) -> HttpResponse:
    """The agenda as it is printed."""
    found = sitting_or_404(request.user, pk)
    context = {"sitting": found, "shown": presenters.shown(sitting=found, user=request.user)}
    return render(request, "committee/sittings_agenda.html", context)
