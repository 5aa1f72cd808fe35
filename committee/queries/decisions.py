"""Find decisions, and what is due to become one."""

from typing import TYPE_CHECKING

from committee.models import Decision, VoteClosing
from committee.queries.committees import committees_of
from intake.states import Status
from ledger import clock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import Staff
    from committee.models.decisions import DecisionQuerySet


def decisions_for(user: "Staff") -> "DecisionQuerySet":
    """Return the decisions of `user`'s committees about cases that are not closed to them."""
    decisions = Decision.objects.of_committees(committees_of(user)).open_to(user.pk)
    return decisions.select_related(
        "application__beneficiary", "application__service", "item__sitting__committee", "by"
    )


def department_decisions_for(user: "Staff") -> "DecisionQuerySet":
    """Return the decisions of departments about cases that are not closed to `user`."""
    decisions = Decision.objects.filter(department_decision__isnull=False).open_to(user.pk)
    return decisions.select_related(
        *("application__beneficiary", "application__service", "application__policy_version"),
        *("department_decision__by", "department_decision__countersignature__by", "by"),
    )


def due() -> "QuerySet[VoteClosing]":
    """Return carried motions whose case awaits its decision and whose window has passed, the oldest first."""
    return (
        VoteClosing.objects.filter(
            carried=True,
            motion__decision__isnull=True,
            item__postponed_at__isnull=True,
            item__application__status=Status.AWAITING_DECISION,
            item__application__decision_not_before__lte=clock.now(),
        )
        .order_by("item__application__decision_not_before", "pk")
        .select_related("item")
    )
