"""Exports that a worker carries out."""

from celery import shared_task

from exports.domain import jobs
from jobs.domain.runs import carried

# a million rows take minutes, and a file cannot be half written and gone on with
LONGEST = 3_600


@shared_task(name="exports.tasks.export", soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def export(job_id: str) -> None:
    """Write the file of a list."""
    with carried(job_id) as run:
        if run is not None:
            jobs.carry(run)
