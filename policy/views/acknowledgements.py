"""A version among the staff: acknowledged, who has read it and who has not, and its review."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.staff_requests import StaffRequest
from ledger.errors import Refused
from policy.domain import acknowledgements as domain
from policy.forms.versions import ReviewForm
from policy.models import PolicyVersion
from policy.presenters import acknowledgements as presenters
from policy.presenters.tabs import tabs
from policy.states import FIXED, PolicyStatus


@require_POST
def acknowledge(request: StaffRequest) -> HttpResponse:
    """Notes that the reader has read the version that the page showed; a second click finds it noted."""
    shown = request.POST.get("version", "")
    found = PolicyVersion.objects.filter(pk=int(shown)).first() if shown.isascii() and shown.isdigit() else None
    if found is None:
        messages.error(request, _("Nothing was noted. The policy has to be opened again."))
        return redirect("policy:current")
    try:
        domain.acknowledge(version_id=found.pk, by=request.user)
    except Refused:
        messages.warning(request, _("A newer version is in force meanwhile. It is the one to read."))
    else:
        messages.success(request, _("It is noted that you have read the policy."))
    return redirect("policy:current")


@require_safe
def circulation(request: StaffRequest) -> HttpResponse:
    """Who has read a version, and who has not: the one in force, or `?version=` by its number."""
    offered = list(PolicyVersion.objects.filter(status__in=FIXED))
    asked = request.GET.get("version", "")
    found = next((one for one in offered if str(one.number) == asked), None)
    if asked and found is None:
        raise Http404
    found = found or next((one for one in offered if one.status == PolicyStatus.IN_FORCE), None)
    context = {
        "tabs": tabs(request.user, "circulation"),
        "version": found,
        "offered": offered,
        "shown": presenters.shown(domain.readers(version=found)) if found else None,
    }
    return render(request, "policy/circulation.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest) -> HttpResponse:
    """The reviews of the version in force, and a new one."""
    found = get_object_or_404(PolicyVersion, status=PolicyStatus.IN_FORCE)
    form = ReviewForm(request.POST) if request.method == "POST" else ReviewForm()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        same = {"note": data["note"].strip(), "next_on": data["next_on"], "by": request.user}
        try:
            if not found.reviews.filter(**same).exists():  # a double click notes one review
                domain.record_review(version_id=found.pk, **same)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The review of the policy is noted."))
            return redirect("policy:versions")
    context = {"version": found, "form": form, "reviews": found.reviews.select_related("by")}
    return render(request, "policy/review.html", context, status=422 if form.errors else 200)
