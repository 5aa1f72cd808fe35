"""Who may take lists out as files."""

from accounts.models import Staff
from accounts.states import Perm


def may_export(user: Staff, need: Perm) -> bool:
    """Return whether `user` may take out a list whose page needs this permission."""
    return user.may(Perm.EXPORT_LISTS) and user.may(need)


def may_export_numbers(user: Staff) -> bool:
    """Return whether `user` may take out full identity numbers."""
    return user.may(Perm.EXPORT_IDS)
