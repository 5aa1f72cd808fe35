"""The newest statement of an application, and what is open in a statement."""

from intake.models import Application, MatchLine, Statement, StatementDocument
from intake.states import MatchResult, Takes
from ledger.prepared_queries import Instances, Param, keep

NEWEST = Instances(
    lambda: (
        Statement.objects.filter(application_id=Param("application"))
        .select_related("declaration__witness")
        .order_by("-n")[:1]
    )
)
DOCUMENTS = Instances(
    lambda: (
        StatementDocument.objects.filter(statement_id=Param("statement"))
        .select_related("file", "by")
        .order_by("position", "pk")
    )
)
LINES = Instances(
    lambda: (
        MatchLine.objects.filter(statement_id=Param("statement"))
        .select_related("requirement", "document", "by")
        .order_by("position", "pk")
    )
)


def newest(application: Application) -> Statement:
    """Return the newest statement with its documents and lines: three queries, whatever their number.

    Raise Statement.DoesNotExist where nothing was stated yet.
    """
    statement: Statement | None = NEWEST.one(application=application.pk)
    if statement is None:
        raise Statement.DoesNotExist
    statement.application = application
    keep(statement, documents=DOCUMENTS.ask(statement=statement.pk), lines=LINES.ask(statement=statement.pk))
    return statement


def open_documents(statement: Statement) -> list[StatementDocument]:
    """Return the required documents that were not presented yet."""
    return [row for row in statement.documents.all() if row.required and not row.shown]


def open_answers(statement: Statement) -> list[MatchLine]:
    """Return the lines of required data that the applicant has not been asked for yet."""
    lines = [line for line in statement.lines.all() if line.required and not line.declared]
    return [line for line in lines if line.requirement.takes == Takes.ANSWER]


def open_lines(statement: Statement) -> list[MatchLine]:
    """Return the required lines of the match sheet without a result."""
    return [line for line in statement.lines.all() if line.required and line.result == MatchResult.OPEN]
