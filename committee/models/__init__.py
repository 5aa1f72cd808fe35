"""Tables of those who decide, a module per subject."""

from committee.models.agenda_items import AgendaItem
from committee.models.committees import Committee
from committee.models.decisions import CaseBeforeCommittee, Decision
from committee.models.department_decisions import Countersignature, DepartmentDecision
from committee.models.members import Member
from committee.models.sittings import Attendance, Sitting
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
