"""Imports that a worker carries out. Each task may run twice, late or never: the rows of the job say how far it is."""

from collections.abc import Callable

from celery import shared_task
from django.utils.translation import gettext_noop

from imports.domain import jobs
from jobs.domain import queue
from jobs.domain.runs import Refusal, Run, carried
from jobs.rules import still_may

LOST = gettext_noop("Bringing people in is no longer yours: the account or its roles were changed.")


@shared_task(name="imports.tasks.check")
def check(job_id: str) -> None:
    """Check the rows of an uploaded file."""
    _carry(job_id, jobs.check)


@shared_task(name="imports.tasks.write")
def write(job_id: str) -> None:
    """Register the people of a checked file."""
    _carry(job_id, jobs.write)


@shared_task(name="imports.tasks.purge")
def purge() -> None:
    """Remove the rows of imports that are older than seven days."""
    jobs.purge()


def _carry(job_id: str, work: Callable[[Run], None]) -> None:
    with carried(job_id) as run:
        if run is not None:
            if not still_may(run.job.by, run.job):
                raise Refusal(LOST)
            work(run)
    if run is not None and run.paused:
        queue.wake(run.job)
