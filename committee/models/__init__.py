"""Tables of the committee, a module per subject."""

from committee.models.decisions import CaseBeforeCommittee, Decision
from committee.models.department_decisions import Countersignature, DepartmentDecision
from committee.models.sittings import AgendaItem, Attendance, Committee, Member, Sitting
from committee.models.votes import Ballot, Motion, VoteClosing

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "CaseBeforeCommittee",
    "Committee",
    "Countersignature",
    "Decision",
    "DepartmentDecision",
    "Member",
    "Motion",
    "Sitting",
    "VoteClosing",
]
