"""The two jobs of an import: checking the rows of its file, and registering the people."""

import csv
import datetime as dt
import itertools
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.db.models.fields import NOT_PROVIDED
from django.utils import translation
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.states import Outcome
from imports.domain import duplicates, staging
from imports.domain.columns import TARGETS
from imports.domain.validation import VALUES, Checker
from imports.models import ImportRow, PeopleImport
from jobs.domain import result_files
from jobs.domain.runs import Refusal, Run, Stopped
from jobs.models import KEPT_DAYS, Job, JobRequest
from jobs.states import OPEN
from ledger import clock
from ledger.errors import Refused
from spreadsheets import reader
from spreadsheets.formulas import LED, STARTS_A_FORMULA

BATCH = 2000
CSV = "text/csv; charset=utf-8"
# what a staged row has and a person has too
SHARED = tuple(name for name in VALUES if name not in ("mobile", "email"))


NEXT_ROWS = f"""
    SELECT id, n FROM {staging.TABLE} WHERE batch_id = %(batch)s AND n > %(last)s AND outcome = ANY(%(outcomes)s)
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
    """What a job of an import is asked: the import."""

    import_id: str


def check(run: Run) -> None:
    """Reads and checks the file from where the last runner stopped; the file is removed at the end.

    Raises Refusal for a file that turns out to be none.
    """
    asked = ImportRequest.of(run.job.params)
    batch = PeopleImport.objects.get(pk=asked.import_id)
    if batch.rows:  # its last runner was lost between its last word and its end
        return
    with translation.override(asked.language):
        try:
            _read(run, batch)
        except Refused as refused:
            result_files.remove(batch.pk)
            raise Refusal(str(refused)) from refused
        except Stopped:
            if Job.objects.filter(pk=run.job.pk, attempt=run.attempt, cancel_asked_at__isnull=False).exists():
                result_files.remove(batch.pk)
            raise
        if run.paused:
            return
        with transaction.atomic():
            for step in (staging.twice, staging.known, duplicates.mark):
                step(batch)
            counts = staging.count(batch)
            batch.good, batch.likely, batch.wrong = counts["good"], counts["likely"], counts["wrong"]
            batch.rows = sum(counts.values())
            batch.save(update_fields=["rows", "good", "likely", "wrong"])
            run.advance(done=batch.rows, total=batch.rows)
    result_files.remove(batch.pk)


def _read(run: Run, batch: PeopleImport) -> None:
    checker = Checker(batch.mapping["places"], batch.mapping.get("constants"))
    heading_row = batch.mapping["heading_row"]
    last = ImportRow.objects.filter(batch=batch).order_by("-n").values_list("n", flat=True).first() or heading_row
    done = ImportRow.objects.filter(batch=batch).count()
    total = run.job.total or 0
    with reader.opened(result_files.place(batch.pk, result_files.INPUT), skip=last) as (_about, chunks):
        rows = numbered(chunks, last)
        while some := list(itertools.islice(rows, BATCH)):
            if run.tired:
                run.pause()
                return
            checked = [checker.row(n, row) for n, row in some]
            with transaction.atomic():
                staging.copy(batch.pk, checked)
                done += len(some)
                run.advance(done=min(done, total or done))


def numbered(chunks: Iterator[list[reader.Row]], before: int) -> Iterator[tuple[int, reader.Row]]:
    """Rows that are not empty, numbered as in the spreadsheet; `before` rows were left out."""
    place = before
    for chunk in chunks:
        for row in chunk:
            place += 1
            if not reader.is_empty(row):
                yield place, row


def wanted(batch: PeopleImport) -> Any:
    """The rows that are to be registered as the import was decided on."""
    outcomes = [Outcome.GOOD, Outcome.LIKELY] if batch.take_likely else [Outcome.GOOD]
    return ImportRow.objects.filter(batch=batch, outcome__in=outcomes)


def write(run: Run) -> None:
    """Registers the wanted rows, each batch with its contact points, outcomes and progress in one transaction.

    All or nothing: all batches in one. A row whose number was registered meanwhile is told and stops nothing.
    """
    asked = ImportRequest.of(run.job.params)
    batch = PeopleImport.objects.get(pk=asked.import_id)
    with transaction.atomic() if batch.whole else nullcontext():
        _write_all(run, batch)
    if run.paused:
        return
    with translation.override(asked.language):
        _result(run, batch)


def _write_all(run: Run, batch: PeopleImport) -> None:
    statements, params = insert(batch)
    done, params["last"] = (run.job.done if not batch.whole else 0), 0
    params["most"] = BATCH
    while True:
        if run.tired and not batch.whole:
            run.pause()
            return
        with transaction.atomic(), connection.cursor() as cursor:
            # what was copied a moment ago is in no statistics, and the checks of foreign keys keep their first plan:
            # both would read whole tables for each row
            cursor.execute("DISCARD PLANS")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(NEXT_ROWS, params)
            told = cursor.fetchall()
            params |= {"ids": [pk for pk, _n in told], "last": told[-1][1] if told else 0}
            born, reached, outcome = statements
            cursor.execute(born, params)
            written = cursor.rowcount
            cursor.execute(reached, params)
            cursor.execute(outcome, params)
            done += len(told)
            PeopleImport.objects.filter(pk=batch.pk).update(written=F("written") + written)
            if not batch.whole and told:
                run.advance(done=min(done, run.job.total or done))
        if not told:
            break
        if batch.whole:
            run.report(done=done)
    if batch.whole:
        run.advance(done=max(done, run.job.done))


def insert(batch: PeopleImport) -> tuple[list[str], dict[str, Any]]:
    """The statements that register the rows `ids` with their contact points and outcomes; the parameters of all.

    Each finds a new person by the index on what the row says, one at a time: joined freely, the planner would compare
    all with all where it knows nothing of the rows yet.
    """
    more = _defaults()
    names, shared = ", ".join([*SHARED, *more]), ", ".join(f"row.{name}" for name in SHARED)
    given = "".join(f", %({name})s" for name in more)
    born = f"""
        INSERT INTO beneficiaries_beneficiary (public_id, branch_id, created_by_id, created_at, {names})
        SELECT row.public_id, %(branch)s, %(by)s, portal_now(), {shared}{given}
          FROM {staging.TABLE} row WHERE row.id = ANY(%(ids)s)
        ON CONFLICT (id_hmac) DO NOTHING
    """
    params = {"batch": batch.pk, "branch": batch.branch_id, "by": batch.created_by_id, **more}
    params["outcomes"] = [Outcome.GOOD, Outcome.LIKELY] if batch.take_likely else [Outcome.GOOD]
    return [born, REACHED, OUTCOME], params


def _defaults() -> dict[str, Any]:
    """Columns of a person that no file fills and the database does not either, with the model's own defaults."""
    given = {*SHARED, "public_id", "branch", "created_by", "created_at"}
    found: dict[str, Any] = {}
    for field in Beneficiary._meta.concrete_fields:
        if field.name in given or field.primary_key or field.generated or field.db_default is not NOT_PROVIDED:
            continue
        if not field.null:
            found[str(field.column)] = field.get_default()
    return found


