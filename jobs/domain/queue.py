"""Asking for a job, cancelling it, and waking workers for those that nobody carries out."""

import datetime as dt
import logging
from functools import partial
from uuid import UUID

from celery import current_app
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts.models import Staff
from accounts.rules import require
from jobs.domain import result_files
from jobs.domain.refusals import SENTENCES
from jobs.domain.runs import LEASE
from jobs.models import KEPT_DAYS, Job, JobRequest
from jobs.states import ENDS, OPEN, State
from ledger import clock
from ledger.errors import Refused, translated_integrity_errors

logger = logging.getLogger(__name__)

WAKE_AFTER = dt.timedelta(seconds=20)


def submit(*, task: str, title: str, by: Staff, request: JobRequest | None = None, total: int | None = None) -> Job:
    """Write the job and wake a worker at commit. `task` is the Celery task's name; it takes the job's id alone.

    `title` may be a constant sentence of ours in English: pages translate it. The broker only wakes: a job whose
    message is lost is woken by the sweep. Raises Refused (code "may") where `by` lacks a permission that the job needs.
    """
    request = request or JobRequest()
    for perm in request.needs:
        require(by, perm)
    job = Job.objects.create(task=task, title=title[:200], by=by, params=request.params(), total=total)
    transaction.on_commit(partial(wake, job))
    return Job.objects.get(pk=job.pk)


def wake(job: Job) -> None:
    """Send the job's message. A broker that is away is no error: the sweep sends it again."""
    try:
        # without retries: somebody's page waits, and the sweep does not
        current_app.send_task(job.task, [str(job.pk)], ignore_result=True, retry=False)
    except OperationalError as error:
        logger.warning("Job %s waits for the sweep: %s", job.pk, error)


def cancel(*, job_id: UUID, by: Staff) -> Job:
    """Cancel what waits at once, ask what runs to stop after its batch; one that ended stays as it ended.

    Raises Refused (code "may") for another's job.
    """
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.by_id != by.pk:
            raise Refused(_("This is not yours to do."), code="may")
        if job.state == State.WAITING:
            job.state = State.CANCELLED
            _ask(job, by, "state")
        elif job.state == State.RUNNING and job.cancel_asked_at is None:
            _ask(job, by)
    return Job.objects.get(pk=job_id)


def _ask(job: Job, by: Staff, *fields: str) -> None:
    job.cancel_asked_at, job.cancel_asked_by = clock.now(), by
    job.save(update_fields=["cancel_asked_at", "cancel_asked_by", *fields])


def wake_lost() -> int:
    """Wake workers for jobs that wait too long or whose worker was lost. Returns how many; may run at any time."""
    now = clock.now()
    waiting = Q(state=State.WAITING, created_at__lt=now - WAKE_AFTER)
    lost = Q(state=State.RUNNING, beat_at__lt=now - LEASE)
    jobs = list(Job.objects.filter(waiting | lost, state__in=OPEN).order_by("created_at")[:100])
    for job in jobs:
        wake(job)
    return len(jobs)


def purge() -> int:
    """Remove the files of jobs that ended seven days ago. Returns how many jobs; may run at any time."""
    old = Job.objects.filter(
        state__in=ENDS, files_gone_at__isnull=True, finished_at__lt=clock.now() - dt.timedelta(days=KEPT_DAYS)
    )
    count = 0
    for job_id in list(old.values_list("pk", flat=True)[:1000]):
        result_files.remove(job_id)
        count += Job.objects.filter(pk=job_id, files_gone_at__isnull=True).update(files_gone_at=clock.now())
    return count
