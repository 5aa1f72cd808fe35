"""What may still be done with an import."""

from imports.models import PeopleImport
from jobs.states import State


def may_register(people_import: PeopleImport) -> bool:
    """Return whether the rows are there and no job registers their people, or did."""
    job = people_import.write_job
    return people_import.wiped_at is None and (job is None or job.state in (State.CANCELLED, State.FAILED))
