"""The jobs that a member of staff may see: their own, and no others."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.models import Staff
from jobs.models import Job, JobQuerySet


def visible_to(user: Staff) -> JobQuerySet:
    """Return the jobs that this member of staff asked for."""
    return Job.objects.filter(by=user).select_related("by")


def job_or_404(user: Staff, pk: UUID) -> Job:
    """Return the job, where this member of staff asked for it. Raises Http404 for any other, as if there were none."""
    return get_object_or_404(visible_to(user), pk=pk)
