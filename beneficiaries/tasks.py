"""What the worker does for this app. Each task may run twice, late or never."""

from celery import shared_task

from beneficiaries.domain import vocabulary


@shared_task(name="beneficiaries.tasks.recount_names")
def recount_names() -> None:
    """The nightly count of how many people bear each part of a name."""
    vocabulary.recount()
