"""The window between the submission of an application and the moment from which it may be decided."""

import datetime as dt
from dataclasses import dataclass, field
from math import ceil

from ledger import clock

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class DecisionWindow:
    """A window as it stands at `now`; without its moments before the submission."""

    submitted_at: dt.datetime | None
    not_before: dt.datetime | None
    now: dt.datetime = field(default_factory=clock.now)

    @property
    def passed(self) -> bool:
        """Whether the decision may be recorded."""
        return self.not_before is not None and self.now >= self.not_before

    @property
    def days_left(self) -> int:
        """Days of 24 hours until the decision may be recorded, a part of a day counted whole."""
        return 0 if self.not_before is None else max(0, ceil((self.not_before - self.now) / DAY))
