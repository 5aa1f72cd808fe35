"""Celery only wakes a worker: the truth is in the rows. Each task may run twice, late or never."""

from celery import shared_task

from jobs.domain import queue


@shared_task(name="jobs.tasks.wake_lost")
def wake_lost() -> None:
    """Wake jobs whose worker was lost."""
    queue.wake_lost()


@shared_task(name="jobs.tasks.purge")
def purge() -> None:
    """Remove files older than seven days."""
    queue.purge()
