"""Carrying a job out: one runner at a time, each batch fenced by the attempt, resumable after any kill."""

import datetime as dt
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_noop

from jobs.domain import files
from jobs.models import Job
from jobs.states import State
from ledger import clock

logger = logging.getLogger(__name__)

# a runner that has not reported for so long is taken for lost
LEASE = dt.timedelta(seconds=60)
# below the soft time limit of a task: what takes longer pauses and is woken again
PATIENCE = 200.0
BROKEN = gettext_noop("The work could not be finished: an unexpected error, which the log has in full.")


class Stopped(Exception):
    """The job was cancelled or taken over by another runner: what is uncommitted is rolled back, no more is done."""


class Refusal(Exception):
    """The work cannot be done, and the sentence (at most 300 characters) says why; the job has failed."""


class Run:
    """One runner's hold on one job. `attempt` is its fence."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.attempt = job.attempt
        self._began = time.monotonic()

    @property
    def params(self) -> dict[str, Any]:
        """What the job was asked to do."""
        params: dict[str, Any] = self.job.params
        return params

    @property
    def tired(self) -> bool:
        """Whether the task should pause() now, before Celery's time limit ends it."""
        return time.monotonic() - self._began > PATIENCE

    def path(self, name: str) -> Path:
        """One of the job's files (files.INPUT, RESULT, WORK)."""
        return files.place(self.job.pk, name)

    def advance(self, *, done: int, total: int | None = None) -> None:
        """Keeps how far the job is and that its runner lives: the last statement of the batch's own transaction.

        Raises Stopped where the job was cancelled or taken over; the batch is then rolled back with it.
        """
        values: dict[str, Any] = {"done": done, "beat_at": clock.now()}
        if total is not None:
            values["total"] = total
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=State.RUNNING)
        if not mine.filter(cancel_asked_at__isnull=True).update(**values):
            raise Stopped
        self.job.done = done
        self.job.total = total if total is not None else self.job.total

    def result(self, *, name: str, content_type: str) -> None:
        """Says that files.RESULT is written, what it is called when saved, and of which type."""
        size = self.path(files.RESULT).stat().st_size
        self._write(result_name=name[:200], result_type=content_type, result_size=size)

    def pause(self) -> None:
        """Lets go of the job unfinished; the caller wakes the next runner with queueing.wake(run.job)."""
        self._write(state=State.WAITING)

    def _write(self, **values: Any) -> bool:
        mine = Job.objects.filter(pk=self.job.pk, attempt=self.attempt, state=State.RUNNING)
        return bool(mine.update(**values))


def claim(*, job_id: UUID) -> Run | None:
    """The hold on a job that waits or whose runner was lost; None where another holds it, or it ended."""
    now = clock.now()
    free = Q(state=State.WAITING) | Q(state=State.RUNNING, beat_at__lt=now - LEASE)
    taken = Job.objects.filter(free, pk=job_id).update(state=State.RUNNING, attempt=F("attempt") + 1, beat_at=now)
    if not taken:
        return None
    Job.objects.filter(pk=job_id, started_at__isnull=True).update(started_at=now)
    return Run(Job.objects.select_related("by").get(pk=job_id))


@contextmanager
def carried(job_id: str | UUID) -> Iterator[Run | None]:
    """Holds the job while the body works, and ends it: done, cancelled, or failed with a sentence for the page.

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
        _stopped(run)
    except Refusal as refusal:
        run._write(state=State.FAILED, error=str(refusal)[:300])
    except Exception:
        logger.exception("Job %s broke", run.job.pk)
        connection.close_if_unusable_or_obsolete()
        run._write(state=State.FAILED, error=BROKEN)
    else:
        run._write(state=State.DONE)


def _stopped(run: Run) -> None:
    asked = Job.objects.filter(pk=run.job.pk, attempt=run.attempt, state=State.RUNNING, cancel_asked_at__isnull=False)
    asked.update(state=State.CANCELLED)
