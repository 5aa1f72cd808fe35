"""The sweep: puts a policy in force on its day, decides what is due, turns what is owed into notices, and claims what
is to be sent.

Beat wakes it every half minute; sweeps may overlap, and one that is missed is made up for by the next. Everything it
acts on is a fact in the database, so a crash delays a notice and never loses it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from channels_log.domain import leases, manual_notices, outbox, sending
from channels_log.domain.leases import Claim
from committee.domain import decisions
from policy.domain import versions

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True)
class Swept:
    """What one sweep did: decisions recorded, notices made, notices claimed for sending."""

    decided: int = 0
    noticed: int = 0
    claimed: list[Claim] = field(default_factory=list)


def run() -> Swept:
    """Run one sweep. A stage that fails is logged and leaves the others to do their work.

    In quiet hours decisions are recorded and notices made, but nothing is claimed.
    """
    _stage("put policies in force", versions.put_due_in_force)
    decided = _stage("decide", decisions.record_due) or []
    noticed = _stage("make notices", outbox.make_all) or []
    _stage("settle receipts", manual_notices.settle_receipts)
    _stage("settle expired claims", leases.settle_expired)
    claimed = (None if sending.quiet_now() else _stage("claim", leases.claim)) or []
    return Swept(decided=len(decided), noticed=len(noticed), claimed=claimed)


def _stage(name: str, work: Callable[[], T]) -> T | None:
    try:
        return work()
    except Exception:
        logger.exception("sweep: the stage “%s” failed", name)
        return None
