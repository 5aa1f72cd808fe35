"""What a worker does for this app. Each task may run twice, late or never: the rows of the job say how far it is."""

from collections.abc import Callable

from celery import shared_task
from django.utils.translation import gettext_noop

from beneficiaries.domain import vocabulary
from beneficiaries.domain.duplicates import scan
from beneficiaries.domain.importing import running as importing
from jobs.domain import queueing
from jobs.domain.running import Refusal, Run, carried
from jobs.rules import still_may

LOST = gettext_noop("Bringing people in is no longer yours: the account or its roles were changed.")
# well below the soft time limit: a piece that has begun is carried to its end
SECONDS = 90.0


@shared_task(name="beneficiaries.tasks.check_import")
def check_import(job_id: str) -> None:
    """Checks the rows of an uploaded file."""
    _carry(job_id, importing.check)


@shared_task(name="beneficiaries.tasks.write_import")
def write_import(job_id: str) -> None:
    """Registers the people of a checked file."""
    _carry(job_id, importing.write)


@shared_task(name="beneficiaries.tasks.purge_imports")
def purge_imports() -> None:
    """Rows of imports older than seven days go."""
    importing.purge()


def _carry(job_id: str, work: Callable[[Run], None]) -> None:
    with carried(job_id) as run:
        if run is not None:
            if not still_may(run.job.by, run.job):
                raise Refusal(LOST)
            work(run)
    if run is not None and run.paused:
        queueing.wake(run.job)


@shared_task(name="beneficiaries.tasks.recount_names")
def recount_names() -> None:
    """The nightly count of how many people bear each part of a name."""
    vocabulary.recount()


@shared_task(name="beneficiaries.tasks.find_duplicates")
def find_duplicates() -> None:
    """A share of the nightly search for like records; what is left goes to whoever is free next."""
    if scan.run(seconds=SECONDS).finished_at is None:
        find_duplicates.delay()
