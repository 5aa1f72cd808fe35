"""Tools: which version counts, from when, and who may open it."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.states import Role
from ledger import clock
from policy import rules
from policy.models import Tool, ToolVersion
from policy.queries import tools
from ui.list_rows import Tag

if TYPE_CHECKING:
    from accounts.models import Staff


def rows(user: "Staff") -> list[dict[str, Any]]:
    return [
        {
            "tool": tool,
            "version": version,
            "for": roles(version) if version else "",
            "opens": bool(version and rules.may_open(user, version)),
        }
        for tool, version in tools.listed()
    ]


def history(tool: Tool, user: "Staff") -> list[dict[str, Any]]:
    newest = tools.current(tool=tool)
    return [
        {
            "version": version,
            "tag": _tag(version, newest),
            "for": roles(version),
            "opens": rules.may_open_file(user, version, newest),
        }
        for version in tools.history(tool=tool, user=user)
    ]


def roles(version: ToolVersion) -> str:
    if not version.may_open:
        return _("For everybody")
    return _("For: %(roles)s") % {"roles": " · ".join(str(Role(role).label) for role in version.may_open)}


def _tag(version: ToolVersion, newest: ToolVersion | None) -> Tag:
    if version == newest:
        return Tag(_("In use now"), "check", "green")
    if version.effective_on > clock.today():
        return Tag(_("Not in use yet"), "clock", "blue")
    return Tag(_("Was in use"), "minus")
