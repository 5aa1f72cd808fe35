"""Rows of a queue as ui/queue.html draws them: who, about what, how it stands, since when, and one next action."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from desk.queries.queue_rows import number
from desk.queries.queues import Queue
from intake.states import Status
from ledger import clock
from ui.dates import day
from ui.links import address
from ui.list_rows import Row, Tag

# A case still to be studied this near to the end of its window is marked; the decision itself waits for that end.
SOON = dt.timedelta(days=3)
ABOUT = '{} · <bdi dir="ltr" class="num">{}</bdi>'
STUDIED = (Status.SUBMITTED, Status.IN_ASSESSMENT, Status.AWAITING_APPLICANT)


def rows(queue: Queue, found: Iterable[dict[str, Any]]) -> list[Row]:
    """The rows of this page of the queue."""
    page = _Page(queue)
    return [page.row(one) for one in found]


class _Page:
    """What all rows of a page share: the moment, and the sentences in the reader's language."""

    def __init__(self, queue: Queue) -> None:
        self.queue, self.now = queue, clock.now()
        self.labels = {key: str(duty.label) for key, duty in queue.duties.items()}
        self.actions = {key: str(duty.action) for key, duty in queue.duties.items()}
        self.considering = gettext("Consider case")
        self.action_of = gettext("%(action)s: %(name)s")
        self.since, self.due = gettext("Since {day}"), gettext("Due {day}")

    def row(self, one: dict[str, Any]) -> Row:
        action = self.considering if one["item"] else self.actions[one["duty"]]
        return Row(
            who=one["who"],
            about=self._about(one),
            tag=self._tag(one),
            when=self._when(one),
            url=self._url(one),
            action=action,
            action_label=self.action_of % {"action": action, "name": one["who"]},
        )

    def _about(self, one: dict[str, Any]) -> SafeString:
        if self.queue.key == "head" and one["researcher"]:
            return format_html(ABOUT + " · {}", one["service"], one["reference"], one["researcher"])
        return format_html(ABOUT, one["service"], one["reference"])

    def _url(self, one: dict[str, Any]) -> str:
        if one["item"]:
            return address("committee:item", one["item"])
        return address(self.queue.duties[one["duty"]].view, one["reference"])

    def _tag(self, one: dict[str, Any]) -> Tag:
        """The duty, marked where it is late (red) or nearly so (amber); the words beside it say by how much."""
        duty, label = self.queue.duties[one["duty"]], self.labels[one["duty"]]
        if self.queue.by_due and one["target_at"] < self.now:
            return Tag(label, "alert", "red")
        if self.queue.by_due and one["status"] in STUDIED and one["decision_not_before"] - self.now < SOON:
            return Tag(label, "alert", "amber")
        return Tag(label, duty.icon, duty.tone)

    def _when(self, one: dict[str, Any]) -> SafeString:
        if not self.queue.by_due:
            return mark_safe(self.since.format(day=day(one["stands_since"], short=True)))  # noqa: S308 - a sentence of ours
        late = (self.now - one["target_at"]).days
        if late >= 1:
            sentence = ngettext("{days} day late", "{days} days late", late)
            return mark_safe(sentence.format(days=f"<bdi>{late}</bdi>"))  # noqa: S308 - a sentence of ours
        sentence = self.since if one["decision_not_before"] <= self.now else self.due
        return mark_safe(sentence.format(day=day(one["decision_not_before"], short=True)))  # noqa: S308 - a sentence of ours


def filters(queue: Queue, counts: dict[str, int], only: str) -> list[dict[str, Any]]:
    """The links above the list: all of it, and each duty that has rows (or is chosen), with how many."""
    chosen = only if only in queue.duties else ""
    total = sum(counts.get(key, 0) for key in queue.duties)
    offered = [{"key": "", "label": gettext("All"), "count": number(total) or "0", "current": not chosen}]
    offered += [
        {"key": key, "label": duty.label, "count": number(counts.get(key, 0)) or "0", "current": key == chosen}
        for key, duty in queue.duties.items()
        if counts.get(key) or key == chosen
    ]
    return offered
