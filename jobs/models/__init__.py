from jobs.models.jobs import KEPT_DAYS, Job, JobQuerySet
from jobs.models.requests import JobRequest

__all__ = ["KEPT_DAYS", "Job", "JobQuerySet", "JobRequest"]
