"""The register of communications: calls, visits, messages, in either direction, and what came of each notice."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Staff
from accounts.rules import require
from accounts.states import Perm
from channels_log.domain.refusals import SENTENCES
from channels_log.models import Communication, Notice
from channels_log.states import LOGGED, Direction, Outcome
from ledger.clock import PortalNow
from ledger.errors import Refused, translated_integrity_errors
from policy.domain import tools

if TYPE_CHECKING:
    from beneficiaries.models import Beneficiary
    from intake.models import Application
    from policy.models import Channel, ToolVersion

AGAIN = dt.timedelta(minutes=2)


def log(
    *,
    by: Staff,
    channel: "Channel",
    direction: Direction,
    summary: str,
    outcome: Outcome = Outcome.SETTLED,
    application: "Application | None" = None,
    beneficiary: "Beneficiary | None" = None,
    tool_version: "ToolVersion | None" = None,
) -> Communication:
    """Add a communication to the register, stamped by the database's clock; it is never changed afterwards.

    The same words about the same case within two minutes are one page sent twice: return the first row. It is about an
    application (and so its beneficiary), a person, or somebody whom the portal does not know yet. Raise Refused without
    the permission or a summary, for a channel that does not work in this direction, or a tool that `by` may not use.
    """
    require(by, Perm.LOG_CONTACTS, _("Logging contacts is not yours to do."))
    if not summary.strip():
        raise Refused(_("Say in a few words what it was about."), field="summary")
    if outcome not in LOGGED:
        raise Refused(_("Choose what came of it."), field="outcome")
    works = channel.takes_in if direction == Direction.IN else channel.sends_out
    if not channel.active or not works:
        raise Refused(_("This channel does not work in this direction."), field="channel")
    tools.check_used(tool_version=tool_version, by=by)
    values: dict[str, Any] = {
        "application": application,
        "beneficiary": application.beneficiary if application else beneficiary,
        "channel": channel,
        "direction": direction,
        "by": by,
        "summary": summary.strip(),
        "outcome": outcome,
        "tool_version": tool_version,
    }
    with translated_integrity_errors(SENTENCES), transaction.atomic():
        # the same page sent twice waits here for the first one
        Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
        again = Communication.objects.filter(**values, at__gt=PortalNow() - AGAIN).first()
        return again or Communication.objects.get(pk=Communication.objects.create(**values).pk)


def of_notice(notice: Notice, *, by: Staff | None, outcome: Outcome, note: str = "") -> Communication:
    """Record that the applicant was told, or that it was tried; `by` None means that the portal sent it.

    Written in the caller's transaction, with the change of the notice's state, and in the active language.
    """
    words = {"kind": notice.get_kind_display(), "recipient": notice.recipient}
    about = _("Notice: %(kind)s") if by else _("Notice: %(kind)s, to %(recipient)s")
    return Communication.objects.create(
        application_id=notice.application_id,
        channel_id=notice.channel_id,
        way=notice.way,
        direction=Direction.OUT,
        by=by,
        summary="\n".join(part for part in (about % words, note.strip()) if part),
        outcome=outcome,
        notice=notice,
    )
