"""The policy's tools: what counts today, every version, and the next one."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.domain import access_log
from accounts.models import AccessLog, Staff
from accounts.states import Perm
from accounts.views.staff_requests import StaffRequest
from documents.domain import stored_files
from ledger import clock
from ledger.errors import Refused
from policy.domain import tools
from policy.forms.tools import PublishForm
from policy.models import Tool, ToolVersion
from policy.presenters import tools as presenters
from policy.presenters.tabs import tabs
from policy.queries.tools import file_or_404, tool_or_404


@require_safe
def listing(request: StaffRequest) -> HttpResponse:
    """Return the tools in use, in the policy's order, each with the version that counts today."""
    context = {"rows": presenters.rows(request.user), "tabs": tabs(request.user, "tools")}
    return render(request, "policy/tools.html", context)


@require_safe
def tool(request: StaffRequest, key: str) -> HttpResponse:
    """Return one tool: what counts today, and for those who keep the policy every version."""
    row = tool_or_404(request.user, key)
    context = {
        "tool": row,
        "rows": presenters.history(row, request.user),
        "may_publish": request.user.may(Perm.EDIT_LISTS),
    }
    return render(request, "policy/tools_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, key: str) -> HttpResponse:
    row = tool_or_404(request.user, key)
    form = PublishForm(request.POST or None, request.FILES or None, initial={"effective_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            published = _publish(row, form, request.user)
        except Refused as refused:
            form.refuse(refused if refused.field else Refused(refused.message, field="file"))
        else:
            messages.success(request, _("Published: %(version)s.") % {"version": published.titled})
            return redirect("policy:tool", key)
    context = {"tool": row, "form": form}
    return render(request, "policy/tools_publish.html", context, status=422 if form.errors else 200)


@require_safe
def file(request: StaffRequest, key: str, number: int) -> HttpResponseBase:
    """Return the file of a version, where it is open to the reader; each opening is logged."""
    version = file_or_404(request.user, key, number)
    access_log.log(by=request.user, what=AccessLog.What.DOCUMENT, detail=f"tool {key} v{number}", url=request.path)
    return stored_files.stream(file=version.file)


def _publish(tool: Tool, form: PublishForm, by: Staff) -> ToolVersion:
    """Store the file and its version, together or not at all; the file of a second click is not kept."""
    facts = dict(form.cleaned_data)
    with transaction.atomic():
        stored = stored_files.store(upload=facts.pop("file"), by=by)
        version = tools.publish(tool_id=tool.pk, file=stored, by=by, **facts)
        if version.file_id != stored.pk:
            stored_files.discard(file=stored)
    version.tool = tool
    return version
