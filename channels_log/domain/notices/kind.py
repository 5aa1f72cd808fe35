"""What a kind of notice is made of."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from channels_log.domain.notices.wording import Owed, Written
from channels_log.states import Kind
from ledger import clock

LATE = dt.timedelta(hours=1)


@dataclass(frozen=True)
class NoticeKind:
    """One kind: which rows owe it, what it says, and how their marker is audited.

    `sources` returns every row that owes this notice or did, the oldest first, with what `write` reads; `marker` is its
    field that the database sets with the notice, `noticed` asks whether the notice exists, `as_owed` describes one row.
    """

    kind: Kind
    sources: Callable[[], QuerySet[Any]]
    marker: str
    noticed: Exists
    as_owed: Callable[[Any], Owed]
    write: Callable[[Owed], Written]

    def owed(self, limit: int) -> list[Owed]:
        """Return what is owed now, the oldest first, by the marker's partial index."""
        return self._as_owed(self.sources().filter(~self.noticed, **{self.marker: False})[:limit])

    def lost(self) -> list[Owed]:
        """Return what is owed although the marker does not say so, or has said so for an hour. Reads everything."""
        before = clock.now() - LATE
        unnoticed = self._as_owed(self.sources().filter(~self.noticed))
        return [owed for owed in unnoticed if getattr(owed.source, self.marker) or owed.due_at < before]

    def lagging(self) -> int:
        """Return how many sources are marked as owed although their notice exists. Reads everything."""
        return self.sources().filter(self.noticed, **{self.marker: False}).count()

    def _as_owed(self, rows: Iterable[Any]) -> list[Owed]:
        return [self.as_owed(row) for row in rows]
