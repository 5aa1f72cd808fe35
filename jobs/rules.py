"""Who may see which job: whoever asked for it, and nobody else."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from accounts.models import AccessLog, Staff
from jobs.models import Job, JobQuerySet


def visible_to(user: Staff) -> JobQuerySet:
    """The jobs that this member of staff asked for."""
    return Job.objects.filter(by=user).select_related("by")


def job_or_404(user: Staff, pk: UUID) -> Job:
    """The job, where this member of staff asked for it. Raises Http404 for any other, as if there were none."""
    return get_object_or_404(visible_to(user), pk=pk)


def still_may(user: Staff, job: Job) -> bool:
    """Whether `user` holds the permissions that the job was asked with (`needs`), now: roles change while it waits."""
    return all(perm in user.permissions for perm in job.params.get("needs", []))


def reading_of(job: Job) -> str:
    """What the log of readings calls a download of the job's result: a ReadLog.What."""
    what = str(job.params.get("what", ""))
    return what if what in AccessLog.What.values else str(AccessLog.What.EXPORT)


def detail_of(job: Job) -> str:
    """What the log of readings says of a download: what the job says it is about, its rows, and the job's id."""
    about = str(job.params.get("about", ""))
    return f"{about}; {job.done} rows; job {job.pk}" if about else f"job {job.pk}"


def page_of(job: Job) -> str:
    """The address of the portal that the job's page leads back to, empty where the job names none."""
    page = str(job.params.get("page", ""))
    return page if page.startswith("/") and not page.startswith("//") else ""
