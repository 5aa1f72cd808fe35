"""Carrying a job out: one runner at a time, each batch fenced by the attempt, resumable after any kill."""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_noop

from jobs.domain import result_files
from jobs.models import Job, JobQuerySet
from jobs.states import State
from ledger import clock

logger = logging.getLogger(__name__)

# a runner that has not reported for so long is taken for lost
LEASE = dt.timedelta(seconds=60)
# below the soft time limit of a task: what takes longer pauses and is woken again
PATIENCE = 200.0
MOST_ATTEMPTS = 20
KILLS = gettext_noop("The work was begun many times and its worker was lost each time; it is not begun again.")
BROKEN = gettext_noop("The work could not be finished: an unexpected error, which the log has in full.")


class Stopped(Exception):
    """The job was cancelled or taken over by another runner: what is uncommitted is rolled back, no more is done."""


class Refusal(Exception):
    """The work cannot be done, and the sentence (at most 300 characters) says why; the job has failed."""


class Run:
    """One runner's hold on one job. `attempt` is its fence; `paused` says that it let go unfinished."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.attempt = job.attempt
        self.paused = False
        self._began = time.monotonic()

    @property
    def tired(self) -> bool:
        """Whether the task should pause() now, before Celery's time limit ends it."""
        return time.monotonic() - self._began > PATIENCE

    def path(self, name: str) -> Path:
        """One of the job's files (result_files.INPUT, RESULT, WORK)."""
        return result_files.place(self.job.pk, name)

    def advance(self, *, done: int, total: int | None = None) -> None:
        """Keep how far the job is and that its runner lives: the last statement of the batch's own transaction.

        Raises Stopped where the job was cancelled or taken over; the batch is then rolled back with it.
        """
        values: dict[str, Any] = {"done": done, "beat_at": clock.now()}
        if total is not None:
            values["total"] = total
        if not self._held().filter(cancel_asked_at__isnull=True).update(**values):
            raise Stopped
        self.job.done = done
        self.job.total = total if total is not None else self.job.total

    def report(self, *, done: int, total: int | None = None) -> None:
        """As advance(), from the middle of a transaction that stays open: written at once, by a connection of its own.

        A job begun anew goes on showing what it had shown until it is past that. Raises Stopped.
        """
        values: dict[str, Any] = {"done": Greatest(F("done"), done), "beat_at": clock.now()}
        if total is not None:
            values["total"] = total
        with ThreadPoolExecutor(max_workers=1) as beside:
            if not beside.submit(self._beside, values).result():
                raise Stopped

    def _beside(self, values: dict[str, Any]) -> bool:
        try:
            return bool(self._held().filter(cancel_asked_at__isnull=True).update(**values))
        finally:
            connection.close()

    def result(self, *, name: str, content_type: str) -> None:
        """Say that result_files.RESULT is written, what it is called when saved, and of which type. Raises Stopped."""
        size = self.path(result_files.RESULT).stat().st_size
        if not self._held().update(result_name=name[:200], result_type=content_type, result_size=size):
            raise Stopped

    def pause(self) -> None:
        """Let go of the job unfinished; the caller wakes the next runner with queue.wake(run.job)."""
        self.paused = bool(self._held().update(state=State.WAITING))

    def end(self, state: State, error: str = "") -> None:
        """End the job so, with the sentence for its page; nothing where the hold was lost meanwhile."""
        self._held().update(state=state, error=error)

    def stop(self) -> None:
        """End the job as cancelled where somebody asked for it; one that was taken over stays as it is."""
        self._held().filter(cancel_asked_at__isnull=False).update(state=State.CANCELLED)

    def _held(self) -> JobQuerySet:
        return Job.objects.held(job_id=self.job.pk, attempt=self.attempt)


def claim(*, job_id: UUID) -> Run | None:
    """Return the hold on a job that waits or whose runner was lost; None where another holds it, or it ended."""
    now = clock.now()
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, beat_at__lt=now - LEASE)
    # a job that kills whoever runs it must not kill workers for ever
    Job.objects.filter(free, pk=job_id, state=State.RUNNING, attempt__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, error=KILLS
    )
    taken = Job.objects.filter(free, pk=job_id).update(state=State.RUNNING, attempt=F("attempt") + 1, beat_at=now)
    if not taken:
        return None
    Job.objects.filter(pk=job_id, started_at__isnull=True).update(started_at=now)
    return Run(Job.objects.select_related("by").get(pk=job_id))


@contextmanager
def carried(job_id: str | UUID) -> Iterator[Run | None]:
    """Hold the job while the body works, and end it: done, cancelled, or failed with a sentence for the page.

    Yields None where there is nothing to do. An unexpected error ends the job too, with BROKEN, and is logged; the body
    commits its own batches. A runner that was paused() or lost its hold leaves the job as it is.
    """
    run = claim(job_id=UUID(str(job_id)))
    if run is None:
        yield None
        return
    try:
        yield run
    except Stopped:
        run.stop()
    except Refusal as refusal:
        run.end(State.FAILED, str(refusal)[:300])
    except SoftTimeLimitExceeded:
        # what was committed stays; the next runner goes on from there
        run.pause()
    except Exception:
        logger.exception("Job %s broke", run.job.pk)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        run.end(State.FAILED, BROKEN)
    else:
        run.end(State.DONE)
