"""The motion, the votes on it, their closing, and the decision."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.staff_requests import StaffRequest
from committee.domain import decisions, votes
from committee.forms import MotionForm, VoteForm
from committee.models import AgendaItem, Ballot, Decision, Motion, VoteClosing
from committee.presenters import agenda_items
from committee.views.agenda_items import Opened, dossier, opened
from ledger.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def motion(request: StaffRequest, pk: int) -> HttpResponse:
    """Puts a motion to the vote, prefilled from the one it replaces or from the recommendation."""
    item, application = opened(request, pk)
    shown = agenda_items.shown(item=item, application=application, user=request.user)
    initial = MotionForm.filled_from(shown.motion or shown.recommendation, after=len(shown.motions))
    form = MotionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            votes.propose(item_id=pk, by=request.user, after=form.cleaned_data["after"], **form.motion)
        except Refused as refused:
            if not _proposed_already(request, item, form):
                form.refuse(refused)
        if not form.errors:
            messages.success(request, _("The motion is put to the vote."))
            return redirect("committee:item", pk)
    context = {"form": form, "shown": shown}
    return render(request, "committee/motion.html", context, status=422 if form.errors else 200)


def _proposed_already(request: StaffRequest, item: AgendaItem, form: MotionForm) -> bool:
    """Whether the first of two clicks put this very motion to the vote."""
    n = form.cleaned_data["after"] + 1
    return Motion.objects.filter(item=item, n=n, by=request.user, **form.motion).exists()


@require_POST
def vote(request: StaffRequest, pk: int) -> HttpResponse:
    """Casts the reader's vote. It cannot be changed; the same vote sent twice is one vote."""
    found = opened(request, pk)
    form = VoteForm(request.POST, motions=found[0].motions.all())
    if form.is_valid():
        cast = form.cleaned_data
        try:
            votes.cast(motion_id=cast["motion"].pk, by=request.user, choice=cast["choice"])
        except Refused as refused:
            same = Ballot.objects.filter(motion=cast["motion"], member__staff=request.user, choice=cast["choice"])
            if not same.exists():
                form.refuse(refused)
        if not form.errors:
            messages.success(request, _("Your vote is recorded."))
            return redirect("committee:item", pk)
    return dossier(request, found, vote=form)


@require_http_methods(["GET", "HEAD", "POST"])
def closing(request: StaffRequest, pk: int) -> HttpResponse:
    """Asks once more while members have not voted, then closes the voting and counts."""
    found = opened(request, pk)
    if request.method == "POST":
        return _close(request, found)
    shown = agenda_items.shown(item=found[0], application=found[1], user=request.user)
    if not shown.may_close:
        return redirect("committee:item", pk)
    return render(request, "committee/close.html", {"shown": shown})


def _close(request: StaffRequest, found: Opened) -> HttpResponse:
    motions = {str(motion.pk): motion for motion in found[0].motions.all()}
    motion = motions.get(request.POST.get("motion", ""))
    if motion is None:
        return dossier(request, found, errors=[votes.SENTENCES["newest motion"]])
    try:
        result = votes.close(motion_id=motion.pk, by=request.user)
    except Refused as refused:
        earlier = VoteClosing.objects.filter(motion=motion).first()
        if earlier is None:
            return dossier(request, found, errors=[refused])
        result = earlier
    carried, failed = _("Voting is closed: the motion is carried."), _("Voting is closed: the motion is not carried.")
    messages.success(request, carried if result.carried else failed)
    return redirect("committee:item", found[0].pk)


@require_POST
def record(request: StaffRequest, pk: int) -> HttpResponse:
    """Records the decision, once its window has passed."""
    found = opened(request, pk)
    try:
        decision = decisions.record(item_id=pk, by=request.user)
    except Refused as refused:
        earlier = Decision.objects.filter(item_id=pk).first()
        if earlier is None:
            return dossier(request, found, errors=[refused])
        decision = earlier
        messages.info(request, _("This decision is recorded already."))
    else:
        messages.success(request, _("The decision is recorded. The applicant will be told through the chosen channel."))
    return redirect("committee:decision", decision.pk)
