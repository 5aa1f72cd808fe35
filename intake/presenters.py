"""What the counter's pages show beside the models: the rail, the sheet's tabs, what is open, who will be told what."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary
from intake.models import Application, MatchLine, Receipt, Statement, StatementDocument
from intake.states import MatchResult, Status, Takes
from ledger.prepared_queries import Instances, Param, keep
from policy.states import BY_MACHINE


def newest(application: Application) -> Statement:
    """The newest statement with its documents and lines: three queries, whatever their number.

    Raises Statement.DoesNotExist where nothing was stated yet.
    """
    statement: Statement | None = NEWEST.one(application=application.pk)
    if statement is None:
        raise Statement.DoesNotExist
    statement.application = application
    keep(statement, documents=DOCUMENTS.ask(statement=statement.pk), lines=LINES.ask(statement=statement.pk))
    return statement


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
RECEIPT = Instances(
    lambda: Receipt.objects.filter(application_id=Param("application")).select_related("file", "issued_by", "handed_by")
)


def receipt_of(application: Application) -> Receipt | None:
    """The application's receipt, if it was printed."""
    found: Receipt | None = RECEIPT.one(application=application.pk)
    return found


def rail_of_start(person: Beneficiary) -> list[dict[str, Any]]:
    """The counter's steps while the service is being chosen."""
    labels = [_("Documents"), _("Matching the data"), _("Declaration"), _("Receipt")]
    return [
        _step(_("Beneficiary"), "done", reverse("desk:person", args=[person.public_id])),
        _step(_("Service"), "now"),
        *(_step(label, "ahead") for label in labels),
    ]


def rail(statement: Statement, here: str, *, takes_in: bool, receipt: Receipt | None = None) -> list[dict[str, Any]]:
    """The counter's steps, each done, now or ahead; `here` is the view shown, `takes_in`: its reader serves there."""
    application = statement.application
    stating = application.status in (Status.DRAFT, Status.AWAITING_APPLICANT)
    answering = application.status == Status.AWAITING_APPLICANT
    signed = statement.signed_at is not None
    done = {
        "documents": not open_documents(statement) and not open_answers(statement),
        "match": not open_lines(statement),
        "declaration": signed,
        "receipt": bool(receipt and receipt.handed_at),
    }
    labels = {
        "documents": _("Documents"),
        "match": _("Matching the data"),
        "declaration": _("Declaration"),
        "receipt": _("Back to the researcher") if answering else _("Receipt"),
    }
    open_pages = {"documents": stating and not signed, "match": stating and not signed, "declaration": stating}
    open_pages["receipt"] = takes_in and application.submitted_at is not None and not answering
    steps = [
        _step(_("Beneficiary"), "done", reverse("desk:person", args=[application.beneficiary.public_id])),
        _step(_("Service"), "done"),
    ]
    for name, label in labels.items():
        state = "now" if name == here else "done" if done[name] else "ahead"
        url = reverse(f"intake:{name}", args=[application.reference]) if open_pages[name] and name != here else ""
        steps.append(_step(label, state, url))
    return steps


def _step(label: str, state: str, url: str = "") -> dict[str, Any]:
    return {"label": label, "state": state, "meta": [], "url": url}


def open_documents(statement: Statement) -> list[StatementDocument]:
    """Required documents that were not presented yet."""
    return [row for row in statement.documents.all() if row.required and not row.shown]


def open_answers(statement: Statement) -> list[MatchLine]:
    """Required data that the applicant has not been asked for yet."""
    return [
        line
        for line in statement.lines.all()
        if line.required and line.requirement.takes == Takes.ANSWER and not line.declared
    ]


def open_lines(statement: Statement) -> list[MatchLine]:
    """Required lines of the match sheet without a result."""
    return [line for line in statement.lines.all() if line.required and line.result == MatchResult.OPEN]


def tabs(statement: Statement) -> list[dict[str, Any]]:
    """The documents that have data to match: {row, lines, done, total, complete, started}."""
    grouped: dict[int, list[MatchLine]] = {}
    for line in statement.lines.all():
        grouped.setdefault(line.document_id, []).append(line)
    return [_tab(row, grouped[row.pk]) for row in statement.documents.all() if row.pk in grouped]


def _tab(row: StatementDocument, lines: list[MatchLine]) -> dict[str, Any]:
    done = sum(1 for line in lines if line.result != MatchResult.OPEN)
    complete = all(line.result != MatchResult.OPEN for line in lines if line.required)
    return {"row": row, "lines": lines, "done": done, "total": len(lines), "complete": complete, "started": done > 0}


def asked_to_complete(application: Application) -> str:
    """What the applicant was last asked to complete, while the application waits for it."""
    if application.status != Status.AWAITING_APPLICANT:
        return ""
    move = application.moves.filter(to_status=Status.AWAITING_APPLICANT).order_by("-n").first()
    return move.note if move else ""


def corrected_since_asked(statement: Statement) -> bool:
    """Whether this statement was opened after the applicant was asked to complete the file."""
    application = statement.application
    move = application.moves.filter(to_status=Status.AWAITING_APPLICANT).order_by("-n").first()
    return bool(move and statement.created_at > move.at)


def telling(application: Application) -> dict[str, Any]:
    """How notices reach this applicant: {way, to, by_machine, outcome_in_message, channel}."""
    contact = application.notify_contact
    return {
        "way": application.notify_way,
        "to": contact.value if contact else "",
        "by_machine": application.notify_way in BY_MACHINE,
        "outcome_in_message": application.outcome_in_message,
        "channel": application.notify_channel.name,
        "name": application.applicant_name,
    }
