"""The register of contacts that people make: calls, visits, messages, in either direction."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Staff
from accounts.states import Perm
from channels_log.models import Communication
from channels_log.states import LOGGED, Direction, Outcome
from ledger.clock import PortalNow
from ledger.errors import Refused
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
    """Adds a contact to the register, stamped by the database's clock; it is never changed afterwards.

    The same words about the same case within two minutes are one contact sent twice: the first is returned.
    About an application (and so its beneficiary), about a person, or about nobody whom we know yet. Raises Refused
    without a summary, for a channel that does not work in this direction, or for a tool that is not `by`'s to use.
    """
    if not by.may(Perm.LOG_CONTACTS):
        raise Refused(_("Logging contacts is not yours to do."), code="may")
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
    with transaction.atomic():
        # the same page sent twice waits here for the first one
        Staff.objects.select_for_update(no_key=True).get(pk=by.pk)
        again = Communication.objects.filter(**values, at__gt=PortalNow() - AGAIN).first()
        return again or Communication.objects.get(pk=Communication.objects.create(**values).pk)
