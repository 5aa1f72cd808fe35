"""Make a notice of what is owed: exactly once, however many sweep at the same time."""

import logging

from django.db import transaction
from django.utils import translation

from channels_log.domain.notices import KINDS
from channels_log.domain.notices.kind import NoticeKind
from channels_log.domain.notices.wording import LANGUAGE, Owed, Written, addressed, recipient
from channels_log.models import Notice
from channels_log.states import Kind, State
from documents.domain import pdfs

logger = logging.getLogger(__name__)


def make_all(*, limit: int = 500) -> list[Notice]:
    """Make the notices that are owed now, at most `limit` of each kind. One that fails is logged and left owed."""
    made = []
    for kind in KINDS.values():
        for owed in kind.owed(limit):
            notice = _make_or_log(kind, owed)
            if notice is not None:
                made.append(notice)
    return made


def make(*, kind: Kind, owed: Owed) -> Notice | None:
    """Make one notice with its text and, where its way is a letter, its paper; None where it exists already.

    The database marks the source as told, and cancels the notice at once where the case is closed.
    """
    with translation.override(LANGUAGE):
        written = KINDS[kind].write(owed)
    application = owed.application
    notice = Notice(
        application=application,
        kind=kind,
        occasion=owed.occasion,
        due_at=owed.due_at,
        next_at=owed.take_up_at or owed.due_at,
        channel=application.notify_channel,
        way=application.notify_way,
        recipient=recipient(application),
        subject=written.subject,
        body=written.body,
    )
    with transaction.atomic():
        Notice.objects.bulk_create([notice], ignore_conflicts=True)
        made = Notice.objects.filter(pk=notice.pk).first()
        if made is None:
            return None
        if written.letter and made.state != State.CANCELLED:
            with translation.override(LANGUAGE):
                _print(made, written, owed)
        return made


def audit() -> dict[str, int]:
    """Read everything, past the markers; log an alarm on any difference, and make what was missed.

    Return how many notices of each kind were missed or marked wrongly.
    """
    differences: dict[str, int] = {}
    for kind in KINDS.values():
        lost, lagging = kind.lost(), kind.lagging()
        if lost:
            logger.error("ALARM %s notices of kind %s were owed and missed", len(lost), kind.kind)
        if lagging:
            logger.error("ALARM %s sources of kind %s are marked as owed, but their notice exists", lagging, kind.kind)
        for owed in lost:
            _make_or_log(kind, owed)
        differences[kind.kind] = len(lost) + lagging
    return differences


def _make_or_log(kind: NoticeKind, owed: Owed) -> Notice | None:
    try:
        return make(kind=kind.kind, owed=owed)
    except Exception:
        # one applicant's notice that cannot be made must not keep all others waiting; it stays owed
        logger.exception("the notice %s of application %s could not be made", kind.kind, owed.application.pk)
        return None


def _print(notice: Notice, written: Written, owed: Owed) -> None:
    association = owed.application.policy_version.association
    letter = pdfs.issue(
        template=written.letter,
        context={
            "association": association,
            "policy": owed.application.policy_version,
            "addressed": addressed(owed.application),
            **written.context,
        },
        name=f"{notice.kind}-{owed.application.reference}",
        by=None,
    )
    Notice.objects.filter(pk=notice.pk).update(letter=letter)
