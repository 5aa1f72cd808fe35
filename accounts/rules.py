"""Who may, in accounts."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import Staff
from accounts.permissions import Perm
from accounts.roles import Role, permissions_of


def keeps_own_keys(*, by: Staff, staff_id: int | None, roles: Iterable[str], active: bool) -> bool:
    """Whether `by` may still edit lists after saving this account with these roles; always, for another's account.

    An administrator can so be removed only by another one, who is there to undo it: the portal never loses the last.
    """
    return by.pk != staff_id or (active and Perm.EDIT_LISTS in permissions_of(roles))


def shares_branch(*, staff: Staff, branch_id: int | None) -> bool:
    """Whether the member of staff works for that branch: their own, or any when they have none."""
    return staff.branch_id is None or staff.branch_id == branch_id


def roles_offered() -> list[Role]:
    """The roles that are given out now; which ones, an app above this floor says: settings.ROLES_OFFERED names it."""
    found: list[Role] = import_string(settings.ROLES_OFFERED)()
    return found
