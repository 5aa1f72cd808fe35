"""Who may do what with the policy's papers."""

from typing import TYPE_CHECKING

from accounts.permissions import Perm

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def may_open(user: "Staff", tool_version: "ToolVersion") -> bool:
    """Whether `user` may open this version's file: it is for everybody, for one of their roles, or they edit lists."""
    if user.may(Perm.EDIT_LISTS) or not tool_version.may_open:
        return user.is_active
    return user.is_active and not set(user.roles).isdisjoint(tool_version.may_open)
