"""What the pages of the log show of a notice or a contact, in words."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from channels_log.models import Communication, Notice
from channels_log.states import Outcome, State
from policy.states import Way
from ui.dates import day
from ui.list_rows import Row, Tag
from ui.templatetags.ui import join_dots, ltr

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
WAY_ICONS = {Way.SMS: "chat", Way.EMAIL: "mail", Way.PHONE: "phone", Way.LETTER: "doc", Way.DELEGATE: "user"}

# what the task is, short enough for a row
TASKS = {
    Way.SMS: pgettext_lazy("task", "Text message not sent"),
    Way.EMAIL: pgettext_lazy("task", "E-mail not sent"),
    Way.PHONE: pgettext_lazy("task", "Call"),
    Way.LETTER: pgettext_lazy("task", "Letter"),
    Way.DELEGATE: pgettext_lazy("task", "Visit"),
}


def state_tag(notice: Notice) -> dict[str, Any]:
    """The notice's state: text, icon and tone."""
    icon, tone = TONES[State(notice.state)]
    return {"text": notice.get_state_display(), "icon": icon, "tone": tone}


def task_rows(notices: Iterable[Notice]) -> list[Row]:
    """Notices to carry as rows of a queue. They come with `tried`, how many times people tried."""
    return [
        Row(
            who=notice.application.applicant_name,
            about=join_dots(notice.get_kind_display(), ltr(notice.application.reference), _tried(notice)),
            tag=Tag(
                TASKS[Way(notice.way)] if notice.state == State.BY_HAND else notice.get_state_display(),
                "alert" if notice.state == State.UNKNOWN else WAY_ICONS[Way(notice.way)],
                "amber" if notice.by_machine else "",
            ),
            when=format_html("{} {}", _("due"), day(notice.due_at, time=True, short=True)),
            url=reverse("channels_log:hand_task", args=[notice.pk]),
            action=_("Carrying"),
            action_label=_("Carrying: %(name)s") % {"name": notice.application.applicant_name},
        )
        for notice in notices
    ]


def attempts(contacts: Iterable[Communication]) -> list[dict[str, Any]]:
    """Contacts as a timeline, the newest first."""
    return [
        {
            "icon": "check" if contact.outcome in (Outcome.SENT, Outcome.TOLD) else "phone",
            "title": contact.get_outcome_display(),
            "body": contact.summary,
            "at": contact.at,
            "by": contact.by.name if contact.by else _("The portal"),
        }
        for contact in contacts
    ]


def _tried(notice: Notice) -> str:
    tried: int = notice.tried  # type: ignore[attr-defined]
    if not tried:
        return ""
    return ngettext("tried %(count)s time", "tried %(count)s times", tried) % {"count": tried}
