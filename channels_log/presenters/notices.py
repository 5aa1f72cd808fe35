"""What the pages show of a notice."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from channels_log import rules
from channels_log.models import Notice
from channels_log.states import State

if TYPE_CHECKING:
    from accounts.models import Staff

TONES = {
    State.OWED: ("clock", ""),
    State.SENDING: ("send", "blue"),
    State.SENT: ("check", "green"),
    State.BY_HAND: ("hand", "amber"),
    State.DONE: ("check", "green"),
    State.FAILED: ("x", "red"),
    State.UNKNOWN: ("alert", "amber"),
    State.CANCELLED: ("minus", ""),
}


def state_tag(notice: Notice) -> dict[str, Any]:
    """Return the notice's state: text, icon and tone."""
    icon, tone = TONES[State(notice.state)]
    return {"text": notice.get_state_display(), "icon": icon, "tone": tone}


def rows(notices: Iterable[Notice], user: "Staff") -> list[dict[str, Any]]:
    """Return the rows of the list of all notices, each with what `user` may do with it now."""
    return [
        {
            "notice": notice,
            "tag": state_tag(notice),
            "may_carry": rules.may_carry(user, notice),
            "may_retry": rules.may_retry(user, notice),
        }
        for notice in notices
    ]
