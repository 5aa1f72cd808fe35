"""A case that a department decides, as its reader may see it and act on it."""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.models import Staff
from accounts.states import Perm
from committee.domain import department_decisions
from committee.models import Countersignature, Decision, DepartmentDecision
from committee.presenters import assessments
from committee.presenters.assessments import Study
from intake.states import Status
from ledger import clock

if TYPE_CHECKING:
    from intake.models import Application


class Standing(StrEnum):
    """Where the decision on a case stands in its department."""

    UNRULED = "unruled"
    WAITS = "waits"
    DECLINED = "declined"
    HOLDS = "holds"
    LAPSED = "lapsed"
    DECIDED = "decided"
    ELSEWHERE = "elsewhere"


OPEN = (Standing.UNRULED, Standing.DECLINED, Standing.LAPSED)


@dataclass(frozen=True)
class Ruled:
    """The rulings of the present round, and what the reader may do about them now."""

    application: "Application"
    reader: Staff
    department_decisions: list[DepartmentDecision]
    standing: Standing
    decision: Decision | None
    studied: bool
    now: dt.datetime

    @property
    def department_decision(self) -> DepartmentDecision | None:
        """The ruling that counts: the newest, made on the study as it stands."""
        newest = self.department_decisions[-1] if self.department_decisions else None
        if newest is None or (newest.step != self.application.step and self.decision is None):
            return None
        return newest

    @property
    def former(self) -> list[DepartmentDecision]:
        """Rulings that were declined, replaced, or overtaken by a new study, the latest first."""
        return [one for one in reversed(self.department_decisions) if one != self.department_decision]

    @property
    def answer(self) -> Countersignature | None:
        """What the second person said to it."""
        return answer_to(self.department_decision)

    @property
    def due(self) -> bool:
        """Whether the window has passed."""
        moment = self.application.decision_not_before
        return moment is not None and self.now >= moment

    @property
    def days_left(self) -> int:
        """Days of 24 hours until the decision may be recorded, a part of a day counted whole."""
        moment = self.application.decision_not_before
        return math.ceil((moment - self.now) / dt.timedelta(days=1)) if moment else 0

    @property
    def may_decide(self) -> bool:
        """Whether the reader may rule on the case, for the first time or anew."""
        return self.standing in (*OPEN, Standing.WAITS) and self.reader.may(Perm.DECIDE) and not self.studied

    @property
    def may_countersign(self) -> bool:
        """Whether the reader may answer the ruling: it waits for that, and it is a colleague's."""
        if (
            self.standing != Standing.WAITS
            or self.department_decision is None
            or self.department_decision.by_id == self.reader.pk
        ):
            return False
        return self.reader.may(Perm.COUNTERSIGN) and not self.studied

    @property
    def may_record(self) -> bool:
        """Whether the reader may record the decision now."""
        return self.standing == Standing.HOLDS and self.due and self.reader.may(Perm.RECORD_DECISIONS)

    @property
    def may_send_back(self) -> bool:
        """Whether the reader may send the case back to its researcher."""
        return self.standing in (*OPEN, Standing.WAITS) and self.reader.may(Perm.SEND_BACK_CASES)

    @property
    def countersigners(self) -> list[Staff]:
        """Who may countersign a ruling on this case, its author left out; by name."""
        author = (
            self.department_decision.by_id
            if self.department_decision and self.standing == Standing.WAITS
            else self.reader.pk
        )
        found = Staff.objects.active_with(Perm.COUNTERSIGN).exclude(pk=author)
        studied, barred = self.application.recommendations.values("by"), self.application.recusals.values("staff")
        found = found.exclude(pk__in=studied).exclude(pk__in=barred)
        return [one for one in found.order_by("name", "pk") if one.pk != self.application.researcher_id]


@dataclass(frozen=True)
class DepartmentCase(Study):
    """One case before its department: what is needed to decide it, on one screen."""

    ruled: Ruled


def answer_to(department_decision: DepartmentDecision | None) -> Countersignature | None:
    """The countersignature of a ruling, or None."""
    return getattr(department_decision, "countersignature", None)


def ruled(application: "Application", reader: Staff) -> Ruled:
    """How the case stands in its department, for `reader`, to whom it is open."""
    of_round = application.department_decisions.filter(round=application.round).select_related(
        "by", "countersignature__by"
    )
    made = list(of_round.order_by("n"))
    decision = Decision.objects.filter(application=application, round=application.round).first()
    studied = application.researcher_id == reader.pk or application.recommendations.filter(by=reader).exists()
    return Ruled(
        application=application,
        reader=reader,
        department_decisions=made,
        standing=_standing(application, made[-1] if made else None, decision),
        decision=decision,
        studied=studied,
        now=clock.now(),
    )


def shown(application: "Application", reader: Staff) -> DepartmentCase:
    """The dossier of the case for `reader`."""
    return DepartmentCase(**assessments.of(application, application.round), ruled=ruled(application, reader))


def _standing(application: "Application", newest: DepartmentDecision | None, decision: Decision | None) -> Standing:
    if decision is not None:
        return Standing.DECIDED
    if application.state != Status.AWAITING_DECISION:
        return Standing.ELSEWHERE
    if newest is None or newest.step != application.step:
        return Standing.UNRULED
    answer = answer_to(newest)
    if answer is None:
        return Standing.WAITS
    if not answer.agreed:
        return Standing.DECLINED
    return Standing.HOLDS if department_decisions.holds(newest) else Standing.LAPSED
