"""The two jobs of an import: checking the rows of its file, and registering the people."""

import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.db.models.fields import NOT_PROVIDED
from django.utils import translation
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, identity_numbers
from imports.domain import duplicates, staging
from imports.domain.headings import TARGETS
from imports.domain.rows import VALUES, RowChecker
from imports.models import ImportRow, PeopleImport
from imports.queries import rows as row_queries
from imports.states import RowOutcome
from jobs.domain import result_files
from jobs.domain.runs import Refusal, Run, Stopped
from jobs.models import KEPT_DAYS, Job, JobRequest
from jobs.states import OPEN
from ledger import clock
from ledger.errors import Refused
from spreadsheets import reader, writers
from spreadsheets.heads import CellKind, Head

BATCH = 2000
# columns that a staged row shares with a person
SHARED = tuple(name for name in VALUES if name not in ("mobile", "email"))

NEXT_ROWS = f"""
    SELECT id, n FROM {staging.TABLE} WHERE people_import_id = %(people_import)s
       AND n > %(last)s AND outcome = ANY(%(outcomes)s)
     ORDER BY n LIMIT %(most)s
"""
REACHED = f"""
    INSERT INTO beneficiaries_contactpoint (beneficiary_id, kind, value, preferred, active, created_by_id, created_at)
    SELECT person.id, point.kind, point.value, point.preferred, true, %(by)s, portal_now()
      FROM {staging.TABLE} row
     CROSS JOIN LATERAL (SELECT id FROM beneficiaries_beneficiary WHERE public_id = row.public_id LIMIT 1) person
     CROSS JOIN LATERAL (VALUES ('mobile', row.mobile, true), ('email', row.email, row.mobile = ''))
           AS point (kind, value, preferred)
     WHERE row.id = ANY(%(ids)s) AND point.value <> ''
"""
OUTCOME = f"""
    UPDATE {staging.TABLE} r
       SET (person_id, outcome) = (SELECT max(id), CASE WHEN count(id) = 0 THEN 'known' ELSE 'written' END
                                     FROM beneficiaries_beneficiary WHERE public_id = r.public_id)
     WHERE r.id = ANY(%(ids)s)
"""


@dataclass(frozen=True, kw_only=True)
class ImportRequest(JobRequest):
    """What a job of an import is asked to do."""

    import_id: str


def check_rows(run: Run) -> None:
    """Read and check the file from where the last runner stopped; the file is removed at the end.

    Raises Refusal for a file that turns out to be none.
    """
    asked = ImportRequest.of(run.job.params)
    people_import = PeopleImport.objects.get(pk=asked.import_id)
    if people_import.rows:  # its last runner was lost between its last commit and its end
        return
    with translation.override(asked.language):
        try:
            _read(run, people_import)
        except Refused as refused:
            result_files.remove(people_import.pk)
            raise Refusal(str(refused)) from refused
        except Stopped:
            if Job.objects.filter(pk=run.job.pk, attempt=run.attempt, cancel_asked_at__isnull=False).exists():
                result_files.remove(people_import.pk)
            raise
        if run.paused:
            return
        with transaction.atomic():
            for step in (staging.mark_repeated, staging.mark_registered, duplicates.mark):
                step(people_import)
            counts = row_queries.counts(people_import)
            totals = {"rows": sum(counts.values()), **{name: counts[name] for name in ("good", "likely", "wrong")}}
            PeopleImport.objects.filter(pk=people_import.pk).update(**totals)
            run.advance(done=totals["rows"], total=totals["rows"])
    result_files.remove(people_import.pk)


def _read(run: Run, people_import: PeopleImport) -> None:
    checker = RowChecker(people_import.mapping["places"], people_import.mapping.get("constants"))
    staged = ImportRow.objects.filter(people_import=people_import)
    last = staged.order_by("-n").values_list("n", flat=True).first() or people_import.mapping["heading_row"]
    done = staged.count()
    total = run.job.total or 0
    with reader.opened(result_files.place(people_import.pk, result_files.INPUT), skip=last) as (_about, chunks):
        rows = numbered(chunks, last)
        while chunk := list(itertools.islice(rows, BATCH)):
            if run.tired:
                run.pause()
                return
            checked = [checker.row(n, row) for n, row in chunk]
            with transaction.atomic():
                staging.copy(people_import.pk, checked)
                done += len(chunk)
                run.advance(done=min(done, total or done))


def numbered(chunks: Iterator[list[reader.Row]], before: int) -> Iterator[tuple[int, reader.Row]]:
    """Yield the rows that are not empty, numbered as in the spreadsheet; `before` rows were left out."""
    place = before
    for chunk in chunks:
        for row in chunk:
            place += 1
            if not reader.is_empty(row):
                yield place, row


def wanted(people_import: PeopleImport) -> QuerySet[ImportRow]:
    """Return the rows that are to be registered, as was chosen for the import."""
    return row_queries.with_outcome(people_import, *_outcomes(people_import))


def _outcomes(people_import: PeopleImport) -> list[str]:
    likely = [RowOutcome.LIKELY.value] if people_import.include_possible_duplicates else []
    return [RowOutcome.GOOD.value, *likely]


