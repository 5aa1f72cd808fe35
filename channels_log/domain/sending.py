"""Sending one claimed notice. It may run twice, late, or be killed at any point: a notice is never lost by that."""

import datetime as dt
import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from channels_log.domain import communications, leases, transports
from channels_log.domain.leases import Claim
from channels_log.domain.notices.wording import LANGUAGE
from channels_log.domain.transports.base import Message, Permanent, Transient, Transport, TransportError, Unsure
from channels_log.models import Notice
from channels_log.states import Outcome, State
from ledger import clock
from ledger.clock import PortalNow

logger = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(seconds=30), dt.timedelta(hours=1)


def send_all(*, claimed: Iterable[Claim]) -> None:
    """Send each of these; one that goes wrong in an unforeseen way is logged, and its lease brings it back."""
    for claim in claimed:
        try:
            send(claimed=claim)
        except Exception:
            logger.exception("notice %s could not be sent", claim.notice_id)


def send(*, claimed: Claim) -> State | None:
    """Send one notice and return its state; None where another has the claim or the hour is quiet.

    No transaction is open while the transport is called. The notice is finished by its id and attempt, so that a late
    sender changes nothing.
    """
    notice = Notice.objects.filter(pk=claimed.notice_id).first()
    if notice is None or quiet_now():
        return None
    try:
        transport = transports.for_way(notice.way)
    except Permanent as error:
        return _to_a_person(claimed, error)
    taken = leases.take(claimed, transport=transport.name)
    if taken is None:
        return None
    try:
        reference = _hand_over(transport, taken)
    except TransportError as error:
        logger.warning("notice %s, attempt %s: %s", taken.pk, taken.attempt, error)
        return _not_sent(claimed, taken, error, again=transport.honours_ids)
    return _sent(claimed, taken, reference)


def quiet_now() -> bool:
    """Return whether nothing is sent now (the association's own hours, in Riyadh)."""
    first, last = settings.NOTICE_HOURS
    return settings.NOTICE_QUIET and not first <= clock.now().astimezone(clock.RIYADH).hour < last


def pause(tries: int) -> dt.timedelta:
    """Return the wait after the `tries`-th try: half a minute, then twice as long each time, an hour at most."""
    doubled: int = 2 ** min(tries - 1, 10)
    return min(FIRST_PAUSE * doubled, LONGEST_PAUSE)


def _hand_over(transport: Transport, notice: Notice) -> str:
    if not notice.recipient:
        raise Permanent("no number or address is kept")
    return transport.send(
        Message(
            id=str(notice.pk),
            recipient=notice.recipient,
            subject=notice.subject,
            body=notice.body,
            way=notice.way,
        )
    )


def _sent(claimed: Claim, notice: Notice, reference: str) -> State | None:
    with transaction.atomic():
        done = leases.finish(
            claimed,
            states=(State.SENDING, State.UNKNOWN),
            state=State.SENT,
            provider_ref=reference[:200],
            last_error="",
        )
        if done is None:
            logger.warning("notice %s left at attempt %s, which is no longer its newest", notice.pk, notice.attempt)
            return None
        with override(LANGUAGE):
            communications.of_notice(done, by=None, outcome=Outcome.SENT)
    return State.SENT


def _not_sent(claimed: Claim, notice: Notice, error: TransportError, *, again: bool) -> State | None:
    if isinstance(error, Unsure) and not again:
        return _end(claimed, State.UNKNOWN, error)
    if isinstance(error, Transient | Unsure) and notice.tries < settings.NOTICE_MAX_TRIES:
        return _end(claimed, State.OWED, error, wait=pause(notice.tries))
    return _to_a_person(claimed, error)


def _to_a_person(claimed: Claim, error: TransportError) -> State | None:
    return _end(claimed, State.BY_HAND, error)


def _end(claimed: Claim, state: State, error: TransportError, *, wait: dt.timedelta = dt.timedelta()) -> State | None:
    said, then = str(error)[:300], PortalNow() + wait
    return state if leases.finish(claimed, state=state, last_error=said, next_at=then) else None
