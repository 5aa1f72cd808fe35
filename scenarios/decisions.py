"""An application before those who decide: a committee in a sitting, or a department."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from accounts.models import Staff
from committee.domain import agenda_items, department_decisions, sittings, votes
from committee.models import AgendaItem, Committee, Countersignature, Member, Motion, Sitting
from committee.states import VOTING_SEATS, Choice, Seat
from eligibility.domain.proposals import Proposal
from eligibility.states import Outcome
from intake.models import Application
from ledger import clock


def found_committee(*, name: str, quorum: int, chair: Staff, members: Sequence[Staff], secretary: Staff) -> Committee:
    """Make a committee with these people on its seats."""
    committee = Committee.objects.create(name=name, quorum=quorum)
    seats = [(chair, Seat.CHAIR), *((member, Seat.MEMBER) for member in members), (secretary, Seat.SECRETARY)]
    for staff, seat in seats:
        Member.objects.create(committee=committee, staff=staff, seat=seat, since=dt.date(2020, 1, 1))
    return committee


def open_sitting(committee: Committee, *, by: Staff, present: int | None = None, place: str = "") -> Sitting:
    """Call and open a sitting of now, attended by its first `present` voting members (by all without it)."""
    sitting = sittings.call(committee_id=committee.pk, by=by, held_at=clock.now(), place=place)
    sittings.open_sitting(sitting_id=sitting.pk, by=by)
    voters = committee.members.filter(seat__in=VOTING_SEATS).order_by("pk").values_list("pk", flat=True)
    sittings.attend(sitting_id=sitting.pk, member_ids=list(voters)[:present], by=by)
    return Sitting.objects.get(pk=sitting.pk)


def place_on_agenda(application: Application, sitting: Sitting, *, by: Staff) -> AgendaItem:
    """Put the case on the agenda."""
    return agenda_items.place(sitting_id=sitting.pk, application_id=application.pk, by=by)


def propose(item: AgendaItem, *, by: Staff, outcome: str = Outcome.ACCEPT, **terms: Any) -> Motion:
    """Propose a motion with this outcome and these terms (help_kind, amount, conditions, reasons)."""
    return votes.propose(item_id=item.pk, by=by, proposal=Proposal(outcome=Outcome(outcome), **terms))


def vote_for(motion: Motion) -> None:
    """Let all who attend vote for the motion."""
    for attendance in motion.item.sitting.attendance.select_related("member__staff").order_by("pk"):
        votes.cast(motion_id=motion.pk, by=attendance.member.staff, choice=Choice.FOR)


def carry(item: AgendaItem, *, by: Staff, **terms: Any) -> Motion:
    """Propose a motion, have all vote for it, and close the vote."""
    motion = propose(item, by=by, **terms)
    vote_for(motion)
    votes.close(motion_id=motion.pk, by=by)
    return motion


def countersigned(application: Application, *, decider: Staff, countersigner: Staff, **terms: Any) -> Countersignature:
    """Let a department decide, and another person countersign."""
    decision = department_decisions.decide(application_id=application.pk, by=decider, proposal=Proposal(**terms))
    return department_decisions.countersign(department_decision_id=decision.pk, by=countersigner)
