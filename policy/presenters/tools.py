"""What the pages of the tools show: which version counts, from when, and who may open it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.states import Perm, Role
from ledger import clock
from policy import rules
from policy.domain import tools
from policy.models import Tool, ToolVersion
from ui.list_rows import Tag

if TYPE_CHECKING:
    from accounts.models import Staff


def rows(user: "Staff") -> list[dict[str, Any]]:
    """The tools in use, in order, each with its current version."""
    return [
        {
            "tool": tool,
            "version": one,
            "for": roles(one) if one else "",
            "opens": bool(one and rules.may_open(user, one)),
        }
        for tool, one in tools.listed()
    ]


def history(tool: Tool, user: "Staff") -> list[dict[str, Any]]:
    """The versions that `user` may know of, the newest first: all for who keeps watch, for others what counts today."""
    newest = tools.current(tool=tool)
    if user.may_any(Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE):
        found = list(tool.versions.select_related("by", "file").order_by("-number"))
    else:
        found = [newest] if newest else []
    return [
        {
            "version": one,
            "tag": _tag(one, newest),
            "for": roles(one),
            "opens": rules.may_open_file(user, one, newest),
        }
        for one in found
    ]


def roles(version: ToolVersion) -> str:
    """Who may open it, in words."""
    if not version.may_open:
        return _("For everybody")
    return _("For: %(roles)s") % {"roles": " · ".join(str(Role(role).label) for role in version.may_open)}


def _tag(version: ToolVersion, newest: ToolVersion | None) -> Tag:
    if version == newest:
        return Tag(_("In use now"), "check", "green")
    if version.effective_on > clock.today():
        return Tag(_("Not in use yet"), "clock", "blue")
    return Tag(_("Was in use"), "minus")
