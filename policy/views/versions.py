"""Versions of the policy: the one in force, and each listed, read, drafted, approved and put in force."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from ledger.errors import Refused
from policy.domain import versions
from policy.forms.versions import ApprovalForm
from policy.presenters import reminders
from policy.presenters import versions as presenters
from policy.presenters.tabs import tabs
from policy.queries.versions import in_force, listed, lists_in_use, version_or_404
from policy.states import PolicyStatus


@require_safe
def current(request: StaffRequest) -> HttpResponse:
    """Return the version in force: its board facts, steps, channels and tools. Says so where none is loaded yet."""
    version = in_force()
    context: dict[str, Any] = {"version": version, "tabs": tabs(request.user, "current")}
    if version is not None:
        context |= presenters.text(version, **lists_in_use())
        context["signed"] = version.signed.exists()
        context["may_attach"] = request.user.may(Perm.EDIT_LISTS)
        context["read"] = version.acknowledgements.filter(by=request.user).first()
    return render(request, "policy/versions_current.html", context)


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Return every version, the newest first: its status, its approval, and whether its signed document is here."""
    rows, may_edit = listed(), request.user.may(Perm.EDIT_LISTS)
    context = {
        "tabs": tabs(request.user, "versions"),
        "lines": presenters.lines(rows),
        "may_draft": may_edit and any(row.status == PolicyStatus.IN_FORCE for row in rows),
        "open_draft": next((row for row in rows if row.status == PolicyStatus.DRAFT), None),
        "reminders": reminders.reminders() if may_edit else [],
    }
    return render(request, "policy/versions.html", context)


@require_safe
def version(request: StaffRequest, number: int) -> HttpResponse:
    """Return one version: what it says, its approval, and what comes next for it."""
    row = version_or_404(number)
    context = {
        "version": row,
        "shown": presenters.detail(row, may_edit=request.user.may(Perm.EDIT_LISTS)),
        **presenters.text(row, channels=row.channel_rows, tools=row.tool_rows),
    }
    return render(request, "policy/versions_detail.html", context)


@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Open a draft that copies the version in force, or the draft that is open already."""
    try:
        row, new = versions.open_draft(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("policy:versions")
    if new:
        messages.success(request, _("The draft of version %(number)s is open.") % {"number": row.number})
    else:
        messages.info(request, _("A draft is open already."))
    return redirect("policy:version", row.number)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: StaffRequest, number: int) -> HttpResponse:
    row = version_or_404(number)
    if row.status != PolicyStatus.DRAFT:
        messages.info(request, _("This version was approved by the board."))
        return redirect("policy:version", number)
    form = ApprovalForm(request.POST, request.FILES) if request.method == "POST" else ApprovalForm()
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "signed"}
        try:
            with transaction.atomic():
                file = stored_files.store(upload=form.cleaned_data["signed"], by=request.user)
                versions.approve(version_id=row.pk, by=request.user, signed=file, **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The board's approval was noted."))
            return redirect("policy:version", number)
    context = {"version": row, "form": form}
    return render(request, "policy/versions_approve.html", context, status=422 if form.errors else 200)


@require_POST
def reopen(request: StaffRequest, number: int) -> HttpResponse:
    try:
        versions.reopen(version_id=version_or_404(number).pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The version is a draft again."))
    return redirect("policy:version", number)


@require_POST
def force(request: StaffRequest, number: int) -> HttpResponse:
    row = version_or_404(number)
    try:
        row = versions.put_in_force(version_id=row.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The version is in force from now on."))
    return redirect("policy:version", number)
