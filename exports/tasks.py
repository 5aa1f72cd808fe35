"""The job of an export."""

from celery import shared_task

from exports.domain import jobs, requests
from jobs.domain.runs import carried
from jobs.states import GRACE, LONGEST


@shared_task(name=requests.TASK, soft_time_limit=LONGEST, time_limit=LONGEST + GRACE)
def export(job_id: str) -> None:
    with carried(job_id) as run:
        if run is not None:
            jobs.write_file(run)
