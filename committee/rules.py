"""Who may do what where cases are decided. A recusal closes the case to that person everywhere."""

from typing import TYPE_CHECKING

from accounts.states import Perm, Role
from committee.models import Committee, Member
from policy.models import PolicyVersion
from policy.states import Decider, PolicyStatus

if TYPE_CHECKING:
    from accounts.models import Staff
    from committee.models import AgendaItem, Sitting
    from intake.models import Application

OF_COMMITTEE = (Role.CHAIR, Role.MEMBER, Role.SECRETARY)
OF_DEPARTMENT = (Role.DECIDER, Role.COUNTERSIGNER)


def sits_on(user: "Staff", committee_id: int) -> bool:
    """Whether `user` has a seat on this committee now."""
    return Member.objects.serving().filter(staff=user, committee_id=committee_id).exists()


def may_hold(user: "Staff", sitting: "Sitting") -> bool:
    """Whether `user` may open, fill and end this sitting, and close the voting at it."""
    return user.may(Perm.HOLD_SITTINGS) and sits_on(user, sitting.committee_id)


def may_propose(user: "Staff", item: "AgendaItem") -> bool:
    """Whether `user` may put a motion on this case to the vote."""
    return user.may(Perm.PROPOSE_MOTIONS) and sits_on(user, item.sitting.committee_id)


def may_record(user: "Staff", item: "AgendaItem") -> bool:
    """Whether `user` may record the committee's decision on this case."""
    return user.may(Perm.RECORD_DECISIONS) and sits_on(user, item.sitting.committee_id)


def sees_decision_of(user: "Staff", application: "Application") -> bool:
    """Whether `user` is among those who decide on this application: the department's, or the committee's."""
    department = application.policy_version.by_department
    return user.may(Perm.SEE_CASES_AT_DECISION if department else Perm.SEE_CASES_AT_COMMITTEE)


def took_part_in_study(user: "Staff", application: "Application") -> bool:
    """Whether `user` studied this case, and so takes no part in deciding it."""
    return application.researcher_id == user.pk or application.recommendations.filter(by=user).exists()


def roles_offered() -> list[Role]:
    """Return the roles that are given out under the policy in force: a committee's or a department's, and all others.

    Before a policy is in force, all of them.
    """
    left_out = {None: (), Decider.COMMITTEE: OF_DEPARTMENT, Decider.DEPARTMENT: OF_COMMITTEE}[_decider_in_force()]
    return [role for role in Role if role not in left_out]


def keeps_committees() -> bool:
    """Whether committees are kept here: one exists, or the policy in force leaves decisions to one."""
    return _decider_in_force() != Decider.DEPARTMENT or Committee.objects.exists()


def _decider_in_force() -> Decider | None:
    decider = PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).values_list("decided_by", flat=True).first()
    return Decider(decider) if decider else None
