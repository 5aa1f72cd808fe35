"""What happened to an application, in one line of time: moves, contacts, signatures, referrals, the receipt."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from channels_log.models import Communication
from channels_log.presenters.communications import WAY_ICONS
from channels_log.states import Direction
from desk.queries.case_files import CaseFile
from desk.queries.status_tags import tag_of
from policy.states import Way

Event = dict[str, Any]
MOVES, COMMUNICATIONS = "moves", "contacts"


def timeline(file: CaseFile, show: str = "") -> list[Event]:
    """Return events for ui/timeline.html, the newest first; `show` narrows them to "moves" or "contacts"."""
    sources = {MOVES: [_moves], COMMUNICATIONS: [_communications]}.get(
        show, [_moves, _communications, _signatures, _referrals, _receipt, _opening]
    )
    events = [event for source in sources for event in source(file)]
    return sorted(events, key=lambda event: (event["at"], event["rank"]), reverse=True)


def _event(
    at: Any, title: str, *, body: str = "", by: str = "", icon: str = "dot", rank: tuple[int, int] = (5, 0), **more: Any
) -> Event:
    # `rank` orders what happened in the same instant
    return {"at": at, "title": title, "body": body, "by": by, "icon": icon, "rank": rank, **more}


def _moves(file: CaseFile) -> Iterator[Event]:
    for move in file.moves:
        yield _event(
            move.at,
            str(move.name.label),
            body=move.note,
            by=move.by.name if move.by else _("The portal, once the window had passed"),
            icon="arrow",
            rank=(2, move.n),
            **{"from": tag_of(move.from_status).text, "to": tag_of(move.to_status)},
        )


def _communications(file: CaseFile) -> Iterator[Event]:
    for communication in file.communications:
        yield communication_event(communication)


def communication_event(communication: Communication) -> Event:
    coming = communication.direction == Direction.IN
    words = {"channel": communication.get_way_display() or communication.channel.name}
    title = _("Incoming: %(channel)s") % words if coming else _("Outgoing: %(channel)s") % words
    used = _("Tool used: %(tool)s") % {"tool": communication.tool_version.titled} if communication.tool_version else ""
    return _event(
        communication.at,
        title,
        body="\n".join(filter(None, [communication.summary, str(communication.get_outcome_display()), used])),
        by=communication.by.name if communication.by else "",
        icon=WAY_ICONS.get(Way(communication.way), "chat") if communication.way else "chat",
    )


def _signatures(file: CaseFile) -> Iterator[Event]:
    for signed in file.declarations:
        yield _event(
            signed.signed_at,
            _("The declaration was signed"),
            body=_("By %(signer)s: %(method)s") % {"signer": signed.signer_name, "method": signed.get_method_display()},
            by=_("Witnessed by %(name)s") % {"name": signed.witness.name},
            icon="sign",
            rank=(1, signed.statement.n),
        )


def _referrals(file: CaseFile) -> Iterator[Event]:
    for referral in file.referrals:
        yield _event(
            referral.asked_at,
            _("An unclear point was referred"),
            body=referral.question,
            by=referral.asked_by.name,
            icon="flag",
        )
        if referral.answered_at:
            name = referral.answered_by.name if referral.answered_by else ""
            yield _event(
                referral.answered_at, _("The referral was answered"), body=referral.answer, by=name, icon="flag"
            )


def _receipt(file: CaseFile) -> Iterator[Event]:
    receipt = file.receipt
    if receipt is None:
        return
    yield _event(receipt.issued_at, _("The receipt was printed"), by=receipt.issued_by.name, icon="print", rank=(3, 0))
    if receipt.handed_at:
        name = receipt.handed_by.name if receipt.handed_by else ""
        yield _event(receipt.handed_at, _("The receipt was handed over"), by=name, icon="hand", rank=(4, 0))


def _opening(file: CaseFile) -> Iterator[Event]:
    application = file.application
    yield _event(
        application.created_at,
        _("The application was received"),
        by=application.created_by.name,
        icon="plus",
        rank=(0, 0),
    )
