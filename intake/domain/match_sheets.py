"""Matching what was stated with what the documents say (policy step 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from intake.domain import statements
from intake.domain.refusals import refusal
from intake.models import MatchLine, Statement
from intake.states import MatchResult, Stands
from ledger import clock
from ledger.errors import Change, Refused, Stale

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class Match:
    """What the officer found for one line: the result and, where the values differ, which stands and why."""

    result: str
    on_document: str = ""
    stands: str = ""
    reason: str = ""


def record(*, statement_id: int, edits: int, by: "Staff", results: Mapping[int, Match]) -> Statement:
    """Record the officer's findings ({line id: Match}); a line that is not given stays as it is.

    Raise Stale where a colleague saved since `edits`, Refused (field "line-<id>") where a difference is not settled.
    """
    with transaction.atomic():
        statement = statements.editable(statement_id, by)
        lines = list(statement.lines.filter(pk__in=results))
        if statement.edits != edits:
            raise Stale(_changes(lines, results))
        for line in lines:
            _record(line, results[line.pk], by)
        return statements.saved(statement)


def _record(line: MatchLine, match: Match, by: "Staff") -> None:
    field = f"line-{line.pk}"
    if match.result not in MatchResult.values:
        raise Refused(_("Choose the result of the match."), field=field)
    differs = match.result == MatchResult.DIFFERS
    if differs and not match.on_document.strip():
        raise Refused(_("Enter the value as it stands on the document."), field=f"{field}-on_document")
    if differs and match.stands not in (Stands.DOCUMENT, Stands.DECLARED):
        raise refusal("match_difference_is_settled", field=f"{field}-stands")
    if differs and match.stands == Stands.DECLARED and not match.reason.strip():
        raise Refused(_("State why the declared value is relied upon."), field=f"{field}-reason")
    if match.result == MatchResult.MATCHES and not line.declared:
        raise refusal("match_needs_declared", field=field)
    closed = match.result != MatchResult.OPEN
    wanted = {
        "result": match.result,
        "on_document": match.on_document.strip() if differs else "",
        "stands": match.stands if differs else "",
        "reason": match.reason.strip() if differs else "",
    }
    if all(getattr(line, name) == value for name, value in wanted.items()):
        return
    MatchLine.objects.filter(pk=line.pk).update(**wanted, by=by if closed else None, at=clock.now() if closed else None)


def _changes(lines: list[MatchLine], results: Mapping[int, Match]) -> list[Change]:
    known = [line for line in lines if results[line.pk].result in MatchResult.values]
    return [change for line in known for change in _line_changes(line, results[line.pk])]


def _line_changes(line: MatchLine, yours: Match) -> list[Change]:
    """Return the result where it differs from what is kept now, else the parts of a difference that do."""
    if line.result != yours.result:
        return [Change(line.label, MatchResult(line.result).label, MatchResult(yours.result).label)]
    if line.result != MatchResult.DIFFERS:
        return []
    parts = [
        (_("The value as on the document"), line.on_document, yours.on_document.strip()),
        (_("The value relied upon"), _relied(line.stands), _relied(yours.stands)),
        (_("Reason, where the declared value is relied upon"), line.reason, yours.reason.strip()),
    ]
    return [Change(f"{line.label} · {part}", theirs, ours) for part, theirs, ours in parts if theirs != ours]


def _relied(stands: str) -> str:
    return str(Stands(stands).label) if stands in Stands.values else ""
