"""Who may do what with the policy's papers."""

from typing import TYPE_CHECKING

from accounts.states import Perm

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def may_open(user: "Staff", tool_version: "ToolVersion") -> bool:
    """Whether `user` may open this version's file: it is for everybody, for one of their roles, or they edit lists."""
    if user.may(Perm.EDIT_LISTS) or not tool_version.may_open:
        return user.is_active
    return user.is_active and not set(user.roles).isdisjoint(tool_version.may_open)


def may_open_file(user: "Staff", tool_version: "ToolVersion", current: "ToolVersion | None") -> bool:
    """Whether `user` may open its file: what counts today, and who keeps watch also what is past or to come."""
    if not may_open(user, tool_version):
        return False
    return tool_version == current or user.may_any(Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)
