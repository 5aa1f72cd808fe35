"""Running the table and keeping what it found."""

from accounts.models import Staff
from conformance.domain import table
from conformance.models import Run
from policy.models import PolicyVersion


def run(*, version: PolicyVersion, by: Staff | None) -> Run:
    """Runs every check of the version in force and keeps the rows. `by` None is the command."""
    return keep(version=version, found=table.rows(version=version), by=by)


def keep(*, version: PolicyVersion, found: list[table.Row], by: Staff | None) -> Run:
    """Keeps rows that were found, for the page."""
    made = Run.objects.create(version=version, rows=[row.kept() for row in found], by=by)
    return Run.objects.get(pk=made.pk)


def newest(*, version: PolicyVersion) -> Run | None:
    """The last run of this version, or None where there was none."""
    return Run.objects.filter(version=version).select_related("by").first()
