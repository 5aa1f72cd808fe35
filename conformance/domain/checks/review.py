"""The review of the policy: begun from the last version, due on a day, and circulated."""

import datetime as dt

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from conformance.domain import circulating, pages
from conformance.domain.checks.base import Check, require
from conformance.domain.clauses import Clause
from conformance.domain.scene import Scene
from ledger import clock
from policy.models import PolicyVersion

CARRIED_BY = (
    *("policy.domain.reviews.record", "policy.queries.reviews.due", "policy:review"),
    *circulating.CARRIED_BY,
)


def check(clause: Clause, version: PolicyVersion) -> Check | None:
    return Check("review.reviewed", CARRIED_BY, reviewed)


def reviewed(scene: Scene) -> object:
    """A review sets the day of the next, which the administrator is reminded of; an amendment is circulated."""
    from policy.domain import reviews
    from policy.queries.reviews import due

    circulating.circulated(scene)
    version = type(scene.version).objects.in_force()
    far, near = clock.today() + dt.timedelta(days=300), clock.today() + dt.timedelta(days=20)
    reviews.record(version_id=version.pk, note="روجعت بعد سنة من العمل بها.", next_on=far, by=scene.admin)
    require(due() is None, _("a review that lies far ahead is called due"))
    pages.shows("policy:review", by=scene.admin, texts=["روجعت بعد سنة من العمل بها."])
    reviews.record(version_id=version.pk, note="تقديم موعد المراجعة.", next_on=near, by=scene.admin)
    require(due() == version, _("the administrator is not reminded of a review in 20 days"))
    return format_lazy(
        _(
            "Version {number} was drawn from the last and circulated; its review was recorded, and the next one"
            " announced."
        ),
        number=version.number,
    )
