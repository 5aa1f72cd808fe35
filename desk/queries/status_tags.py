"""Each state as the pages show it: a word, an icon of its own shape, a tint."""

from intake.states import Status
from ui.list_rows import Tag

LOOKS: dict[Status, tuple[str, str]] = {
    Status.DRAFT: ("doc", ""),
    Status.SUBMITTED: ("clock", ""),
    Status.IN_ASSESSMENT: ("pen", "blue"),
    Status.AWAITING_APPLICANT: ("pause", "amber"),
    Status.AWAITING_DECISION: ("gavel", "blue"),
    Status.ACCEPTED: ("check", "green"),
    Status.REJECTED: ("x", "red"),
    Status.REGISTERED: ("list", "green"),
    Status.SERVED: ("hand", "green"),
    Status.CLOSED: ("minus", ""),
}


def tag_of(status: str) -> Tag:
    state = Status(status)
    icon, tone = LOOKS[state]
    return Tag(state.label, icon, tone)
