"""Who decides on a scene's cases: a committee in a sitting, or two people of a department. Same questions to both."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.states import Role
from ledger import clock

if TYPE_CHECKING:
    from committee.models import Decision
    from conformance.domain.scene import Scene
    from intake.models import Application


@dataclass(frozen=True)
class Agreed:
    """What the body agreed on about a case: the record that holds it, and what the decision will copy."""

    application: Any
    source: dict[str, Any]
    terms: dict[str, Any]
    by: Any


def _terms(accept: bool) -> dict[str, Any]:
    from eligibility.states import Outcome

    help_kind = "سداد إيجار سكن" if accept else ""
    outcome = Outcome.ACCEPT if accept else Outcome.REJECT
    return {"outcome": outcome, "help_kind": help_kind, "reasons": "بيان الأسباب في دراسة الحالة."}


class Committee:
    """A committee of three with its secretary, at an open sitting."""

    carried_by = ("committee.domain.votes.propose", "committee.domain.votes.close", "committee.domain.decisions.record")

    def __init__(self, scene: "Scene") -> None:
        from committee import models
        from committee.domain import sittings
        from committee.states import Seat

        self.secretary, self.chair = scene.staff(Role.SECRETARY), scene.staff(Role.CHAIR)
        self.voters = [self.chair, scene.somebody(Role.MEMBER), scene.somebody(Role.MEMBER)]
        committee = models.Committee.objects.create(name="لجنة الفحص", quorum=2)
        seats = [Seat.CHAIR, Seat.MEMBER, Seat.MEMBER]
        for staff, seat in [*zip(self.voters, seats, strict=True), (self.secretary, Seat.SECRETARY)]:
            models.Member.objects.create(committee=committee, staff=staff, seat=seat, since=dt.date(2020, 1, 1))
        sitting = sittings.call(committee_id=committee.pk, by=self.secretary, held_at=clock.now())
        sittings.open_sitting(sitting_id=sitting.pk, by=self.secretary)
        present = list(committee.members.exclude(seat=Seat.SECRETARY).values_list("pk", flat=True))
        sittings.attend(sitting_id=sitting.pk, member_ids=present, by=self.secretary)
        self.sitting = sitting

    def agreed(self, application: "Application", *, accept: bool = True) -> Agreed:
        """A motion carried by everybody."""
        from committee.domain import sittings, votes
        from committee.states import Choice

        item = sittings.place_on_agenda(sitting_id=self.sitting.pk, application_id=application.pk, by=self.secretary)
        terms = _terms(accept)
        motion = votes.propose(item_id=item.pk, by=self.secretary, **terms)
        for voter in self.voters:
            votes.cast(motion_id=motion.pk, by=voter, choice=Choice.FOR)
        votes.close(motion_id=motion.pk, by=self.secretary)
        return Agreed(application, {"item": item, "motion": motion}, terms, self.chair)

    def record(self, agreed: Agreed) -> "Decision":
        """The decision, which has to wait for the window."""
        from committee.domain import decisions

        return decisions.record(item_id=agreed.source["item"].pk, by=self.chair)


class Department:
    """Whoever decides and whoever countersigns."""

    carried_by = (
        "committee.domain.department_decisions.decide",
        "committee.domain.department_decisions.countersign",
        "committee.domain.department_decisions.record",
    )

    def __init__(self, scene: "Scene") -> None:
        self.decider, self.countersigner = scene.staff(Role.DECIDER), scene.staff(Role.COUNTERSIGNER)

    def agreed(self, application: "Application", *, accept: bool = True) -> Agreed:
        """A ruling that was countersigned."""
        from committee.domain import department_decisions

        terms = _terms(accept)
        department_decision = department_decisions.decide(application_id=application.pk, by=self.decider, **terms)
        department_decisions.countersign(department_decision_id=department_decision.pk, by=self.countersigner)
        return Agreed(application, {"department_decision": department_decision}, terms, self.decider)

    def record(self, agreed: Agreed) -> "Decision":
        """The decision, which has to wait for the window."""
        from committee.domain import department_decisions

        return department_decisions.record(
            department_decision_id=agreed.source["department_decision"].pk, by=self.decider
        )


def carried_by(*, by_department: bool) -> tuple[str, ...]:
    """What carries decisions out under a version."""
    return Department.carried_by if by_department else Committee.carried_by
