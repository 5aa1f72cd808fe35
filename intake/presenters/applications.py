"""What the counter's pages show of an application: its steps, what was asked of the applicant, how notices go."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary
from intake.models import Application, Receipt, Statement
from intake.queries.moves import last_asked
from intake.queries.statements import open_answers, open_documents, open_lines
from intake.states import STATING, Status
from policy.states import BY_MACHINE

ADDRESSES = {
    "documents": "intake:documents",
    "match_sheets": "intake:match",
    "declarations": "intake:declaration",
    "receipts": "intake:receipt",
}


def rail_of_start(person: Beneficiary) -> list[dict[str, Any]]:
    """Return the counter's steps while the service is being chosen."""
    labels = [_("Documents"), _("Matching the data"), _("Declaration"), _("Receipt")]
    return [
        _step(_("Beneficiary"), "done", reverse("desk:person", args=[person.public_id])),
        _step(_("Service"), "now"),
        *(_step(label, "ahead") for label in labels),
    ]


def rail(statement: Statement, here: str, *, takes_in: bool, receipt: Receipt | None = None) -> list[dict[str, Any]]:
    """Return the counter's steps, each done, now or ahead; `here` is the page, `takes_in`: its reader serves there."""
    application = statement.application
    stating = application.status in STATING
    answering = application.status == Status.AWAITING_APPLICANT
    signed = statement.signed_at is not None
    done = {
        "documents": not open_documents(statement) and not open_answers(statement),
        "match_sheets": not open_lines(statement),
        "declarations": signed,
        "receipts": bool(receipt and receipt.handed_at),
    }
    labels = {
        "documents": _("Documents"),
        "match_sheets": _("Matching the data"),
        "declarations": _("Declaration"),
        "receipts": _("Back to the researcher") if answering else _("Receipt"),
    }
    open_pages = {"documents": stating and not signed, "match_sheets": stating and not signed, "declarations": stating}
    open_pages["receipts"] = takes_in and application.submitted_at is not None and not answering
    steps = [
        _step(_("Beneficiary"), "done", reverse("desk:person", args=[application.beneficiary.public_id])),
        _step(_("Service"), "done"),
    ]
    for name, label in labels.items():
        state = "now" if name == here else "done" if done[name] else "ahead"
        url = reverse(ADDRESSES[name], args=[application.reference]) if open_pages[name] and name != here else ""
        steps.append(_step(label, state, url))
    return steps


def _step(label: str, state: str, url: str = "") -> dict[str, Any]:
    return {"label": label, "state": state, "meta": [], "url": url}


def asked_to_complete(application: Application) -> str:
    """Return what the applicant was last asked to complete, while the application waits for it."""
    move = last_asked(application) if application.status == Status.AWAITING_APPLICANT else None
    return move.note if move else ""


def telling(application: Application) -> dict[str, Any]:
    """Return how notices reach this applicant: {way, to, by_machine, outcome_in_message, channel}."""
    contact = application.notify_contact
    return {
        "way": application.notify_way,
        "to": contact.value if contact else "",
        "by_machine": application.notify_way in BY_MACHINE,
        "outcome_in_message": application.outcome_in_message,
        "channel": application.notify_channel.name,
        "name": application.applicant_name,
    }
