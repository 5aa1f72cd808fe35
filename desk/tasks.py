"""Work of the desk that a worker carries out."""

from celery import shared_task

from desk.exports import carrying
from jobs.domain.running import carried

# a million rows take minutes, and a file cannot be half written and gone on with
LONGEST = 3_600


@shared_task(name="desk.tasks.export", soft_time_limit=LONGEST, time_limit=LONGEST + 60)
def export(job_id: str) -> None:
    """Writes the file of a list."""
    with carried(job_id) as run:
        if run is not None:
            carrying.carry(run)
