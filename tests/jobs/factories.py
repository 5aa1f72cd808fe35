"""Jobs for tests: asked for, carried and let down."""

import datetime as dt
from typing import Any

from django.db.models import F

from accounts.models import Staff
from accounts.states import Role
from jobs.domain import queue, runs
from jobs.domain.runs import Run
from jobs.models import Job
from tests.factories import make_staff

TASK = "tests.nothing"


def asked(by: Staff | None = None, **fields: Any) -> Job:
    """A job that waits."""
    return queue.submit(task=TASK, title="Work", by=by or make_staff(Role.HEAD), **fields)


def begun(by: Staff | None = None, **fields: Any) -> Run:
    """A job that is carried out."""
    run = runs.claim(job_id=asked(by, **fields).pk)
    assert run is not None
    return run


def lose(run: Run) -> None:
    """Its runner has been silent for longer than the lease."""
    Job.objects.filter(pk=run.job.pk).update(beat_at=F("beat_at") - dt.timedelta(minutes=5))
