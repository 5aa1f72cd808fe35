"""Who may carry which notices."""

from typing import TYPE_CHECKING

from accounts.states import Perm
from channels_log.models import Notice
from channels_log.states import TO_CARRY

if TYPE_CHECKING:
    from accounts.models import Staff


def may_carry(user: "Staff", notice: Notice) -> bool:
    """Return whether `user` may record now what came of carrying this notice."""
    return user.may(Perm.CARRY_NOTICES) and notice.state in TO_CARRY


def may_retry(user: "Staff", notice: Notice) -> bool:
    """Return whether `user` may give this notice back to the machine now."""
    return may_carry(user, notice) and notice.by_machine
