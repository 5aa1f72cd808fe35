"""The department's weeks: its head rules on Sunday and Wednesday, the manager countersigns a day later."""

import datetime as dt

from committee.domain import agenda_items, department_decisions
from committee.models import DepartmentDecision
from demo.calendar import SUNDAY, WEDNESDAY, at_hour
from demo.timeline import Stage, Story
from eligibility.domain import assessments, interviews
from eligibility.domain.proposals import Proposal
from eligibility.models import Recommendation
from eligibility.states import Place
from intake.models import Application
from intake.states import Status
from ledger import clock

DECLINED = "مبلغ الدعم المقترح لا يتناسب مع عدد أفراد الأسرة، ويُعاد النظر فيه."
SENT_BACK = "استكمال معلومة عن الدخل قبل البت."
# the last days are left to those who come into the demonstration
LEFT = dt.timedelta(days=4)


def weeks(stage: Stage) -> Story:
    """Twice a week whatever waits is decided, and answered on the next day."""
    day = stage.begins.date()
    while True:
        day += dt.timedelta(days=1)
        if day.weekday() not in (SUNDAY, WEDNESDAY):
            continue
        yield at_hour(day, 11)
        if stage.ends - stage.now > LEFT:
            for application in waiting():
                _decide(stage, application)
        yield at_hour(day + dt.timedelta(days=1), 10)
        for department_decision in unanswered():
            _answer(stage, department_decision)


def leave_open(stage: Stage) -> None:
    """Of what waits now, two cases are ruled on and await the countersignature; the others await a ruling."""
    for application in waiting()[:2]:
        rule(stage, application)


def waiting() -> list[Application]:
    """The cases whose next step is a ruling, the longest waiting first."""
    cases = Application.objects.awaiting_decision().order_by("submitted_at")
    return [application for application in cases if _open(application)]


def unanswered() -> list[DepartmentDecision]:
    """The rulings that await the countersignature."""
    newest = (newest_of(application) for application in Application.objects.awaiting_decision().order_by("pk"))
    return [
        department_decision
        for department_decision in newest
        if department_decision is not None and not hasattr(department_decision, "countersignature")
    ]


def newest_of(application: Application) -> DepartmentDecision | None:
    """The last ruling since the case was referred for its decision."""
    made = DepartmentDecision.objects.filter(application=application, round=application.round, step=application.step)
    return made.select_related("countersignature").order_by("n").last()


def rule(stage: Stage, application: Application) -> DepartmentDecision:
    """The head rules as the researcher recommends."""
    advice = Recommendation.objects.filter(application=application, round=application.round).last()
    assert advice is not None
    return department_decisions.decide(
        application_id=application.pk,
        by=stage.cast.staff["huda"],
        proposal=Proposal.of(advice),
    )


def _open(application: Application) -> bool:
    department_decision = newest_of(application)
    return department_decision is None or (
        hasattr(department_decision, "countersignature") and not department_decision.countersignature.agreed
    )


def _decide(stage: Stage, application: Application) -> None:
    # sent back once at most: the file is studied again, and no file is studied for ever
    if not _came_back(application) and stage.chance(0.05):
        agenda_items.send_back_from_file(
            application_id=application.pk, step=application.step, by=stage.cast.staff["huda"], note=SENT_BACK
        )
        stage.tell(_again(stage, application))
        return
    rule(stage, application)


def _came_back(application: Application) -> bool:
    return application.moves.filter(from_status=Status.AWAITING_DECISION, to_status=Status.IN_ASSESSMENT).exists()


def _answer(stage: Stage, department_decision: DepartmentDecision) -> None:
    agreed = department_decision.n > 1 or not stage.chance(0.05)
    department_decisions.countersign(
        department_decision_id=department_decision.pk,
        by=stage.cast.staff["adel"],
        agreed=agreed,
        note="" if agreed else DECLINED,
    )


def _again(stage: Stage, application: Application) -> Story:
    """The researcher asks once more and refers the case anew."""
    yield stage.later(days=2)
    application = Application.objects.select_related("researcher", "beneficiary", "representative").get(
        pk=application.pk
    )
    researcher = application.researcher
    assert researcher is not None
    interviews.record(
        application_id=application.pk,
        by=researcher,
        held_on=clock.today(),
        place=Place.PHONE,
        present=application.applicant_name,
        summary="استُكملت المعلومة المطلوبة عن الدخل، ولا تغيير في التوصية.",
    )
    assessments.refer(application_id=application.pk, step=application.step, by=researcher)
