"""The policy's tools: what counts today, every version, and the next one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from ledger import clock
from ledger.errors import Refused
from policy import rules
from policy.domain import tools as documents
from policy.forms.versions import PublishForm
from policy.models import Tool, ToolVersion
from policy.presenters import tools as presenting
from policy.presenters.tabs import tabs


@require_safe
def tools(request: StaffRequest) -> HttpResponse:
    """The tools in use, in the policy's order, each with the version that counts today."""
    context = {"rows": presenting.rows(request.user), "tabs": tabs(request.user, "tools")}
    return render(request, "policy/tools.html", context)


@require_safe
def tool(request: StaffRequest, key: str) -> HttpResponse:
    """One tool: what counts today, and for who keeps watch every version."""
    one = _tool_or_404(request.user, key)
    context = {
        "tool": one,
        "rows": presenting.history(one, request.user),
        "may_publish": request.user.may(Perm.EDIT_LISTS),
    }
    return render(request, "policy/tool.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def tool_new(request: StaffRequest, key: str) -> HttpResponse:
    """Publishes the next version of a tool."""
    one = _tool_or_404(request.user, key)
    form = PublishForm(request.POST or None, request.FILES or None, initial={"effective_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            published = _publish(one, form, request.user)
        except Refused as refused:
            form.refuse(refused if refused.field else Refused(refused.message, field="file"))
        else:
            messages.success(request, _("Published: %(version)s.") % {"version": published.titled})
            return redirect("policy:tool", key)
    return render(request, "policy/tool_new.html", {"tool": one, "form": form}, status=422 if form.errors else 200)


@require_safe
def tool_file(request: StaffRequest, key: str, number: int) -> HttpResponseBase:
    """The file of a version, for whoever may open it; each opening is logged."""
    one = _tool_or_404(request.user, key)
    version = get_object_or_404(one.versions.select_related("file"), number=number)
    if not rules.may_open_file(request.user, version, documents.current(tool=one)):
        raise Http404
    access_log.log(by=request.user, what=AccessLog.What.DOCUMENT, detail=f"tool {key} v{number}", url=request.path)
    return stored_files.stream(file=version.file)


def _tool_or_404(user: Staff, key: str) -> Tool:
    """A tool in use; one that was retired exists for who keeps watch only."""
    watches = user.may_any(Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)
    return get_object_or_404(Tool.objects.all() if watches else Tool.objects.offered(), key=key)


def _publish(tool: Tool, form: PublishForm, by: Staff) -> ToolVersion:
    """The file and its version, together or not at all; the file of a second click is not kept."""
    facts = dict(form.cleaned_data)
    with transaction.atomic():
        kept = stored_files.store(upload=facts.pop("file"), by=by)
        version = documents.publish(tool_id=tool.pk, file=kept, by=by, **facts)
        if version.file_id != kept.pk:
            stored_files.discard(file=kept)
    version.tool = tool
    return version
