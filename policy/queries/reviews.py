"""Reviews of the policy: what was found, and when the next one is due."""

import datetime as dt

from django.db.models import QuerySet

from ledger import clock
from policy.models import PolicyReview, PolicyVersion
from policy.queries.versions import in_force

# how long before its day a review is asked for
NOTICE = dt.timedelta(days=30)


def reviews_of(version: PolicyVersion) -> QuerySet[PolicyReview]:
    return version.reviews.select_related("by")


def due(*, today: dt.date | None = None) -> PolicyVersion | None:
    """Return the version in force where its review is due within NOTICE, or overdue; else None."""
    version = in_force()
    if version is None or version.effective_review_on is None:
        return None
    return version if version.effective_review_on <= (today or clock.today()) + NOTICE else None
