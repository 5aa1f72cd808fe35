"""The jobs of imports. Each task may run twice, late or never: the rows of the job say how far it is."""

from collections.abc import Callable

from celery import shared_task
from django.utils.translation import gettext_noop

from imports.domain import jobs, people_imports
from jobs.domain import queue
from jobs.domain.runs import Refusal, Run, carried
from jobs.rules import still_may

LOST = gettext_noop("Bringing people in is no longer yours: the account or its roles were changed.")


@shared_task(name=people_imports.CHECK)
def check_rows(job_id: str) -> None:
    _run(job_id, jobs.check_rows)


@shared_task(name=people_imports.REGISTER)
def register_people(job_id: str) -> None:
    _run(job_id, jobs.register_people)


@shared_task(name="imports.tasks.purge")
def purge() -> None:
    jobs.purge()


def _run(job_id: str, work: Callable[[Run], None]) -> None:
    with carried(job_id) as run:
        if run is not None:
            if not still_may(run.job.by, run.job):
                raise Refusal(LOST)
            work(run)
    if run is not None and run.paused:
        queue.wake(run.job)
