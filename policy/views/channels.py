"""Pages of the channels: in their order, for everybody; added, changed, moved and retired by the administrator."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from ledger.errors import Refused, Stale
from policy.domain import channels
from policy.forms.channels import ChannelFactsForm, NewChannelForm
from policy.presenters import channels as presenters
from policy.presenters.tabs import tabs
from policy.queries.channels import channel_or_404, usage


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Return every channel: those in use in their order, the retired ones below."""
    context = {
        "tabs": tabs(request.user, "channels"),
        "may_edit": request.user.may(Perm.EDIT_LISTS),
        "in_use": presenters.in_use(),
        "retired": presenters.retired(),
    }
    return render(request, "policy/channels.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def adding(request: StaffRequest) -> HttpResponse:
    form = NewChannelForm(request.POST or None, initial={"takes_in": True})
    if request.method == "POST" and form.is_valid():
        try:
            channel = channels.add(by=request.user, **form.facts())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The channel “%(name)s” is added.") % {"name": channel.name})
            return redirect("policy:channels")
    return render(request, "policy/channels_edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def editing(request: StaffRequest, key: str) -> HttpResponse:
    channel = channel_or_404(key)
    initial = {fact: getattr(channel, fact) for fact in channels.FACTS} | {"seen": channels.digest(channel)}
    form, stale = ChannelFactsForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        try:
            channels.change(channel_id=channel.pk, by=request.user, seen=form.cleaned_data["seen"], **form.facts())
        except Stale as overtaken:
            stale = overtaken
            data = request.POST.copy()
            data["seen"] = channels.digest(channel)  # saving again keeps what was typed
            form = ChannelFactsForm(data)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The channel “%(name)s” is saved.") % {"name": form.cleaned_data["name"]})
            return redirect("policy:channels")
    context = {"form": form, "channel": channel, "usage": usage(channel=channel), "stale": stale}
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "policy/channels_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def retiring(request: StaffRequest, key: str) -> HttpResponse:
    """Take a channel out of use, after showing what names it."""
    channel = channel_or_404(key)
    errors: list[Refused] = []
    if request.method == "POST":
        try:
            channels.retire(channel_id=channel.pk, by=request.user)
        except Refused as refused:
            errors.append(refused)
        else:
            messages.success(request, _("The channel “%(name)s” is retired.") % {"name": channel.name})
            return redirect("policy:channels")
    lines = [
        _("It is no longer offered at the counter and in the log of contacts."),
        _("Applications that chose it keep it, and what is owed to them is still sent through it."),
        _("It may be brought back into use at any time."),
    ]
    context = {"channel": channel, "usage": usage(channel=channel), "lines": lines, "errors": errors}
    return render(request, "policy/channels_retire.html", context, status=422 if errors else 200)


@require_POST
def restoring(request: StaffRequest, key: str) -> HttpResponse:
    channel = channel_or_404(key)
    channels.restore(channel_id=channel.pk, by=request.user)
    messages.success(request, _("The channel “%(name)s” is in use again.") % {"name": channel.name})
    return redirect("policy:channels")


@require_POST
def moving(request: StaffRequest, key: str) -> HttpResponse:
    """Move a channel one place; a click on a page that has been overtaken moves nothing."""
    channel = channel_or_404(key)
    place = request.POST.get("place", "")
    if place.isascii() and place.isdigit():
        channels.move(channel_id=channel.pk, by=request.user, up=request.POST.get("to") == "up", place=int(place))
    return redirect("policy:channels")
