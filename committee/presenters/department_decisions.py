"""A case that a department decides, as its reader may see it and act on it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from accounts.models import Staff
from accounts.states import Perm
from committee import rules
from committee.models import Countersignature, Decision, DepartmentDecision
from committee.presenters import assessments
from committee.presenters.assessments import Study
from committee.queries import department_decisions as queries
from intake.models.decision_windows import DecisionWindow
from intake.states import Status

if TYPE_CHECKING:
    from intake.models import Application


class Stage(StrEnum):
    """How far the decision on a case has come in its department."""

    UNDECIDED = "undecided"
    WAITS = "waits"
    DECLINED = "declined"
    HOLDS = "holds"
    LAPSED = "lapsed"
    DECIDED = "decided"
    ELSEWHERE = "elsewhere"


OPEN = (Stage.UNDECIDED, Stage.DECLINED, Stage.LAPSED)


@dataclass(frozen=True)
class DepartmentRound:
    """What the department decided in the present round, and what the reader may do about it now."""

    application: "Application"
    reader: Staff
    made: list[DepartmentDecision]
    stage: Stage
    decision: Decision | None
    studied: bool
    window: DecisionWindow

    @property
    def current(self) -> DepartmentDecision | None:
        """The department decision that counts: the newest, made on the study as it stands."""
        newest = self.made[-1] if self.made else None
        if newest is None or (newest.step != self.application.step and self.decision is None):
            return None
        return newest

    @property
    def former(self) -> list[DepartmentDecision]:
        """Those that were declined, replaced, or overtaken by a new study, the latest first."""
        return [decided for decided in reversed(self.made) if decided != self.current]

    @property
    def answer(self) -> Countersignature | None:
        return answer_to(self.current)

    @property
    def may_decide(self) -> bool:
        """Whether the reader may decide on the case, for the first time or anew."""
        return self.stage in (*OPEN, Stage.WAITS) and self.reader.may(Perm.DECIDE) and not self.studied

    @property
    def may_countersign(self) -> bool:
        """Whether the reader may countersign: the decision waits for that, and it is a colleague's."""
        waits = self.stage == Stage.WAITS and self.current is not None and self.current.by_id != self.reader.pk
        return waits and self.reader.may(Perm.COUNTERSIGN) and not self.studied

    @property
    def may_record(self) -> bool:
        return self.stage == Stage.HOLDS and self.window.passed and self.reader.may(Perm.RECORD_DECISIONS)

    @property
    def may_send_back(self) -> bool:
        return self.stage in (*OPEN, Stage.WAITS) and self.reader.may(Perm.SEND_BACK_CASES)

    @property
    def countersigners(self) -> list[Staff]:
        """Who may countersign, the author of the decision left out (or the reader, who may become it); by name."""
        author = self.current.by_id if self.current and self.stage == Stage.WAITS else self.reader.pk
        return queries.countersigners(self.application, author=author)


@dataclass(frozen=True)
class DepartmentCase(Study):
    """One case before its department: what is needed to decide it, on one screen."""

    department_round: DepartmentRound


def answer_to(decided: DepartmentDecision | None) -> Countersignature | None:
    """Return the countersignature of a department decision, or None."""
    return getattr(decided, "countersignature", None)


def round_of(application: "Application", reader: Staff) -> DepartmentRound:
    """Return how the case stands in its department, for `reader`, to whom it is open."""
    of_round = application.department_decisions.filter(round=application.round)
    made = list(of_round.select_related("by", "countersignature__by").order_by("n"))
    decision = Decision.objects.filter(application=application, round=application.round).first()
    return DepartmentRound(
        application=application,
        reader=reader,
        made=made,
        stage=_stage(application, made[-1] if made else None, decision),
        decision=decision,
        studied=rules.took_part_in_study(reader, application),
        window=assessments.window_of(application),
    )


def shown(application: "Application", reader: Staff) -> DepartmentCase:
    """Return the dossier of the case for `reader`."""
    study = assessments.of(application, application.round)
    return DepartmentCase(**study, department_round=round_of(application, reader))


def _stage(application: "Application", newest: DepartmentDecision | None, decision: Decision | None) -> Stage:
    if decision is not None:
        return Stage.DECIDED
    if application.state != Status.AWAITING_DECISION:
        return Stage.ELSEWHERE
    if newest is None or newest.step != application.step:
        return Stage.UNDECIDED
    answer = answer_to(newest)
    if answer is None:
        return Stage.WAITS
    if not answer.agreed:
        return Stage.DECLINED
    return Stage.HOLDS if queries.holds(newest) else Stage.LAPSED
