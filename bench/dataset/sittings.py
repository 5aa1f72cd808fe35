"""The committees' sittings: two a week each, and when a case is heard and decided."""

from bisect import bisect_left
from dataclasses import dataclass
from random import Random

from bench.dataset.office_hours import DAY, Hours
from bench.dataset.staff import COMMITTEES, VOTERS

# on which days each committee sits, as datetime counts weekdays
WEEKDAYS = ((6, 1), (0, 2), (1, 3))
# the agenda is filled at noon of the working day before: what was referred by the day before that is on it
AHEAD = 2
FIRST_VOTE, LAST_VOTE = 132.0, 345.0  # minutes after eight: the sitting is open from 10:05 to 14:30
CLOSED = 1.0  # minutes after the motion
SWEPT = 0.4  # minutes until the sweep records a decision that is due
MOST_ON_ONE = 32_000  # positions of an agenda are small integers


@dataclass(slots=True)
class Hearing:
    """One case at one sitting, voted and perhaps decided. Moments in minutes of office hours, texts for PostgreSQL."""

    round: int
    sitting: int
    postponed: int | None
    voted: float
    decided: float
    decided_text: str | None
    outcome: str
    dice: int
    told: float | None = None


class Sittings:
    """All sittings that could be held, by committee. Ids: committee x 1000 + number."""

    def __init__(self, hours: Hours) -> None:
        self.hours = hours
        self.days = [[n for n, day in enumerate(hours.days) if day.weekday() in weekdays] for weekdays in WEEKDAYS]

    def rows(self) -> list[tuple[int, int, str, int]]:
        """Id, committee (from 0), the day, and the voter (from 1; 0 for nobody) who is absent."""
        random = Random("absent")
        return [
            (
                sitting_id(bench, place),
                bench,
                self.hours.days[day].isoformat(),
                random.choice((0, 0, *range(2, VOTERS + 1))),
            )
            for bench in range(len(COMMITTEES))
            for place, day in enumerate(self.days[bench])
        ]

    def hear(
        self, *, bench: int, after: float, submitted: float, days: int, round_: int, outcome: str, random: Random
    ) -> Hearing | None:
        """The case at the first sitting that can take it up; None where that is still to come.

        `decided_text` is None where the window (`days` from the submission) still runs at the end of all.
        """
        place = bisect_left(self.days[bench], int(after // DAY) + AHEAD)
        postponed = random.random() < 0.03
        if place + postponed >= len(self.days[bench]):
            return None
        day = self.days[bench][place + postponed]
        voted = day * DAY + FIRST_VOTE + random.random() * (LAST_VOTE - FIRST_VOTE)
        lag = random.random() * SWEPT
        decided, text = self.hours.later(submitted + lag, days)
        if voted + CLOSED + lag >= decided:
            decided = voted + CLOSED + lag
            text = self.hours.stamp(decided)
        return Hearing(
            round=round_,
            sitting=sitting_id(bench, place + postponed),
            postponed=sitting_id(bench, place) if postponed else None,
            voted=voted,
            decided=decided,
            decided_text=text if text < self.hours.until.isoformat() else None,
            outcome=outcome,
            dice=random.getrandbits(24),
        )


def sitting_id(bench: int, place: int) -> int:
    """The id of a committee's `place`-th sitting (both from 0)."""
    return bench * 1000 + place + 1
