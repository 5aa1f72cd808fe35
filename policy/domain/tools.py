"""Tools as documents with versions: each from a day on, for everybody or for some roles."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.permissions import Perm
from accounts.roles import Role
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
from policy import rules
from policy.models import Tool, ToolVersion


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

    Raises Refused where it is not `by`'s to do, or for a role that does not exist.
    """
    if not by.may(Perm.EDIT_LISTS):
        raise Refused(_("Publishing tools is not yours to do."), code="may")
    if not set(may_open) <= set(Role.values):
        raise Refused(_("One of the roles does not exist."), field="may_open")
    with transaction.atomic():
        tool = Tool.objects.select_for_update().get(pk=tool_id)
        last = tool.versions.aggregate(last=Max("number"))["last"] or 0
        return ToolVersion.objects.create(
            tool=tool,
            number=last + 1,
            file=file,
            effective_on=effective_on,
            may_open=sorted(set(may_open)),
            note=note.strip(),
            by=by,
        )


def current(*, tool: Tool, on: dt.date | None = None) -> ToolVersion | None:
    """The version of a tool that counts on a day (today), or None: the newest of those that have taken effect."""
    effective = tool.versions.filter(effective_on__lte=on or clock.today())
    return effective.select_related("file").order_by("-number").first()


def open_to(*, user: Staff) -> list[tuple[Tool, ToolVersion | None]]:
    """The tools in use, in order, each with its current version where there is one and `user` may open it."""
    effective = ToolVersion.objects.filter(effective_on__lte=clock.today()).select_related("file")
    newest = {one.tool_id: one for one in effective.order_by("tool_id", "-number").distinct("tool_id")}
    offered = [(tool, newest.get(tool.pk)) for tool in Tool.objects.offered()]
    return [(tool, one if one and rules.may_open(user, one) else None) for tool, one in offered]
