"""Celery only wakes a worker: the truth is in the rows. Each task may run twice, late or never."""

from uuid import UUID

from celery import shared_task

from channels_log.domain import outbox, sending
from channels_log.domain import sweep as sweeping
from channels_log.domain.leases import Claim

# 10 sendings of 13 seconds at most stay below the soft time limit of a task
BATCH = 10


@shared_task(name="channels_log.tasks.sweep")
def sweep() -> None:
    """Run one sweep; what it claims goes to the workers in small batches."""
    claimed = sweeping.run().claimed
    for start in range(0, len(claimed), BATCH):
        send.delay([[str(claim.notice_id), claim.attempt] for claim in claimed[start : start + BATCH]])


@shared_task(name="channels_log.tasks.send")
def send(claimed: list[list[str | int]]) -> None:
    """Send these notices, each given as its id and the attempt at which it was claimed."""
    sending.send_all(claimed=[Claim(notice_id=UUID(str(key)), attempt=int(attempt)) for key, attempt in claimed])


@shared_task(name="channels_log.tasks.audit")
def audit() -> None:
    outbox.audit()
