"""Notices as pages ask for them: one of them, those to carry by hand, all of a state."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from channels_log.models import Communication, Notice, NoticeQuerySet
from channels_log.states import State

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff


def notice_or_404(user: "Staff", pk: UUID) -> Notice:
    """Return a notice of a case that `user` may open; raise Http404 for any other."""
    notice = Notice.objects.visible_to(user).with_case().filter(pk=pk).first()
    if notice is None:
        raise Http404
    return notice


def to_carry(user: "Staff") -> NoticeQuerySet:
    """Return what `user` may carry now, the longest due first, each with `tried`."""
    return Notice.objects.visible_to(user).to_carry().with_case().with_tries()


def of_state(user: "Staff", state: str) -> NoticeQuerySet:
    """Return the notices of the cases that `user` may open; those of every state where `state` is none."""
    notices = Notice.objects.visible_to(user).with_case()
    return notices.filter(state=state) if state in State.values else notices


def attempts(notice: Notice) -> "QuerySet[Communication]":
    """Return every attempt to tell the applicant, the newest first."""
    return notice.communications.select_related("by").order_by("-at", "-id")
