"""Communications as a timeline."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from channels_log.models import Communication
from channels_log.states import Outcome
from policy.states import Way

WAY_ICONS = {Way.SMS: "chat", Way.EMAIL: "mail", Way.PHONE: "phone", Way.LETTER: "doc", Way.DELEGATE: "user"}


def attempts(communications: Iterable[Communication]) -> list[dict[str, Any]]:
    """Return attempts to carry a notice as events for ui/timeline.html, in the order given."""
    return [
        {
            "icon": "check" if communication.outcome in (Outcome.SENT, Outcome.TOLD) else "phone",
            "title": communication.get_outcome_display(),
            "body": communication.summary,
            "at": communication.at,
            "by": communication.by.name if communication.by else _("The portal"),
        }
        for communication in communications
    ]