def register_people(run: Run) -> None:
    """Register the wanted rows, each batch with its contact points, outcomes and progress in one transaction.

    All or nothing: all batches in one. A row whose number was registered meanwhile is reported and stops nothing.
    """
    asked = ImportRequest.of(run.job.params)
    people_import = PeopleImport.objects.get(pk=asked.import_id)
    with transaction.atomic() if people_import.all_or_nothing else nullcontext():
        _register_all(run, people_import)
    if run.paused:
        return
    with translation.override(asked.language):
        _result(run, people_import)


def _register_all(run: Run, people_import: PeopleImport) -> None:
    statements, params = insert(people_import)
    done, params["last"] = (run.job.done if not people_import.all_or_nothing else 0), 0
    params["most"] = BATCH
    while True:
        if run.tired and not people_import.all_or_nothing:
            run.pause()
            return
        with transaction.atomic(), connection.cursor() as cursor:
            # what was copied a moment ago is in no statistics, and the checks of foreign keys keep their first plan:
            # both would read whole tables for each row
            cursor.execute("DISCARD PLANS")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(NEXT_ROWS, params)
            rows = cursor.fetchall()
            params |= {"ids": [pk for pk, _n in rows], "last": rows[-1][1] if rows else 0}
            born, reached, outcome = statements
            cursor.execute(born, params)
            written = cursor.rowcount
            cursor.execute(reached, params)
            cursor.execute(outcome, params)
            done += len(rows)
            PeopleImport.objects.filter(pk=people_import.pk).update(written=F("written") + written)
            if not people_import.all_or_nothing and rows:
                run.advance(done=min(done, run.job.total or done))
        if not rows:
            break
        if people_import.all_or_nothing:
            run.report(done=done)
    if people_import.all_or_nothing:
        run.advance(done=max(done, run.job.done))


def insert(people_import: PeopleImport) -> tuple[list[str], dict[str, Any]]:
    """Return the statements that register the rows `ids`, add their contact points and set outcomes; and their values.

    Each finds a new person by the index on what the row says, one at a time: joined freely, the planner would compare
    all with all where it knows nothing of the rows yet.
    """
    more = defaults()
    names, shared = ", ".join([*SHARED, *more]), ", ".join(f"row.{name}" for name in SHARED)
    given = "".join(f", %({name})s" for name in more)
    born = f"""
        INSERT INTO beneficiaries_beneficiary (public_id, branch_id, created_by_id, created_at, {names})
        SELECT row.public_id, %(branch)s, %(by)s, portal_now(), {shared}{given}
          FROM {staging.TABLE} row WHERE row.id = ANY(%(ids)s)
        ON CONFLICT (id_hmac) DO NOTHING
    """
    params = {
        "people_import": people_import.pk,
        "branch": people_import.branch_id,
        "by": people_import.created_by_id,
        **more,
    }
    params["outcomes"] = _outcomes(people_import)
    return [born, REACHED, OUTCOME], params


def defaults() -> dict[str, Any]:
    """Return the model's defaults of the columns of a person that neither a file nor the database fills."""
    given = {*SHARED, "public_id", "branch", "created_by", "created_at"}
    values: dict[str, Any] = {}
    for field in Beneficiary._meta.concrete_fields:
        if field.name in given or field.primary_key or field.generated or field.db_default is not NOT_PROVIDED:
            continue
        if not field.null:
            values[str(field.column)] = field.get_default()
    return values


def _result(run: Run, people_import: PeopleImport) -> None:
    """Write what happened to each row, as a CSV that spreadsheets open in Arabic."""
    heads = [Head(_("Row"), CellKind.NUMBER), *map(Head, (_("Result"), _("Name"), _("Identity number"), _("Why")))]
    file = writers.CsvFile(run.path(result_files.RESULT), heads)
    rows = ImportRow.objects.filter(people_import=people_import).order_by("n").iterator(chunk_size=BATCH)
    while chunk := list(itertools.islice(rows, BATCH)):
        file.write([list(cells) for cells in zip(*map(result_line, chunk), strict=True)])
    file.close()
    name = _("result of %(file)s.csv") % {"file": people_import.name.rpartition(".")[0]}
    run.result(name=name, content_type=writers.TYPES[writers.CSV])


def result_line(row: ImportRow) -> list[str]:
    """Return a row of the result file; the number is masked."""
    why = "; ".join(f"{TARGETS.get(target, target)}: {sentence}" for _place, target, _cell, sentence in row.errors)
    left = row.outcome in (RowOutcome.GOOD, RowOutcome.LIKELY)
    result = _("Left out: %(why)s") % {"why": row.get_outcome_display()} if left else row.get_outcome_display()
    return [str(row.n), str(result), row.full_name, identity_numbers.shown(row.id_tail) if row.id_tail else "", why]


def purge() -> int:
    """Wipe the rows and files of imports older than seven days; counts stay. Return how many; may run again."""
    before = clock.now() - dt.timedelta(days=KEPT_DAYS)
    old = PeopleImport.objects.filter(wiped_at__isnull=True, created_at__lt=before)
    wiped = 0
    for people_import in (
        old.exclude(check_job__state__in=OPEN).exclude(write_job__state__in=OPEN).order_by("created_at")[:100]
    ):
        with transaction.atomic():
            PeopleImport.objects.filter(pk=people_import.pk).update(wiped_at=clock.now())
            ImportRow.objects.filter(people_import=people_import)._raw_delete("default")
        result_files.remove(people_import.pk)
        wiped += 1
    return wiped
