"""Find the cases that a department decides, and what it decided on them."""

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import Http404

from accounts.models import Staff
from accounts.states import Perm
from committee.models import DepartmentDecision
from intake.models import Recusal
from intake.queries import cases
from intake.states import AT_DECISION, Status
from ledger import clock
from policy.states import Decider

if TYPE_CHECKING:
    from intake.models import Application


def case_or_404(user: Staff, reference: str) -> "Application":
    """Return a case that a department decides or has decided. Raise Http404 where it is not `user`'s to see."""
    application = cases.application_or_404(user, reference)
    at_department = application.policy_version.decided_by == Decider.DEPARTMENT and application.status in AT_DECISION
    if not at_department or not user.may(Perm.SEE_CASES_AT_DECISION):
        raise Http404
    return application


def department_decision_or_404(user: Staff, pk: int) -> DepartmentDecision:
    """Return a department decision with its case. Raise Http404 where either is not `user`'s to see."""
    decided = DepartmentDecision.objects.select_related("application", "by").filter(pk=pk).first()
    if decided is None:
        raise Http404
    decided.application = case_or_404(user, decided.application.reference)
    return decided


def due() -> QuerySet[DepartmentDecision]:
    """Return those that hold, whose case awaits its decision and whose window has passed, the oldest first."""
    signer = Q(staff=OuterRef("by")) | Q(staff=OuterRef("countersignature__by"))
    return (
        DepartmentDecision.objects.filter(
            countersignature__agreed=True,
            decision__isnull=True,
            round=F("application__round"),
            step=F("application__step"),
            application__status=Status.AWAITING_DECISION,
            application__decision_not_before__lte=clock.now(),
        )
        .exclude(Exists(Recusal.objects.filter(signer, application=OuterRef("application"))))
        .order_by("application__decision_not_before", "pk")
    )


def holds(decided: DepartmentDecision) -> bool:
    """Whether it is countersigned in agreement, on the case as it stands, and neither signer declared a conflict."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT department_decision_holds_v1(%s)", [decided.pk])
        return bool(cursor.fetchone()[0])


def any_holds(application: "Application") -> bool:
    """Whether one of this round holds, so that the case waits for nothing but its window."""
    return any(holds(decided) for decided in application.department_decisions.filter(round=application.round))


def countersigners(application: "Application", *, author: int) -> list[Staff]:
    """Return who may countersign a decision of the member of staff with the id `author` on this case, by name."""
    studied, recused = application.recommendations.values("by"), application.recusals.values("staff")
    able = Staff.objects.active_with(Perm.COUNTERSIGN).exclude(pk=author).exclude(pk__in=studied)
    return [
        staff for staff in able.exclude(pk__in=recused).order_by("name", "pk") if staff.pk != application.researcher_id
    ]
