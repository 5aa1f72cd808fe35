"""Exports that a worker carries out."""

from celery import shared_task

from exports.domain import jobs
from jobs.domain.runs import carried
from jobs.states import GRACE, LONGEST


@shared_task(name="exports.tasks.export", soft_time_limit=LONGEST, time_limit=LONGEST + GRACE)
def export(job_id: str) -> None:
    """Write the file of a list."""
    with carried(job_id) as run:
        if run is not None:
            jobs.carry(run)
