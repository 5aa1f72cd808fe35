"""Who may do what where cases are decided. A recusal is an intake Bar: the case is closed to that person everywhere."""

from typing import TYPE_CHECKING

from django.http import Http404

from accounts.states import Perm, Role
from committee.models import AgendaItem, Committee, Decision, DepartmentDecision, Member, Sitting
from committee.models.decisions import DecisionQuerySet
from committee.states import VOTING_SEATS
from intake.queries import cases
from intake.states import AT_DECISION
from policy.models import PolicyVersion
from policy.states import Decider, PolicyStatus

if TYPE_CHECKING:
    from accounts.models import Staff
    from intake.models import Application

OF_COMMITTEE = (Role.CHAIR, Role.MEMBER, Role.SECRETARY)
OF_DEPARTMENT = (Role.DECIDER, Role.COUNTERSIGNER)


def committees_of(user: "Staff") -> "list[int]":
    """Ids of the committees on which `user` has a seat now."""
    return list(Member.objects.serving().filter(staff=user).values_list("committee_id", flat=True))


def active_committees_of(user: "Staff") -> list[Committee]:
    """The committees in being on which `user` has a seat now, by name."""
    return list(Committee.objects.filter(pk__in=committees_of(user), active=True).order_by("name"))


def sitting_or_404(user: "Staff", pk: int) -> Sitting:
    """A sitting of one of `user`'s committees, or Http404."""
    sitting = Sitting.objects.select_related("committee").filter(pk=pk, committee_id__in=committees_of(user)).first()
    if sitting is None:
        raise Http404
    return sitting


def item_or_404(user: "Staff", pk: int) -> AgendaItem:
    """An agenda item of one of `user`'s committees whose case is not closed to them, or Http404."""
    item = (
        AgendaItem.objects.select_related(
            "sitting__committee", "application__beneficiary", "application__service", "application__representative"
        )
        .filter(pk=pk, sitting__committee_id__in=committees_of(user))
        .exclude(application__recusals__staff_id=user.pk)
        .first()
    )
    if item is None:
        raise Http404
    return item


def decisions_for(user: "Staff") -> DecisionQuerySet:
    """The decisions of `user`'s committees about cases that are not closed to them."""
    seen = Decision.objects.of_committees(committees_of(user)).open_to(user.pk)
    return seen.select_related("application__beneficiary", "application__service", "item__sitting__committee", "by")


def voting_member(user: "Staff", committee: Committee) -> Member | None:
    """`user`'s voting seat on this committee, if any."""
    return Member.objects.serving().filter(committee=committee, staff=user, seat__in=VOTING_SEATS).first()


def may_hold(user: "Staff", sitting: Sitting) -> bool:
    """Whether `user` may open, fill and end this sitting."""
    return user.may(Perm.HOLD_SITTINGS) and sitting.committee_id in committees_of(user)


def case_at_department_or_404(user: "Staff", reference: str) -> "Application":
    """A case that a department decides or has decided, and that is not closed to `user`; else Http404."""
    found = cases.applications_for(user).filter(
        reference=reference, status__in=AT_DECISION, policy_version__decided_by=Decider.DEPARTMENT
    )
    application = found.first() if user.may(Perm.SEE_CASES_AT_DECISION) else None
    if application is None:
        raise Http404
    return application


def department_decision_or_404(user: "Staff", pk: int) -> "tuple[DepartmentDecision, Application]":
    """A ruling with its case as `user` may see it, or Http404."""
    department_decision = DepartmentDecision.objects.select_related("application", "by").filter(pk=pk).first()
    if department_decision is None:
        raise Http404
    return department_decision, case_at_department_or_404(user, department_decision.application.reference)


def department_decisions_for(user: "Staff") -> DecisionQuerySet:
    """The decisions of departments about cases that are not closed to `user`."""
    seen = Decision.objects.filter(department_decision__isnull=False).open_to(user.pk)
    return seen.select_related(
        *("application__beneficiary", "application__service", "application__policy_version"),
        *("department_decision__by", "department_decision__countersignature__by", "by"),
    )


def sees_decision_of(user: "Staff", application: "Application") -> bool:
    """Whether `user` is among those who decide on this application: the department's, or the committee's."""
    department = by_department(application)
    return user.may(Perm.SEE_CASES_AT_DECISION if department else Perm.SEE_CASES_AT_COMMITTEE)


def by_department(application: "Application") -> bool:
    """Whether a department decides on this application: a fact of the version that it was submitted under."""
    return application.policy_version.by_department


def roles_offered() -> list[Role]:
    """The roles that are given out under the policy in force: a committee's or a department's, and all others.

    Before a policy is in force, all of them.
    """
    decider = _decider_in_force()
    left_out = {None: (), Decider.COMMITTEE: OF_DEPARTMENT, Decider.DEPARTMENT: OF_COMMITTEE}[decider]
    return [role for role in Role if role not in left_out]


def keeps_committees() -> bool:
    """Whether committees are kept here: one exists, or the policy in force leaves decisions to one."""
    return _decider_in_force() != Decider.DEPARTMENT or Committee.objects.exists()


def _decider_in_force() -> Decider | None:
    deciders = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).values_list("decided_by", flat=True)
    found = deciders.first()
    return Decider(found) if found else None
