"""Tools and the versions of their files: which counts on a day, and for whom."""

import datetime as dt

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Staff
from ledger import clock
from ledger.prepared_queries import Instances, Param
from policy import rules
from policy.models import Tool, ToolVersion

# asked at every opening of a case file
CURRENT = Instances(
    lambda: (
        ToolVersion.objects.filter(tool__active=True, effective_on__lte=Param("today"))
        .select_related("tool")
        .order_by("tool_id", "-number")
        .distinct("tool_id")
    )
)


def tool_or_404(user: Staff, key: str) -> Tool:
    """Return a tool in use; a retired one for those who keep the policy alone. Raises Http404."""
    tools = Tool.objects.all() if rules.keeps_policy(user) else Tool.objects.offered()
    return get_object_or_404(tools, key=key)


def current(*, tool: Tool, on: dt.date | None = None) -> ToolVersion | None:
    """Return the version of a tool that counts on a day (today), or None: the newest of those in effect."""
    effective = tool.versions.filter(effective_on__lte=on or clock.today())
    return effective.select_related("file").order_by("-number").first()


def file_or_404(user: Staff, key: str, number: int) -> ToolVersion:
    """Return a version of a tool with its file, where `user` may open it. Raises Http404."""
    tool = tool_or_404(user, key)
    version = get_object_or_404(tool.versions.select_related("file"), number=number)
    if not rules.may_open_file(user, version, current(tool=tool)):
        raise Http404
    return version


def history(*, tool: Tool, user: Staff) -> list[ToolVersion]:
    """Return the versions that `user` may know of, the newest first: all, or for most staff today's alone."""
    if rules.keeps_policy(user):
        return list(tool.versions.select_related("by", "file").order_by("-number"))
    newest = current(tool=tool)
    return [newest] if newest else []


def listed() -> list[tuple[Tool, ToolVersion | None]]:
    """Return the tools in use, in order, each with its current version or None, whoever may open it."""
    newest = {version.tool_id: version for version in CURRENT.ask(today=clock.today())}
    return [(tool, newest.get(tool.pk)) for tool in Tool.objects.offered()]


def open_to(*, user: Staff) -> list[tuple[Tool, ToolVersion | None]]:
    """Return the tools in use, in order, each with its current version where `user` may open it, else None."""
    return [(tool, version if version and rules.may_open(user, version) else None) for tool, version in listed()]


def usable(*, user: Staff) -> list[ToolVersion]:
    """Return the current versions that `user` may open, in the tools' order and with their tools, in one query."""
    versions = [version for version in CURRENT.ask(today=clock.today()) if rules.may_open(user, version)]
    return sorted(versions, key=lambda version: (version.tool.position, version.tool_id))
