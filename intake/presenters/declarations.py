"""What the page of the declaration shows beside its form."""

from typing import Any

from intake.domain import applications, statements
from intake.models import Statement
from intake.presenters.applications import telling
from intake.presenters.match_sheets import tabs
from intake.queries.moves import last_asked
from intake.queries.statements import open_answers, open_documents, open_lines
from intake.states import Status


def page(statement: Statement) -> dict[str, Any]:
    """Return the context of the page: what is signed or open, and what the next click does."""
    application = statement.application
    asked = last_asked(application)
    return {
        "signed": getattr(statement, "declaration", None) if statement.signed_at else None,
        "policy": applications.policy_of(application),
        "open_documents": open_documents(statement),
        "open_answers": open_answers(statement),
        "open_lines": open_lines(statement),
        "differences": [] if statement.signed_at else statements.differences(statement),
        "tabs": tabs(statement),
        "telling": telling(application),
        "answering": application.status == Status.AWAITING_APPLICANT,
        "corrected": bool(asked and statement.created_at > asked.at),
    }
