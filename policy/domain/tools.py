"""Tools as documents with versions: each from a day on, for everybody or for some roles."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.states import Perm, Role
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
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


def publish(
    *,
    tool_id: int,
    file: StoredFile,
    effective_on: dt.date,
    by: Staff,
    may_open: Sequence[str] = (),
    note: str = "",
) -> ToolVersion:
    """Adds the next version of a tool, which counts from `effective_on` on; `may_open` are roles, none: everybody.

    The same bytes with the same facts sent twice are one version: the first is returned. Raises Refused where it is
    not `by`'s to do, or for a role that does not exist.
    """
    if not by.may(Perm.EDIT_LISTS):
        raise Refused(_("Publishing tools is not yours to do."), code="may")
    if not set(may_open) <= set(Role.values):
        raise Refused(_("One of the roles does not exist."), field="may_open")
    said: dict[str, Any] = {
        "effective_on": effective_on,
        "may_open": sorted(set(may_open)),
        "note": note.strip(),
        "by": by,
    }
    with transaction.atomic():
        tool = Tool.objects.select_for_update().get(pk=tool_id)
        last = tool.versions.select_related("file").order_by("-number").first()
        if last and last.file.sha256 == file.sha256 and all(getattr(last, name) == said[name] for name in said):
            return last
        return ToolVersion.objects.create(tool=tool, number=last.number + 1 if last else 1, file=file, **said)


def current(*, tool: Tool, on: dt.date | None = None) -> ToolVersion | None:
    """The version of a tool that counts on a day (today), or None: the newest of those that have taken effect."""
    effective = tool.versions.filter(effective_on__lte=on or clock.today())
    return effective.select_related("file").order_by("-number").first()


def listed() -> list[tuple[Tool, ToolVersion | None]]:
    """The tools in use, in order, each with its current version where there is one, whoever may open it."""
    newest = {one.tool_id: one for one in CURRENT.ask(today=clock.today())}
    return [(tool, newest.get(tool.pk)) for tool in Tool.objects.offered()]


def open_to(*, user: Staff) -> list[tuple[Tool, ToolVersion | None]]:
    """The tools in use, in order, each with its current version where there is one and `user` may open it."""
    return [(tool, one if one and rules.may_open(user, one) else None) for tool, one in listed()]


def usable(*, user: Staff) -> list[ToolVersion]:
    """The current versions that `user` may open, in the tools' order and with their tools, in one query."""
    found = [one for one in CURRENT.ask(today=clock.today()) if rules.may_open(user, one)]
    return sorted(found, key=lambda one: (one.tool.position, one.tool_id))


def check_used(*, tool_version: ToolVersion | None, by: Staff) -> None:
    """Refuses (field tool_version) a version that is not in use today, or that `by` may not open; None is nothing."""
    if tool_version is not None and tool_version not in usable(user=by):
        raise Refused(_("This version of the tool is not in use, or not yours to open."), field="tool_version")
