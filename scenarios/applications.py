"""An application at the counter: opened, filled in, matched, signed, submitted."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from accounts.models import Branch, Staff
from beneficiaries.models import Beneficiary
from intake.domain import applications, declarations, match_sheets, moves, statements
from intake.domain.documents import Shown
from intake.models import Application, Service, Statement
from intake.states import MatchResult, SignMethod
from ledger import clock
from policy.models import Channel

ANSWERS = {"rent": "18000", "people": "6"}
CONTACT_KINDS = {"sms": "mobile", "email": "email"}


def open_draft(
    *,
    by: Staff,
    person: Beneficiary,
    service: Service,
    branch: Branch,
    channel: Channel | None = None,
    way: str = "",
    **fields: Any,
) -> Application:
    """Open a draft whose outcome is told by this channel and way (by any that the policy has, where none is named).

    Raise Channel.DoesNotExist where no channel in use carries decisions so.
    """
    if channel is None:
        carrying = Channel.objects.carrying_decisions()
        channel = (carrying.filter(ways__contains=[way]) if way else carrying).first()
    if channel is None:
        raise Channel.DoesNotExist(f"no channel in use carries decisions by {way or 'any way'}")
    way = way or channel.ways[0]
    kind = CONTACT_KINDS.get(way)
    return applications.open_draft(
        by=by,
        beneficiary=person,
        service=service,
        branch=branch,
        notify_channel=channel,
        notify_way=way,
        notify_contact=person.contact_points.filter(kind=kind).first() if kind else None,
        **fields,
    )


def newest_statement(application: Application) -> Statement:
    """Return the newest statement. Raise Statement.DoesNotExist where there is none."""
    return application.statements.latest("n")


def fill(
    application: Application,
    *,
    by: Staff,
    answers: Mapping[str, str] = ANSWERS,
    documents: Mapping[int, Shown] | None = None,
) -> Statement:
    """Give the answers and show the documents (every original, unless they are named); nothing is matched yet."""
    statement = newest_statement(application)
    if documents is None:
        documents = {row.pk: _original(expires=row.expires) for row in statement.documents.all()}
    return statements.fill(
        statement_id=statement.pk, edits=statement.edits, by=by, answers=dict(answers), documents=dict(documents)
    )


def _original(*, expires: bool) -> Shown:
    expires_on = clock.today() + dt.timedelta(days=400) if expires else None
    return Shown(seen_original=True, expires_on=expires_on)


def match(application: Application, *, by: Staff, results: Mapping[int, match_sheets.Match] | None = None) -> Statement:
    """Match every line; each agrees with its document, unless results are named by the line's id."""
    statement = newest_statement(application)
    if results is None:
        results = {line.pk: match_sheets.Match(result=MatchResult.MATCHES) for line in statement.lines.all()}
    return match_sheets.record(statement_id=statement.pk, edits=statement.edits, by=by, results=dict(results))


def sign(application: Application, *, by: Staff) -> Any:
    """Let the applicant sign the newest statement by typed name."""
    statement = newest_statement(application)
    return declarations.sign(
        statement_id=statement.pk,
        digest=declarations.shown_digest(statement_id=statement.pk),
        by=by,
        method=SignMethod.TYPED,
        signer_name=application.applicant_name,
    )


def submit(application: Application, *, by: Staff) -> Application:
    """Submit a signed draft."""
    return moves.submit(application_id=application.pk, step=application.step, by=by)
