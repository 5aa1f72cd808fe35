"""What stands around a record: who lives with the person, asked only where it may decide."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from beneficiaries.domain.duplicates.scoring import Comparable
from beneficiaries.models import HouseholdMember, names


def with_households(records: Iterable[Comparable]) -> dict[int, Comparable]:
    """The records by pk, each with the first names and birth dates of those who live with the person; one query."""
    found = {record.pk: record for record in records}
    members: dict[int, set[str]] = defaultdict(set)
    rows = HouseholdMember.objects.filter(beneficiary__in=found).values_list("beneficiary_id", "name", "birth_date")
    for pk, name, born in rows:
        first = names.normalise(name).partition(" ")[0]
        members[pk].add(f"{first} {born or ''}")
    return {pk: replace(record, household=frozenset(members[pk])) for pk, record in found.items()}
