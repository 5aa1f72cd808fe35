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


def rows(queue: Queue, items: Iterable[dict[str, Any]]) -> list[Row]:
    """Return the rows of this page of the queue."""
    page = _Page(queue)
    return [page.row(item) for item in items]


class _Page:
    """What all rows of a page share: the moment, and the sentences in the reader's language."""

    def __init__(self, queue: Queue) -> None:
        self.queue, self.now = queue, clock.now()
        self.labels = {key: str(kind.label) for key, kind in queue.kinds.items()}
        self.actions = {key: str(kind.action) for key, kind in queue.kinds.items()}
        self.considering = gettext("Consider case")
        self.action_of = gettext("%(action)s: %(name)s")
        self.since, self.due = gettext("Since {day}"), gettext("Due {day}")

    def row(self, item: dict[str, Any]) -> Row:
        action = self.considering if item["item"] else self.actions[item["kind"]]
        return Row(
            who=item["who"],
            about=self._about(item),
            tag=self._tag(item),
            when=self._when(item),
            url=self._url(item),
            action=action,
            action_label=self.action_of % {"action": action, "name": item["who"]},
        )

    def _about(self, item: dict[str, Any]) -> SafeString:
        if self.queue.key == "head" and item["researcher"]:
            return format_html(ABOUT + " · {}", item["service"], item["reference"], item["researcher"])
        return format_html(ABOUT, item["service"], item["reference"])

    def _url(self, item: dict[str, Any]) -> str:
        if item["item"]:
            return address("committee:item", item["item"])
        return address(self.queue.kinds[item["kind"]].view, item["reference"])

    def _tag(self, item: dict[str, Any]) -> Tag:
        """Return the kind's tag, marked where the item is late (red) or nearly so (amber)."""
        kind, label = self.queue.kinds[item["kind"]], self.labels[item["kind"]]
        if self.queue.by_due and item["target_at"] < self.now:
            return Tag(label, "alert", "red")
        if self.queue.by_due and item["status"] in STUDIED and item["decision_not_before"] - self.now < SOON:
            return Tag(label, "alert", "amber")
        return Tag(label, kind.icon, kind.tone)

    def _when(self, item: dict[str, Any]) -> SafeString:
        if not self.queue.by_due:
            # sentences of ours, here and below
            return mark_safe(self.since.format(day=day(item["stands_since"], short=True)))  # noqa: S308
        late = (self.now - item["target_at"]).days
        if late >= 1:
            sentence = ngettext("{days} day late", "{days} days late", late)
            return mark_safe(sentence.format(days=f"<bdi>{late}</bdi>"))  # noqa: S308 - a sentence of ours
        sentence = self.since if item["decision_not_before"] <= self.now else self.due
        return mark_safe(sentence.format(day=day(item["decision_not_before"], short=True)))  # noqa: S308 - a sentence of ours


def filters(queue: Queue, counts: dict[str, int], only: str) -> list[dict[str, Any]]:
    """Return the links above the queue: all of it, and each kind that has rows (or is chosen), with how many."""
    chosen = only if only in queue.kinds else ""
    total = sum(counts.get(key, 0) for key in queue.kinds)
    offered = [{"key": "", "label": gettext("All"), "count": number(total) or "0", "current": not chosen}]
    offered += [
        {"key": key, "label": kind.label, "count": number(counts.get(key, 0)) or "0", "current": key == chosen}
        for key, kind in queue.kinds.items()
        if counts.get(key) or key == chosen
    ]
    return offered
