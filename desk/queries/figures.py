"""Counts for those who answer for the work: nothing here names a person, and nothing can be changed."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Min, Q

from committee.models import Decision
from desk.queries.status_tags import tag_of
from desk.states import BEFORE_DECISION, ENDED, OPEN
from intake.models import Application
from intake.states import Status
from ledger import clock

if TYPE_CHECKING:
    from accounts.models import Staff

PERIOD = dt.timedelta(days=30)


class Median(Aggregate):
    """The median of a duration, as PostgreSQL computes it."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Bar:
    """One state of the open applications: how many, and how long its bar is (0-100)."""

    label: Any
    number: int
    length: int


@dataclass(frozen=True)
class Figures:
    """The page of figures. Periods are the last 30 days and the 30 before; durations are whole days."""

    since: dt.datetime
    until: dt.datetime
    submitted: int
    submitted_before: int
    decided: int
    decided_before: int
    accepted: int
    median_days: int | None
    fewest_days: int | None
    passed: int
    late: int
    bars: list[Bar]
    ended: list[Bar]


def figures(user: "Staff") -> Figures:
    """Return the figures of `user`'s branch, or of all branches where they belong to none, in three queries."""
    now = clock.now()
    start, before = now - PERIOD, now - 2 * PERIOD
    cases = Application.objects.all() if user.branch_id is None else Application.objects.filter(branch=user.branch_id)
    counted = dict(cases.values_list("status").annotate(Count("pk")).order_by())
    taken = cases.aggregate(
        submitted=Count("pk", filter=Q(submitted_at__gt=start)),
        submitted_before=Count("pk", filter=Q(submitted_at__gt=before, submitted_at__lte=start)),
        passed=Count("pk", filter=Q(status=Status.AWAITING_DECISION, decision_not_before__lte=now)),
        late=Count("pk", filter=Q(status__in=BEFORE_DECISION, target_at__lt=now)),
    )
    took = ExpressionWrapper(F("decided_at") - F("application__submitted_at"), output_field=DurationField())
    recent = Q(decided_at__gt=start)
    decided = Decision.objects.filter(application__in=cases).aggregate(
        decided=Count("pk", filter=recent),
        decided_before=Count("pk", filter=Q(decided_at__gt=before, decided_at__lte=start)),
        accepted=Count("pk", filter=recent & Q(outcome="accept")),
        median_days=Median(took, filter=recent & Q(round=1)),
        fewest_days=Min("application__decision_days", filter=recent),
    )
    decided["median_days"] = _days(decided["median_days"])
    return Figures(since=start, until=now, bars=_bars(counted, OPEN), ended=_bars(counted, ENDED), **taken, **decided)


def _days(duration: dt.timedelta | None) -> int | None:
    return None if duration is None else duration.days


def _bars(counted: dict[str, int], states: tuple[Status, ...]) -> list[Bar]:
    most = max((counted.get(state, 0) for state in states), default=0) or 1
    return [Bar(tag_of(state).text, counted.get(state, 0), counted.get(state, 0) * 100 // most) for state in states]
