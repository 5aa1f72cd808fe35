"""Notices to carry as rows of a queue."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from channels_log.models import Notice
from channels_log.presenters.communications import WAY_ICONS
from channels_log.states import State
from policy.states import Way
from ui.dates import day
from ui.list_rows import Row, Tag
from ui.markup import join_dots, ltr

# what the task is, short enough for a row
TASKS = {
    Way.SMS: pgettext_lazy("task", "Text message not sent"),
    Way.EMAIL: pgettext_lazy("task", "E-mail not sent"),
    Way.PHONE: pgettext_lazy("task", "Call"),
    Way.LETTER: pgettext_lazy("task", "Letter"),
    Way.DELEGATE: pgettext_lazy("task", "Visit"),
}


def rows(notices: Iterable[Notice]) -> list[Row]:
    """Return a row for each of these, which come with `tried`: how many times people tried."""
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
            url=reverse("channels_log:manual_notice", args=[notice.pk]),
            action=_("Carry notice"),
            action_label=_("Carry notice: %(name)s") % {"name": notice.application.applicant_name},
        )
        for notice in notices
    ]


def _tried(notice: Notice) -> str:
    tried: int = notice.tried  # type: ignore[attr-defined]
    if not tried:
        return ""
    return ngettext("tried %(count)s time", "tried %(count)s times", tried) % {"count": tried}
