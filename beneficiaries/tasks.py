"""Celery only wakes somebody up: the truth is in the rows. Each task may run twice, late or never."""

from celery import shared_task

from beneficiaries.domain.duplicates import scan

# well below the soft time limit: a piece that has begun is carried to its end
SECONDS = 90.0


@shared_task(name="beneficiaries.tasks.find_duplicates")
def find_duplicates() -> None:
    """A share of the nightly search for like records; what is left goes to whoever is free next."""
    if scan.run(seconds=SECONDS).finished_at is None:
        find_duplicates.delay()
