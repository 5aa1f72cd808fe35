"""Who may see and carry which notices. Fetching is authorising."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from accounts.states import Perm
from channels_log.models import Notice
from channels_log.states import TO_CARRY

if TYPE_CHECKING:
    from accounts.models import Staff


def notice_or_404(user: "Staff", pk: UUID) -> Notice:
    """A notice of a case that `user` may open, or Http404."""
    notice = Notice.objects.visible_to(user).with_case().filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice


def may_carry(user: "Staff", notice: Notice) -> bool:
    """Whether `user` may record now what came of carrying this notice."""
    return user.may(Perm.CARRY_NOTICES) and notice.state in TO_CARRY


def may_retry(user: "Staff", notice: Notice) -> bool:
    """Whether `user` may give this notice back to the machine now."""
    return may_carry(user, notice) and notice.by_machine
