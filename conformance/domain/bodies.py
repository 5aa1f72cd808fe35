"""Who decides on a scene's cases: a committee in a sitting, or two people of a department. Same questions to both."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.states import Role

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
        from scenarios import decisions

        self.secretary, self.chair = scene.staff(Role.SECRETARY), scene.staff(Role.CHAIR)
        members = [scene.somebody(Role.MEMBER), scene.somebody(Role.MEMBER)]
        committee = decisions.found_committee(
            name="لجنة الفحص", quorum=2, chair=self.chair, members=members, secretary=self.secretary
        )
        self.sitting = decisions.open_sitting(committee, by=self.secretary)

    def agreed(self, application: "Application", *, accept: bool = True) -> Agreed:
        """A motion carried by everybody."""
        from scenarios import decisions

        terms = _terms(accept)
        item = decisions.place_on_agenda(application, self.sitting, by=self.secretary)
        motion = decisions.carry(item, by=self.secretary, **terms)
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
        """A department decision that was countersigned."""
        from scenarios import decisions

        terms = _terms(accept)
        signature = decisions.countersigned(
            application, decider=self.decider, countersigner=self.countersigner, **terms
        )
        return Agreed(application, {"department_decision": signature.department_decision}, terms, self.decider)

    def record(self, agreed: Agreed) -> "Decision":
        """The decision, which has to wait for the window."""
        from committee.domain import department_decisions

        return department_decisions.record(
            department_decision_id=agreed.source["department_decision"].pk, by=self.decider
        )


def carried_by(*, by_department: bool) -> tuple[str, ...]:
    """What carries decisions out under a version."""
    return Department.carried_by if by_department else Committee.carried_by
