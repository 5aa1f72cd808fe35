"""The motion, the votes on it, and their closing."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from committee.domain import votes
from committee.forms.votes import ClosingForm, MotionForm, VoteForm
from committee.models import AgendaItem
from committee.presenters import agenda_items
from committee.views.agenda_items import dossier, opened
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def motion(request: StaffRequest, pk: int) -> HttpResponse:
    """Puts a motion to the vote, prefilled from the one it replaces or from the recommendation."""
    item = opened(request, pk)
    shown = agenda_items.shown(item=item, application=item.application, user=request.user)
    initial = MotionForm.filled_from(shown.motion or shown.recommendation, after=len(shown.motions))
    form = MotionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            votes.propose(item_id=pk, by=request.user, proposal=form.proposal, after=form.cleaned_data["after"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The motion is put to the vote."))
            return redirect("committee:item", pk)
    context = {"form": form, "shown": shown}
    return render(request, "committee/motions_propose.html", context, status=422 if form.errors else 200)


@require_POST
def vote(request: StaffRequest, pk: int) -> HttpResponse:
    """Casts the reader's vote."""
    item = opened(request, pk)
    form = VoteForm(request.POST, motions=item.motions.all())
    if form.is_valid():
        data = form.cleaned_data
        try:
            votes.cast(motion_id=data["motion"].pk, by=request.user, choice=data["choice"])
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your vote is recorded."))
            return redirect("committee:item", pk)
    return dossier(request, item, vote=form)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks once more while members have not voted, then closes the voting and counts."""
    item = opened(request, pk)
    if request.method == "POST":
        return _close(request, item)
    shown = agenda_items.shown(item=item, application=item.application, user=request.user)
    if not shown.may_close:
        return redirect("committee:item", pk)
    return render(request, "committee/votes_close.html", {"shown": shown})


def _close(request: StaffRequest, item: AgendaItem) -> HttpResponse:
    form = ClosingForm(request.POST, motions=item.motions.all())
    if not form.is_valid():
        return dossier(request, item, errors=form.errors["motion"])
    try:
        closed = votes.close(motion_id=form.cleaned_data["motion"].pk, by=request.user)
    except Refused as refused:
        return dossier(request, item, errors=[refused])
    carried, failed = _("Voting is closed: the motion is carried."), _("Voting is closed: the motion is not carried.")
    messages.success(request, carried if closed.carried else failed)
    return redirect("committee:item", item.pk)
