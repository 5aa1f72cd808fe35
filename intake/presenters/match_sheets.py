"""What pages show of a match sheet: its tabs, and the values of its lines."""

from typing import Any

from django.utils.safestring import SafeString

from intake.models import MatchLine, Statement, StatementDocument
from intake.presenters.statements import kept_value
from intake.states import MatchResult, Takes
from ui.markup import ltr

# icon and tint of a result
RESULT_TAGS = {
    MatchResult.OPEN: ("minus", ""),
    MatchResult.MATCHES: ("check", "green"),
    MatchResult.DIFFERS: ("alert", "amber"),
    MatchResult.ABSENT: ("minus", ""),
}


def tabs(statement: Statement) -> list[dict[str, Any]]:
    """Return the documents that have data to match: {row, lines, done, total, complete, started}."""
    grouped: dict[int, list[MatchLine]] = {}
    for line in statement.lines.all():
        grouped.setdefault(line.document_id, []).append(line)
    return [_tab(row, grouped[row.pk]) for row in statement.documents.all() if row.pk in grouped]


def _tab(row: StatementDocument, lines: list[MatchLine]) -> dict[str, Any]:
    done = sum(1 for line in lines if line.result != MatchResult.OPEN)
    complete = all(line.result != MatchResult.OPEN for line in lines if line.required)
    return {"row": row, "lines": lines, "done": done, "total": len(lines), "complete": complete, "started": done > 0}


def declared(line: MatchLine) -> SafeString | str:
    """Return what was declared on a line, as people read it."""
    return _of_line(line, line.declared)


def on_document(line: MatchLine) -> SafeString | str:
    """Return what the document says, where it differs."""
    return _of_line(line, line.on_document)


def relied_upon(line: MatchLine) -> SafeString | str:
    """Return the value of a line that stands."""
    return _of_line(line, line.value)


def _of_line(line: MatchLine, text: str) -> SafeString | str:
    if text and line.requirement.takes == Takes.ID_NUMBER:
        return ltr(text)
    return kept_value(line.kind, text)
