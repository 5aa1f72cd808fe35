"""Who may do what with the policy's documents."""

from typing import TYPE_CHECKING

from accounts.states import Perm

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import PolicyVersion, ToolVersion


def keeps_policy(user: "Staff") -> bool:
    """Return whether `user` edits the policy or watches its conformance, and so sees what is past or to come."""
    return user.may_any(Perm.EDIT_LISTS, Perm.SEE_CONFORMANCE)


def may_open(user: "Staff", tool_version: "ToolVersion") -> bool:
    """Return whether this version's file is for everybody, for one of the user's roles, or theirs to edit."""
    if user.may(Perm.EDIT_LISTS) or not tool_version.may_open:
        return user.is_active
    return user.is_active and not set(user.roles).isdisjoint(tool_version.may_open)


def may_open_file(user: "Staff", tool_version: "ToolVersion", current: "ToolVersion | None") -> bool:
    """Return whether `user` may open its file: the `current` one, and for those who keep the policy any other."""
    return may_open(user, tool_version) and (tool_version == current or keeps_policy(user))


def may_open_signed(user: "Staff", version: "PolicyVersion") -> bool:
    """Return whether the document that the board signed is open to `user`: to everybody once it was in force."""
    return version.fixed or keeps_policy(user)
