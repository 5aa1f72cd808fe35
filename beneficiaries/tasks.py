"""What a worker does for this app. Each task may run twice, late or never."""

from celery import shared_task

from beneficiaries.domain.duplicates import scan
from beneficiaries.queries import name_parts

# well below the soft time limit: a piece that has begun is carried to its end
SECONDS = 90.0


@shared_task(name="beneficiaries.tasks.recount_names")
def recount_names() -> None:
    """Count how many people bear each part of a name."""
    name_parts.recount()


@shared_task(name="beneficiaries.tasks.find_duplicates")
def find_duplicates() -> None:
    """Do a share of the nightly search for duplicates; what is left goes to whichever worker is free next."""
    if scan.run(seconds=SECONDS).finished_at is None:
        find_duplicates.delay()
