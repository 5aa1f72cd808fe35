"""Tables of the committee, a module per subject."""

from committee.models.decision import CaseBeforeCommittee, Decision
from committee.models.department import Countersignature, Ruling
from committee.models.sitting import AgendaItem, Attendance, Committee, Member, Sitting
from committee.models.voting import Ballot, Motion, VoteClosing

__all__ = [
    "AgendaItem",
    "Attendance",
    "Ballot",
    "CaseBeforeCommittee",
    "Committee",
    "Countersignature",
    "Decision",
    "Member",
    "Motion",
    "Ruling",
    "Sitting",
    "VoteClosing",
]
