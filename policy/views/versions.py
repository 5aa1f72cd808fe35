"""Versions of the policy: listed, read, drafted, approved, put in force, and two of them side by side."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from ledger.errors import Refused
from policy.domain import versions
from policy.forms.versions import ApprovalForm, SignedForm
from policy.models import PolicyVersion, SignedDocument
from policy.presenters import comparison, reminders, text
from policy.presenters import versions as presenters
from policy.presenters.tabs import tabs
from policy.states import PolicyStatus

UNPROCESSABLE = 422


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Every version, the newest first: how it stands, its approval, and whether its signed document is here."""
    signed = SignedDocument.objects.filter(version=OuterRef("pk"))
    found = list(PolicyVersion.objects.annotate(has_signed=Exists(signed)))
    context = {
        "tabs": tabs(request.user, "versions"),
        "lines": presenters.lines(found),
        "may_draft": request.user.may(Perm.EDIT_LISTS) and any(one.status == PolicyStatus.IN_FORCE for one in found),
        "open_draft": next((one for one in found if one.status == PolicyStatus.DRAFT), None),
        "reminders": reminders.reminders() if request.user.may(Perm.EDIT_LISTS) else [],
    }
    return render(request, "policy/versions.html", context)


@require_safe
def version(request: StaffRequest, number: int) -> HttpResponse:
    """One version: what it says, its approval, and what comes next for it."""
    found = _version_or_404(number)
    context = {
        "version": found,
        "shown": presenters.shown(found, may_edit=request.user.may(Perm.EDIT_LISTS)),
        **text.text(found, channels=found.channel_rows, tools=found.tool_rows),
    }
    return render(request, "policy/version.html", context)


@require_POST
def draft(request: StaffRequest) -> HttpResponse:
    """Opens a draft that copies the version in force, or the draft that is open already."""
    open_one = PolicyVersion.objects.filter(status=PolicyStatus.DRAFT).first()
    if open_one is not None:
        messages.info(request, _("A draft is open already."))
        return redirect("policy:version", open_one.number)
    try:
        made = versions.draft_from_current(by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("policy:versions")
    messages.success(request, _("The draft of version %(number)s is open.") % {"number": made.number})
    return redirect("policy:version", made.number)


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: StaffRequest, number: int) -> HttpResponse:
    """Notes that the board approved a draft, with the document that it signed."""
    found = _version_or_404(number)
    if found.status != PolicyStatus.DRAFT:
        messages.info(request, _("This version was approved by the board."))
        return redirect("policy:version", number)
    form = ApprovalForm(request.POST, request.FILES) if request.method == "POST" else ApprovalForm()
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "signed"}
        try:
            with transaction.atomic():
                paper = stored_files.store(upload=form.cleaned_data["signed"], by=request.user)
                versions.approve(version_id=found.pk, by=request.user, signed=paper, **facts)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The board's approval was noted."))
            return redirect("policy:version", number)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "policy/version_approve.html", {"version": found, "form": form}, status=status)


@require_POST
def reopen(request: StaffRequest, number: int) -> HttpResponse:
    """Takes an approved version back to a draft."""
    found = _version_or_404(number)
    try:
        versions.reopen(version_id=found.pk, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The version is a draft again."))
    return redirect("policy:version", number)


@require_POST
def force(request: StaffRequest, number: int) -> HttpResponse:
    """Puts an approved version in force; a second click finds it so."""
    found = _version_or_404(number)
    try:
        versions.put_in_force(version_id=found.pk, by=request.user)
    except Refused as refused:
        found.refresh_from_db()
        if found.status == PolicyStatus.IN_FORCE:
            messages.info(request, _("The version is in force from now on."))
        else:
            messages.error(request, str(refused))
    else:
        messages.success(request, _("The version is in force from now on."))
    return redirect("policy:version", number)


@require_http_methods(["GET", "HEAD", "POST"])
def signed(request: StaffRequest, number: int) -> HttpResponse:
    """Keeps the document that the board signed beside a version that has none, or is not in force yet."""
    found = _version_or_404(number)
    if found.status == PolicyStatus.DRAFT:
        return redirect("policy:version_approve", number)
    if found.fixed and not found.signed_missing:
        messages.info(request, _("This version has its signed document already, and keeps it."))
        return redirect("policy:version", number)
    form = SignedForm(request.POST, request.FILES) if request.method == "POST" else SignedForm()
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                paper = stored_files.store(upload=form.cleaned_data["signed"], by=request.user)
                versions.attach_signed(version_id=found.pk, file=paper, by=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The signed document is kept."))
            return redirect("policy:version", number)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "policy/version_signed.html", {"version": found, "form": form}, status=status)


@require_safe
def document(request: StaffRequest, number: int) -> HttpResponseBase:
    """The document that the board signed: for everybody once in force, before that for who keeps the policy."""
    found = _version_or_404(number)
    paper = found.signed.select_related("file").first()
    if paper is None or not (found.fixed or request.user.may_any(Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)):
        raise Http404
    access_log.log(by=request.user, what=AccessLog.What.DOCUMENT, detail=f"policy version {number}", url=request.path)
    return stored_files.stream(file=paper.file)


@require_safe
def compare(request: StaffRequest, left: int, right: int) -> HttpResponse:
    """Two versions side by side, with what differs marked; `?only=differs` leaves out what is the same."""
    first, second = _version_or_404(left), _version_or_404(right)
    only = request.GET.get("only") == "differs"
    sections = comparison.sections(first, second)
    context = {
        "first": first,
        "second": second,
        "only": only,
        "sections": [part.differing() for part in sections if part.differs] if only else sections,
        "count": sum(part.differs for part in sections),
        "live": [one for one in (first, second) if not (one.fixed and one.channels)],
        "others": PolicyVersion.objects.exclude(pk__in=[first.pk, second.pk]).values_list("number", flat=True)[:20],
    }
    return render(request, "policy/compare.html", context)


def _version_or_404(number: int) -> PolicyVersion:
    return get_object_or_404(PolicyVersion.objects.select_related("association"), number=number)
