"""The policy's tools beside a case: what counts today and is the reader's to open."""

from typing import TYPE_CHECKING

from policy.domain import tools

if TYPE_CHECKING:
    from accounts.models import Staff
    from policy.models import ToolVersion


def tools_for(user: "Staff") -> "list[ToolVersion]":
    """The versions in use that `user` may open, in the policy's order: one query, however many there are."""
    return tools.usable(user=user)
