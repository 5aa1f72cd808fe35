"""An import and its rows as their pages show them."""

from typing import Any

from django.utils.translation import gettext as _

from beneficiaries.models import identity_numbers
from imports.domain.headings import FULL_NAME, TARGETS
from imports.models import ImportRow, PeopleImport
from imports.queries.rows import counts, similar_people
from imports.states import RowOutcome
from jobs.presenters import jobs as job_presenters
from jobs.states import State
from ui.list_rows import Tag

Line = dict[str, Any]


def line(people_import: PeopleImport) -> Line:
    """Return the import for the list, with its state."""
    return {"people_import": people_import, "tag": state(people_import)}


def state(people_import: PeopleImport) -> Tag:
    """Return the step that an import has reached, as a tag."""
    registration, check = people_import.write_job, people_import.check_job
    if registration is not None:
        done = Tag(_("Registered"), "check", "green")
        return done if registration.state == State.DONE else job_presenters.shown(registration).tag
    if check is not None and check.state != State.DONE:
        return job_presenters.shown(check).tag
    if people_import.wiped_at is not None:
        return Tag(_("Left"), "x")
    return Tag(_("Checked, not registered"), "eye", "amber") if check else Tag(_("Columns not chosen"), "pen", "amber")


def tabs(people_import: PeopleImport) -> list[Line]:
    """Return the outcomes that rows of the import have now, with how many; errors first."""
    if people_import.wiped_at is not None:
        return []
    order = (RowOutcome.WRONG, RowOutcome.LIKELY, RowOutcome.GOOD)
    if people_import.write_job is not None:
        order = (RowOutcome.WRITTEN, RowOutcome.KNOWN, *order)  # type: ignore[assignment]
    counted = counts(people_import)
    return [{"value": one.value, "label": one.label, "count": n} for one in order if (n := counted[one.value])]


def rows(people_import: PeopleImport, page: list[ImportRow]) -> list[Line]:
    """Return the rows with their faults, under the headings of the file, and the people whom they may be."""
    headings = people_import.mapping.get("columns", {})
    people = similar_people(page)
    return [
        {
            "row": row,
            "name": row.full_name,
            "tail": identity_numbers.shown(row.id_tail) if row.id_tail else "",
            "errors": [_error(headings, *packed) for packed in row.errors],
            "alike": [people[pk] for pk in row.alike if pk in people],
        }
        for row in page
    ]


def _error(headings: dict[str, str], place: int, target: str, cell: str, sentence: str) -> Line:
    heading = headings.get(str(place)) or str(TARGETS.get(target, TARGETS[FULL_NAME]))
    return {"heading": heading, "cell": cell, "sentence": sentence}
