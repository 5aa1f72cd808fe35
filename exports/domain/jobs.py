"""The job that writes the file of a list. It fails where the person lost the permission meanwhile."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import translation
from django.utils.translation import gettext_noop

from accounts.domain import access_log
from accounts.models import AccessLog
from exports import rules
from exports.domain import streams
from exports.domain.columns import Column
from exports.domain.listings import Listing, listing_for
from exports.domain.requests import ExportRequest
from jobs.domain import result_files
from jobs.domain.runs import Refusal, Run
from ledger import clock
from spreadsheets import writers
from spreadsheets.heads import Cells
from ui.calendars import RIYADH

if TYPE_CHECKING:
    from accounts.models import Staff

LOST = gettext_noop("This list is no longer yours to take out: the account or its roles were changed.")
NUMBERS_LOST = gettext_noop("Whole identity numbers are no longer yours to take out: the roles were changed.")


def write_file(run: Run) -> None:
    """Write the export from its start (an earlier attempt is discarded) and attach it to the job in one step.

    Raises Refusal where the person may no longer have it, and Stopped where the job was cancelled or taken over.
    """
    request = ExportRequest.of(run.job.params)
    listing = _allowed(run, request)
    with translation.override(request.language), _workplace(run) as path:
        rows = _write(run, listing, request, path)
        _advance(run, rows)
        os.replace(path, run.path(result_files.RESULT))
        kind = "whole-numbers" if request.full_numbers else ""
        at = f"{clock.now().astimezone(RIYADH):%Y-%m-%d-%H%M}"
        file_name = f"{'-'.join(filter(None, (request.listing, request.only, kind, at)))}.{request.format}"
        detail = f"{request.about}; written: {rows} rows; job {run.job.pk}"
        access_log.log(by=run.job.by, what=AccessLog.What.EXPORT, detail=detail)
        run.result(name=file_name, content_type=writers.TYPES[request.format])


def _allowed(run: Run, request: ExportRequest) -> Listing:
    listing = listing_for(run.job.by, request.listing)
    if listing is None:
        raise Refusal(LOST)
    if request.full_numbers and not rules.may_export_numbers(run.job.by):
        raise Refusal(NUMBERS_LOST)
    return listing


@contextmanager
def _workplace(run: Run) -> Iterator[Path]:
    """Yield the path of this attempt's file, in a folder of its own: a runner that was taken for lost may still write.

    The files of earlier attempts are removed before, and those of this one after.
    """
    folder = run.path(result_files.WORK)
    shutil.rmtree(folder, ignore_errors=True)
    own = folder / str(run.attempt)
    own.mkdir(mode=0o700, parents=True)
    try:
        yield own / "list"
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _write(run: Run, listing: Listing, request: ExportRequest, path: Path) -> int:
    """Write the rows and return how many."""
    columns = listing.columns(request.full_numbers)
    heads = [head for column in columns for head in column.heads]
    file = writers.WRITERS[request.format](path, heads, right_to_left=request.language == "ar")
    parts = listing.rows(run.job.by, listing.filter_of(request.only))
    _advance(run, 0, sum(part.order_by().count() for part in parts))
    done = 0
    try:
        for batch in batches(run.job.by, listing, request.only, columns):
            file.write(batch)
            done += len(batch[0])
            _advance(run, done)
    except BaseException:
        file.abandon()
        raise
    file.close()
    return done


def _advance(run: Run, rows: int, total: int = 0) -> None:
    """Report progress. A second attempt begins behind the first one, and a job goes forward only."""
    done = max(rows, run.job.done)
    run.advance(done=done, total=max(done, total, run.job.total or 0))


def batches(user: "Staff", listing: Listing, chosen: str, columns: Sequence[Column]) -> Iterator[list[Cells]]:
    """Yield the cells of the list's rows, by the column, a batch at a time."""
    only = listing.filter_of(chosen)
    sources = [source for column in columns for source in column.sources]
    text = streams.statement(listing.rows(user, only), sources, listing.keys(only))
    if text is None:
        return
    with streams.streamed(text) as chunks:
        for rows in chunks:
            yield list(_cells(columns, list(zip(*rows, strict=True))))


def _cells(columns: Sequence[Column], values: list[tuple[Any, ...]]) -> Iterator[Cells]:
    at = 0
    for column in columns:
        yield from column.make(*values[at : at + len(column.sources)])
        at += len(column.sources)
