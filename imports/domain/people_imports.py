"""An import as a person drives it: the file is taken in, its columns are said to hold something, and people go in."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from accounts.domain import access_log
from accounts.models import AccessLog, Branch, Staff
from accounts.states import Perm
from documents.domain.stored_files import clean_name
from imports.domain import columns as headings
from imports.domain import jobs as running
from imports.domain.jobs import ImportRequest
from imports.models import PeopleImport
from jobs.domain import queue, result_files
from jobs.models import Job
from jobs.states import State
from ledger.errors import Refused
from spreadsheets import reader

CHECK, WRITE = "imports.tasks.check", "imports.tasks.write"
REMEMBERED = 30


def begin(*, upload: "File[bytes]", by: Staff) -> PeopleImport:
    """Keeps the uploaded file until it is checked, and reads it through once.

    Raises Refused (field "file") for what is no spreadsheet of people.
    """
    if (upload.size or 0) > reader.MOST_BYTES:
        raise reader.refusal("large")
    batch = PeopleImport(name="file", branch=by.branch, created_by=by)
    path = result_files.place(batch.pk, result_files.INPUT)
    try:
        with path.open("wb") as kept:
            path.chmod(0o600)
            for block in upload.chunks():
                kept.write(block)
        about = reader.look(path)
        result_files.place(batch.pk, result_files.WORK).write_text(json.dumps(asdict(about)), encoding="utf-8")
        batch.name = clean_name(upload.name or "", about.kind)
        batch.save()
    except BaseException:
        result_files.remove(batch.pk)
        raise
    return PeopleImport.objects.get(pk=batch.pk)


def about(batch: PeopleImport) -> reader.About:
    """What was read of the file when it came. Raises Refused where it is gone: imports wait for a week only."""
    try:
        found = json.loads(result_files.place(batch.pk, result_files.WORK).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(_("The file is not kept any more; upload it again."), field="file", code="gone") from error
    found["columns"] = [reader.Column(**column) for column in found["columns"]]
    return reader.About(**found)


def remembered(by: Staff) -> dict[str, str]:
    """What plain headings were said to hold in the newest imports of this member of staff."""
    newest = PeopleImport.objects.filter(created_by=by).order_by("-created_at").values_list("mapping", flat=True)
    found: dict[str, str] = {}
    for mapping in newest[:REMEMBERED]:
        found = {**mapping.get("headings", {}), **found}
    return found


def check(
    *, import_id: UUID, by: Staff, targets: Mapping[int, str], constants: Mapping[str, str], branch: Branch | None
) -> Job:
    """Takes what the columns hold ({place: target}) and asks a worker to check every row.

    Raises Refused for a target given twice or a needed one that no column holds.
    """
    with transaction.atomic():
        batch = PeopleImport.objects.select_for_update().get(pk=import_id, created_by=by)
        if batch.check_job_id is not None:
            raise Refused(_("The rows of this file are checked already."), code="checked")
        found, places = about(batch), _places(targets)
        batch.mapping = {
            "places": places,
            "headings": {
                headings.plain(column.heading): targets[column.place]
                for column in found.columns
                if column.place in targets and column.heading
            },
            "columns": {str(column.place): column.heading or column.letter for column in found.columns},
            "constants": dict(constants),
            "heading_row": found.heading_row,
        }
        batch.branch = branch or by.branch
        batch.check_job = _ask(batch, by, CHECK, gettext_noop("Checking a file of people"), found.rows)
        batch.save()
    return batch.check_job


def _places(targets: Mapping[int, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, target in targets.items():
        if target in places:
            sentence = _("Two columns cannot both hold “%(what)s”.") % {"what": headings.TARGETS[target]}
            raise Refused(sentence, field=f"column_{place}", code="twice")
        places[target] = place
    if lacking := headings.missing(places):
        names = _(", ").join(str(headings.TARGETS[target]) for target in lacking)
        raise Refused(_("No column holds: %(names)s.") % {"names": names}, code="missing")
    return places


def go(*, import_id: UUID, by: Staff, whole: bool, take_likely: bool) -> Job:
    """Asks a worker to register the people of a checked file; the log of readings keeps who brought them in.

    Asked again after a job that was cancelled or failed, it goes on with the rows that are left. Raises Refused before
    the check has ended, after it was done, for all or nothing where rows are wrong, and for nobody.
    """
    with transaction.atomic():
        batch = PeopleImport.objects.select_for_update().get(pk=import_id, created_by=by)
        tried = batch.write_job is not None and batch.write_job.state not in (State.CANCELLED, State.FAILED)
        if tried or batch.wiped_at is not None:
            raise Refused(_("The people of this file were registered already."), code="written")
        if batch.check_job is None or batch.check_job.state != State.DONE:
            raise Refused(_("The rows of this file are not checked to the end."), code="unchecked")
        if whole and batch.wrong:
            sentence = _("Rows have errors: mend the file and upload it again, or leave those rows out.")
            raise Refused(sentence, field="whole", code="not_whole")
        batch.whole, batch.take_likely = whole, take_likely
        people = running.wanted(batch).count()
        if not people:
            raise Refused(_("There is nobody to register."), code="nobody")
        batch.write_job = _ask(batch, by, WRITE, gettext_noop("Registering the people of a file"), people)
        batch.save()
        access_log.log(by=by, what=AccessLog.What.IMPORT, detail=f"import {batch.pk}: {people}")
    return batch.write_job


def _ask(batch: PeopleImport, by: Staff, task: str, title: str, total: int) -> Job:
    request = ImportRequest(
        import_id=str(batch.pk),
        page=reverse("imports:import", args=[batch.pk]),
        what=AccessLog.What.IMPORT,
        needs=(Perm.IMPORT_PEOPLE,),
        language=get_language() or "ar",
    )
    return queue.submit(task=task, title=title, by=by, request=request, total=total)
