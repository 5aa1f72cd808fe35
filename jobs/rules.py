"""Who may have what a job made."""

from accounts.models import Staff
from jobs.models import Job


def still_may(user: Staff, job: Job) -> bool:
    """Return whether `user` holds the permissions that the job was asked with, now: roles change while it waits."""
    return user.permissions.issuperset(job.request.needs)
