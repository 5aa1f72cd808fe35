"""The steps of an import: the file comes in, its columns are chosen and checked, and people are registered."""

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
from accounts.rules import require
from accounts.states import Perm
from documents.domain.stored_files import clean_name
from imports import rules
from imports.domain import headings
from imports.domain.jobs import ImportRequest, wanted
from imports.domain.refusals import CHECKED, REGISTERED, SENTENCES
from imports.models import PeopleImport
from jobs.domain import queue, result_files
from jobs.models import Job
from jobs.states import State
from ledger.errors import Refused, translated_integrity_errors
from spreadsheets import reader

CHECK, REGISTER = "imports.tasks.check_rows", "imports.tasks.register_people"


def start(*, upload: "File[bytes]", by: Staff) -> PeopleImport:
    """Keep the uploaded file until it is checked, and read it through once.

    Raises Refused (code "may") without the permission, and (field "file") for what is no spreadsheet of people.
    """
    require(by, Perm.IMPORT_PEOPLE)
    if (upload.size or 0) > reader.MOST_BYTES:
        raise reader.refusal("large")
    people_import = PeopleImport(name="file", branch=by.branch, created_by=by)
    path = result_files.place(people_import.pk, result_files.INPUT)
    try:
        with path.open("wb") as copy:
            path.chmod(0o600)
            for block in upload.chunks():
                copy.write(block)
        summary = reader.summary_of(path)
        result_files.place(people_import.pk, result_files.WORK).write_text(
            json.dumps(asdict(summary)), encoding="utf-8"
        )
        people_import.name = clean_name(upload.name or "", summary.kind)
        people_import.save()
    except BaseException:
        result_files.remove(people_import.pk)
        raise
    return PeopleImport.objects.get(pk=people_import.pk)


def summary_of(people_import: PeopleImport) -> reader.FileSummary:
    """Return what was read of the file when it came. Raises Refused where it is gone: imports wait for a week only."""
    try:
        values = json.loads(result_files.place(people_import.pk, result_files.WORK).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Refused(_("The file is not kept any more; upload it again."), field="file", code="gone") from error
    values["columns"] = [reader.Column(**column) for column in values["columns"]]
    return reader.FileSummary(**values)


def start_check(
    *, import_id: UUID, by: Staff, targets: Mapping[int, str], constants: Mapping[str, str], branch: Branch | None
) -> Job:
    """Keep what each column holds ({place: target}) and ask a worker to check every row.

    Raises Refused for a target given twice, for a needed one that no column holds, and for an import that was checked.
    """
    require(by, Perm.IMPORT_PEOPLE)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        people_import = PeopleImport.objects.select_for_update().get(pk=import_id, created_by=by)
        if people_import.check_job_id is not None:
            raise Refused(CHECKED, code="columns_chosen_once")
        summary, places = summary_of(people_import), _places(targets)
        people_import.mapping = {
            "places": places,
            "headings": {
                headings.plain(column.heading): targets[column.place]
                for column in summary.columns
                if column.place in targets and column.heading
            },
            "columns": {str(column.place): column.heading or column.letter for column in summary.columns},
            "constants": dict(constants),
            "heading_row": summary.heading_row,
        }
        people_import.branch = branch or by.branch
        title = gettext_noop("Checking a file of people")
        people_import.check_job = _submit(people_import, by, CHECK, title, summary.rows)
        people_import.save()
    return people_import.check_job


def _places(targets: Mapping[int, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, target in targets.items():
        if target in places:
            sentence = _("Two columns cannot both hold “%(what)s”.") % {"what": headings.TARGETS[target]}
            raise Refused(sentence, field=f"column_{place}", code="target_twice")
        places[target] = place
    if lacking := headings.missing(places):
        names = _(", ").join(str(headings.TARGETS[target]) for target in lacking)
        raise Refused(_("No column holds: %(names)s.") % {"names": names}, code="target_missing")
    return places


def start_registration(*, import_id: UUID, by: Staff, all_or_nothing: bool, include_possible_duplicates: bool) -> Job:
    """Ask a worker to register the people of a checked file; the access log keeps who brought them in.

    After a job that was cancelled or failed, a second one goes on with the rows that are left. Raises Refused before
    the check has ended, after the registration, for all or nothing where rows are wrong, and where no row is left.
    """
    require(by, Perm.IMPORT_PEOPLE)
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        people_import = PeopleImport.objects.select_for_update().get(pk=import_id, created_by=by)
        if not rules.may_register(people_import):
            raise Refused(REGISTERED, code="people_registered_once")
        if people_import.check_job is None or people_import.check_job.state != State.DONE:
            raise Refused(_("The rows of this file are not checked to the end."), code="unchecked")
        if all_or_nothing and people_import.wrong:
            sentence = _("Rows have errors: mend the file and upload it again, or leave those rows out.")
            raise Refused(sentence, field="all_or_nothing", code="rows_wrong")
        people_import.all_or_nothing = all_or_nothing
        people_import.include_possible_duplicates = include_possible_duplicates
        people = wanted(people_import).count()
        if not people:
            raise Refused(_("There is nobody to register."), code="nobody")
        title = gettext_noop("Registering the people of a file")
        people_import.write_job = _submit(people_import, by, REGISTER, title, people)
        people_import.save()
        access_log.log(by=by, what=AccessLog.What.IMPORT, detail=f"import {people_import.pk}: {people}")
    return people_import.write_job


def _submit(people_import: PeopleImport, by: Staff, task: str, title: str, total: int) -> Job:
    request = ImportRequest(
        import_id=str(people_import.pk),
        page=reverse("imports:import", args=[people_import.pk]),
        what=AccessLog.What.IMPORT,
        needs=(Perm.IMPORT_PEOPLE,),
        language=get_language() or "ar",
    )
    return queue.submit(task=task, title=title, by=by, request=request, total=total)
