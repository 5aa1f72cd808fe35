"""The files of jobs: under the private root, one folder a job, gone after seven days."""

import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings

INPUT, RESULT, WORK = "input", "result", "work"


def folder(job_id: UUID) -> Path:
    """The job's own folder, made where it is missing, readable by the portal's own account only (0700)."""
    path = Path(settings.PRIVATE_ROOT) / "jobs" / job_id.hex[:2] / job_id.hex
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def place(job_id: UUID, name: str) -> Path:
    """The path of one of a job's files: INPUT, RESULT or WORK. ValueError for any other name."""
    if name not in (INPUT, RESULT, WORK):
        raise ValueError(f"not a file of a job: {name!r}")
    return folder(job_id) / name


def remove(job_id: UUID) -> None:
    """Removes all files of a job; none is no error."""
    path = Path(settings.PRIVATE_ROOT) / "jobs" / job_id.hex[:2] / job_id.hex
    shutil.rmtree(path, ignore_errors=True)
