"""Leases: one sender for each notice at a time, by the database's clock.

The sweep claims (a new `attempt`, a lease), a worker takes what was claimed (its name on the row), and finishes by the
attempt it took. A claim that no worker took, or whose worker died, is claimed again once its lease is over.
"""

import datetime as dt
import os
import socket
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from channels_log.domain import transports
from channels_log.models import Notice
from channels_log.states import State
from intake.models import Application
from intake.states import Status
from ledger.clock import PortalNow

CLAIM = """
    UPDATE channels_log_notice
       SET state = 'sending', attempt = attempt + 1, worker = '', transport = '',
           lease_until = portal_now() + make_interval(secs => %(lease)s)
     WHERE id = ANY (ARRAY(
           SELECT id FROM channels_log_notice
            WHERE state IN ('owed', 'sending') AND next_at <= portal_now()
              AND (state = 'owed' OR lease_until < portal_now())
            ORDER BY next_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED))
    RETURNING id, attempt
"""
OF_CLOSED = Exists(Application.objects.filter(pk=OuterRef("application"), status=Status.CLOSED))


@dataclass(frozen=True)
class Claim:
    """A notice and the attempt at which it was claimed."""

    notice_id: UUID
    attempt: int


def claim(*, limit: int = 500) -> list[Claim]:
    """Claim what is to be sent now, the longest waiting first. Two callers at once never get the same notice."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"lease": settings.NOTICE_LEASE, "limit": limit})
        return [Claim(notice_id=row[0], attempt=row[1]) for row in cursor.fetchall()]


def settle_expired() -> None:
    """Settle claims whose sender was lost where sending again would be wrong.

    A closed case stops; a transport that may deliver twice leaves the notice unknown, for a person to decide; and too
    many attempts end at a person as well. What is left may be claimed again.
    """
    expired = Notice.objects.filter(state=State.SENDING, lease_until__lt=PortalNow())
    expired.filter(OF_CLOSED).update(state=State.CANCELLED)
    taken = expired.exclude(worker="")
    taken.exclude(transport__in=transports.honouring()).update(
        state=State.UNKNOWN, next_at=PortalNow(), last_error="the sender was lost while it was sending"
    )
    taken.filter(tries__gte=settings.NOTICE_MAX_TRIES).update(
        state=State.BY_HAND, next_at=PortalNow(), last_error="the sender was lost too many times"
    )


def take(claimed: Claim, *, transport: str) -> Notice | None:
    """Put this worker's name on a claim and renew its lease; None where another has taken it, or the case is closed."""
    held = Notice.objects.filter(
        ~OF_CLOSED,
        pk=claimed.notice_id,
        attempt=claimed.attempt,
        state=State.SENDING,
        worker="",
        lease_until__gt=PortalNow(),
    )
    name = f"{socket.gethostname()[:50]}:{os.getpid()}"
    renewed = PortalNow() + lease()
    if held.update(worker=name, transport=transport, tries=F("tries") + 1, lease_until=renewed) == 0:
        return None
    return Notice.objects.get(pk=claimed.notice_id)


def finish(claimed: Claim, *, states: tuple[State, ...] = (State.SENDING,), **changes: Any) -> Notice | None:
    """Write the end of an attempt, inside the caller's transaction; None where the attempt is no longer the newest.

    The application is locked first, as closing it does.
    """
    with transaction.atomic():
        about = Notice.objects.filter(pk=claimed.notice_id).values("application_id")
        Application.objects.select_for_update(no_key=True).get(pk=about[:1])
        held = Notice.objects.filter(pk=claimed.notice_id, attempt=claimed.attempt, state__in=states)
        if held.update(**changes) == 0:
            return None
        return Notice.objects.get(pk=claimed.notice_id)


def lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.NOTICE_LEASE)
