"""Tools as documents with versions: each from a day on, for everybody or for some roles."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm, Role
from documents.models import StoredFile
from ledger.errors import Refused
from policy.domain.refusals import SENTENCES
from policy.models import Tool, ToolVersion
from policy.queries.tools import usable


def publish(
    *,
    tool_id: int,
    file: StoredFile,
    effective_on: dt.date,
    by: Staff,
    may_open: Sequence[str] = (),
    note: str = "",
) -> ToolVersion:
    """Add the next version of a tool, which counts from `effective_on` on; `may_open` are roles, none: everybody.

    The same bytes with the same facts sent twice are one version: the first is returned. Raises Refused where it is
    not `by`'s to do, or for a role that does not exist.
    """
    require(by, Perm.EDIT_LISTS, _("Publishing tools is not yours to do."))
    if not set(may_open) <= set(Role.values):
        raise Refused(SENTENCES["tool_roles_are_known"], field="may_open")
    facts: dict[str, Any] = {
        "effective_on": effective_on,
        "may_open": sorted(set(may_open)),
        "note": note.strip(),
        "by": by,
    }
    with transaction.atomic():
        tool = Tool.objects.select_for_update().get(pk=tool_id)
        last = tool.versions.select_related("file").order_by("-number").first()
        if last and last.file.sha256 == file.sha256 and all(getattr(last, name) == facts[name] for name in facts):
            return last
        return ToolVersion.objects.create(tool=tool, number=last.number + 1 if last else 1, file=file, **facts)


def check_used(*, tool_version: ToolVersion | None, by: Staff) -> None:
    """Raise Refused (field tool_version) for a version that is not in use today, or that `by` may not open."""
    if tool_version is not None and tool_version not in usable(user=by):
        raise Refused(SENTENCES["tool_version_not_in_use"], field="tool_version")
