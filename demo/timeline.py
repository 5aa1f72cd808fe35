"""What happens in the demonstration, told as stories that run side by side in time.

A story is a generator that yields the moment of its next scene. The stage plays the scenes of all stories in the
order of time, with both clocks moved, through the same domain functions that the pages call; scenes after today are
not played.
"""

import datetime as dt
import heapq
from collections.abc import Callable, Generator, Iterator
from itertools import count
from random import Random

from channels_log.domain import manual_notices, sending, sweep
from channels_log.models import Notice
from channels_log.states import Outcome, State
from demo.calendar import WEEKEND, at_hour, office
from demo.staff import Cast
from intake.models import Service
from scenarios.clock import moment

Story = Generator[dt.datetime, None, None]


class Stage:
    """Where stories are played: the cast, the services, one source of chance, and the moment at which all ends."""

    def __init__(self, *, cast: Cast, services: list[Service], random: Random, begins: dt.datetime, ends: dt.datetime):
        self.cast = cast
        self.services = services
        self.random = random
        self.begins = begins
        self.ends = ends
        self.now = begins
        self.serials = count(301)
        self._queue: list[tuple[dt.datetime, int, Story]] = []
        self._order = count()

    def tell(self, story: Story) -> None:
        """Adds a story; its first scene is fixed at once."""
        self._schedule(story)

    def play(self) -> None:
        """Plays every scene up to the end, the earliest first."""
        while self._queue:
            when, _order, story = heapq.heappop(self._queue)
            if when >= self.ends:
                continue
            self.now = when
            with moment(when):
                self._schedule(story)

    def later(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> dt.datetime:
        """A moment so long after now, give or take, within office hours."""
        wait = dt.timedelta(days=days, hours=hours, minutes=minutes) * self.random.uniform(0.7, 1.3)
        return office(self.now + wait, self.random)

    def chance(self, share: float) -> bool:
        """True in this share of cases."""
        return self.random.random() < share

    def _schedule(self, story: Story) -> None:
        when = next(story, None)
        if when is not None:
            heapq.heappush(self._queue, (when, next(self._order), story))


def sweeping(stage: Stage) -> Story:
    """The portal's own sweep, once a working day instead of every half minute."""
    day = stage.begins.date()
    while True:
        if day.weekday() not in WEEKEND:
            yield at_hour(day, 14, 5)
            sending.send_all(claimed=sweep.run().claimed)
        day += dt.timedelta(days=1)


def carrying(stage: Stage) -> Story:
    """Reception carries by hand what goes by hand, each working day; now and then nobody answers."""
    day = stage.begins.date()
    while True:
        if day.weekday() not in WEEKEND:
            yield at_hour(day, 14, 40)
            for notice in Notice.objects.filter(state=State.BY_HAND).select_related("application__branch"):
                if stage.chance(0.25):
                    _carry(stage, notice)
        day += dt.timedelta(days=1)


def _carry(stage: Stage, notice: Notice) -> None:
    answered = stage.chance(0.85)
    manual_notices.carry(
        notice_id=notice.pk,
        by=stage.cast.receptionist(notice.application.branch.code),
        seen=notice.communications.count(),
        outcome=Outcome.TOLD if answered else Outcome.NO_ANSWER,
        note="" if answered else "لا يجيب، ويُعاد الاتصال غدًا.",
    )


def arrivals(stage: Stage, *, cases: int, case: Callable[[Stage, dt.datetime], Story]) -> Iterator[Story]:
    """`cases` stories of people who come to the counter, spread over the time until now, more of them lately."""
    whole = stage.ends - stage.begins
    for n in range(cases):
        share = ((n + stage.random.random()) / cases) ** 0.8
        yield case(stage, office(stage.begins + whole * share, stage.random))
