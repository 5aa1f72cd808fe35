"""The files of jobs: under the private root, one folder a job, gone after seven days."""

import logging
import shutil
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.http import FileResponse, Http404

from documents.domain.stored_files import close
from jobs.models import Job

logger = logging.getLogger(__name__)

INPUT, RESULT, WORK = "input", "result", "work"


def folder(job_id: UUID) -> Path:
    """Return the job's own folder, made where it is missing, readable by the portal's own account only (0700)."""
    path = _folder(job_id)
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def place(job_id: UUID, name: str) -> Path:
    """Return the path of one of a job's files: INPUT, RESULT or WORK. ValueError for any other name."""
    if name not in (INPUT, RESULT, WORK):
        raise ValueError(f"not a file of a job: {name!r}")
    return folder(job_id) / name


def remove(job_id: UUID) -> None:
    """Remove all files of a job; none is no error."""
    shutil.rmtree(_folder(job_id), ignore_errors=True)


def stream(job: Job) -> FileResponse:
    """Return the response that carries the job's result, to be saved: never cached, never sniffed, closed to scripts.

    Call it only after authorising, and log the reading. Raises Http404 (and logs an error) where the bytes are lost.
    """
    try:
        handle = (_folder(job.pk) / RESULT).open("rb")
    except OSError as error:
        logger.error("The result of job %s cannot be read: %s", job.pk, error)
        raise Http404 from error
    response = FileResponse(handle, as_attachment=True, filename=job.result_name, content_type=job.result_type)
    close(response, job.result_type, as_attachment=True)
    return response


def _folder(job_id: UUID) -> Path:
    return Path(settings.PRIVATE_ROOT) / "jobs" / job_id.hex[:2] / job_id.hex
