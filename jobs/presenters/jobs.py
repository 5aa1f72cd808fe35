"""A job as its page and the list of jobs show it."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.models import Job
from jobs.rules import still_may
from jobs.states import OPEN, State
from ledger import clock
from ui.list_rows import Tag

LOOKS = {
    State.WAITING: ("clock", ""),
    State.RUNNING: ("refresh", "blue"),
    State.DONE: ("check", "green"),
    State.FAILED: ("alert", "red"),
    State.CANCELLED: ("x", ""),
}
# speed before that is chance
FIRST_WORD = 1.0


@dataclass(frozen=True)
class Shown:
    """A job as its page shows it. `percent` is None where it is not known how much there is to do."""

    job: Job
    title: str
    tag: Tag
    open: bool
    stopping: bool
    percent: int | None
    speed: int | None
    left: str
    error: str
    has_file: bool
    page: str


def shown(job: Job) -> Shown:
    icon, tone = LOOKS[State(job.state)]
    is_open = job.state in OPEN
    speed, left = _pace(job) if job.state == State.RUNNING else (None, "")
    return Shown(
        job=job,
        title=_(job.title) if job.title else "",
        tag=Tag(job.get_state_display(), icon, tone),
        open=is_open,
        stopping=is_open and job.cancel_asked_at is not None,
        percent=math.floor(100 * job.done / job.total) if job.total else None,
        speed=speed,
        left=left,
        error=_(job.error) if job.error else "",
        has_file=_has_file(job),
        page=job.request.page,
    )


def reading_of(job: Job) -> str:
    """Return what the log of readings says of a download: what it is about, its rows, and the job's id."""
    about = job.request.about
    return f"{about}; {job.done} rows; job {job.pk}" if about else f"job {job.pk}"


def _has_file(job: Job) -> bool:
    made = bool(job.result_name) and job.state == State.DONE and job.files_gone_at is None
    return made and still_may(job.by, job)


def _pace(job: Job) -> tuple[int | None, str]:
    if job.started_at is None or not job.done:
        return None, ""
    passed = (clock.now() - job.started_at).total_seconds()
    if passed < FIRST_WORD:
        return None, ""
    speed = job.done / passed
    seconds = (job.total - job.done) / speed if job.total else 0
    return round(speed), in_words(dt.timedelta(seconds=seconds)) if seconds > 0 else ""


def in_words(span: dt.timedelta) -> str:
    """Return a span of time as people say it: seconds below a minute, then whole minutes, rounded up."""
    seconds = math.ceil(span.total_seconds())
    if seconds < 60:
        return ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def rows(jobs: Any) -> list[Shown]:
    return [shown(job) for job in jobs]
