"""Celery only wakes somebody up: the truth is in the rows. Each task may run twice, late or never."""

from celery import shared_task

from jobs.domain import queue


@shared_task(name="jobs.tasks.wake_lost")
def wake_lost() -> None:
    """Jobs that nobody carries out are woken."""
    queue.wake_lost()


@shared_task(name="jobs.tasks.purge")
def purge() -> None:
    """Files older than seven days go."""
    queue.purge()
