"""Rows of an import: by their outcome, and counted."""

from django.db.models import Count, QuerySet

from beneficiaries.models import Beneficiary
from imports.models import ImportRow, PeopleImport
from imports.states import RowOutcome


def with_outcome(people_import: PeopleImport, *outcomes: str) -> QuerySet[ImportRow]:
    """Return the import's rows that have one of these outcomes now."""
    return ImportRow.objects.filter(people_import=people_import, outcome__in=outcomes)


def counts(people_import: PeopleImport) -> dict[str, int]:
    """Return how many rows have each outcome."""
    rows = ImportRow.objects.filter(people_import=people_import).order_by()
    counted = rows.values_list("outcome").annotate(count=Count("pk"))
    return dict.fromkeys(RowOutcome.values, 0) | {str(outcome): count for outcome, count in counted}


def similar_people(rows: list[ImportRow]) -> dict[int, Beneficiary]:
    """Return the registered people whom these rows may be, by their key."""
    return Beneficiary.objects.in_bulk({pk for row in rows for pk in row.alike})
