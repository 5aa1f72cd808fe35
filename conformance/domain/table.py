"""The table of conformance: each clause of a version, and whether the portal carries it out."""

from dataclasses import dataclass

from conformance.domain.clauses import Clause, clauses
from conformance.states import Status
from policy.models import PolicyVersion

NOTHING_YET = "no check shows that the portal carries this out"


@dataclass(frozen=True)
class Row:
    """One clause with what was found. `carried_by` names what carries it out, `evidence` what its check saw."""

    policy: str
    version: int
    clause: str
    kind: str
    text: str
    carried_by: str
    check: str
    status: str
    evidence: str


def rows(*, version: PolicyVersion, only: str | None = None) -> list[Row]:
    """A row for each clause of a version, or for the clause `only`; one that no check shows to be met is missing."""
    return [_row(version, one) for one in clauses(version) if only in (None, one.key)]


def _row(version: PolicyVersion, clause: Clause) -> Row:
    return Row(
        policy=version.association.slug,
        version=version.number,
        clause=clause.key,
        kind=clause.kind.value,
        text=clause.text,
        carried_by="",
        check="",
        status=Status.MISSING.value,
        evidence=NOTHING_YET,
    )