def _result(run: Run, batch: PeopleImport) -> None:
    """Writes what happened to each row, as a CSV that spreadsheets open in Arabic."""
    with run.path(result_files.RESULT).open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow([_("Row"), _("Result"), _("Name"), _("Identity number"), _("Why")])
        for row in ImportRow.objects.filter(batch=batch).order_by("n").iterator(chunk_size=BATCH):
            table.writerow(map(inert, result_line(row)))
    run.result(name=_("result of %(file)s.csv") % {"file": batch.name.rpartition(".")[0]}, content_type=CSV)


def result_line(row: ImportRow) -> list[str]:
    """One row of the result file; the number is masked."""
    name = " ".join(filter(None, (row.first_name, row.father_name, row.grandfather_name, row.family_name)))
    why = "; ".join(f"{TARGETS.get(target, target)}: {sentence}" for _place, target, _cell, sentence in row.errors)
    left = row.outcome in (Outcome.GOOD, Outcome.LIKELY)
    result = _("Left out: %(why)s") % {"why": row.get_outcome_display()} if left else row.get_outcome_display()
    return [str(row.n), str(result), name, identity_numbers.shown(row.id_tail) if row.id_tail else "", why]


def inert(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"{LED}{text}" if text.startswith(STARTS_A_FORMULA) else text


def purge() -> int:
    """Wipes the rows and files of imports older than seven days; counts stay. Returns how many; may run again."""
    before = clock.now() - dt.timedelta(days=KEPT_DAYS)
    old = PeopleImport.objects.filter(wiped_at__isnull=True, created_at__lt=before)
    done = 0
    for batch in old.exclude(check_job__state__in=OPEN).exclude(write_job__state__in=OPEN).order_by("created_at")[:100]:
        with transaction.atomic():
            PeopleImport.objects.filter(pk=batch.pk).update(wiped_at=clock.now())
            ImportRow.objects.filter(batch=batch)._raw_delete("default")
        result_files.remove(batch.pk)
        done += 1
    return done
