"""An import and its rows as their pages show them."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.states import Outcome
from imports.domain import staging
from imports.domain.columns import FULL_NAME, TARGETS
from imports.models import ImportRow, PeopleImport
from jobs.presenters import jobs as of_jobs
from jobs.states import State
from ui.list_rows import Tag

Line = dict[str, Any]


def line(batch: PeopleImport) -> Line:
    """An import in the list: how far it is."""
    return {"batch": batch, "tag": state(batch)}


def state(batch: PeopleImport) -> Tag:
    """How far an import is, in one tag."""
    if batch.write_job is not None:
        if batch.write_job.state == State.DONE:
            return Tag(_("Registered"), "check", "green")
        return of_jobs.shown(batch.write_job).tag
    if batch.check_job is None:
        return Tag(_("Columns not chosen"), "pen", "amber") if batch.wiped_at is None else Tag(_("Left"), "x")
    if batch.check_job.state == State.DONE:
        return Tag(_("Checked, not registered"), "eye", "amber") if batch.wiped_at is None else Tag(_("Left"), "x")
    return of_jobs.shown(batch.check_job).tag


def tabs(batch: PeopleImport) -> list[Line]:
    """The outcomes that rows of the import have now, with how many; errors first."""
    if batch.wiped_at is not None:
        return []
    counts = staging.count(batch)
    return [{"value": one.value, "label": one.label, "count": n} for one in _order(batch) if (n := counts[one.value])]


def _order(batch: PeopleImport) -> tuple[Outcome, ...]:
    first = (Outcome.WRONG, Outcome.LIKELY, Outcome.GOOD)
    return first if batch.write_job is None else (Outcome.WRITTEN, Outcome.KNOWN, *first)


def rows(batch: PeopleImport, page: Sequence[ImportRow]) -> list[Line]:
    """Rows with what is wrong in them, by the headings of the file, and the people they are like."""
    headings = batch.mapping.get("columns", {})
    keys = {pk for row in page for pk in row.alike}
    known = {person.pk: person for person in Beneficiary.objects.filter(pk__in=keys)}
    return [
        {
            "row": row,
            "name": " ".join(filter(None, (row.first_name, row.father_name, row.grandfather_name, row.family_name))),
            "tail": identity_numbers.shown(row.id_tail) if row.id_tail else "",
            "errors": [_error(headings, *packed) for packed in row.errors],
            "alike": [known[pk] for pk in row.alike if pk in known],
        }
        for row in page
    ]


def _error(headings: dict[str, str], place: int, target: str, cell: str, sentence: str) -> Line:
    heading = headings.get(str(place)) or str(TARGETS.get(target, TARGETS[FULL_NAME]))
    return {"heading": heading, "cell": cell, "sentence": sentence}
