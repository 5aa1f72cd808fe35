"""One application's passage in time: what moved it, when, by whom, and where it stands at the end."""

from dataclasses import dataclass, field
from random import Random

from bench.dataset.office_hours import DAY, Hours
from bench.dataset.sittings import CLOSED, Hearing, Sittings
from bench.dataset.staff import Crew
from bench.dataset.weighted_choice import Shares
from demo.services import Offer
from intake.states import ClosedReason, Status

S = Status
SIGNED, SUBMITTED = 18.0, 19.0  # minutes after the application was opened
ASKED = "إحضار تعريف بالدخل مؤرخ خلال آخر ثلاثة أشهر."
APPEALED = "يطلب مقدّم الطلب إعادة النظر لتغيّر دخل الأسرة."
WITHDRAWN = "بطلب منه هاتفيًّا."
WAYS = Shares({"sms": 78, "email": 14, "phone": 4, "letter": 2, "delegate": 2})
BY_HAND = ("phone", "letter", "delegate")
# where those stand that wait at the head of research, and those that wait elsewhere
HEAD = Shares({S.SUBMITTED: 20, S.IN_ASSESSMENT: 30, S.AWAITING_APPLICANT: 12, S.AWAITING_DECISION: 38})
ELSEWHERE = Shares({S.DRAFT: 30, S.ACCEPTED: 30, S.REGISTERED: 40})
ELSEWHERE_SHARE = 0.24
DECIDED = "decided"
ENDINGS = Shares(
    {
        DECIDED: 930,
        ClosedReason.ABANDONED: 15,
        ClosedReason.WITHDRAWN: 20,
        ClosedReason.NO_ANSWER: 15,
        ClosedReason.OUT_OF_SCOPE: 20,
    }
)


@dataclass(slots=True)
class Case:
    """An application as planned. Moments are minutes of office hours, None where that was not reached."""

    pk: int
    person: int
    branch: int
    service: int
    way: str
    agent: bool
    reception: int
    researcher: int
    created: float
    dice: int
    answers: str
    status: Status = S.DRAFT
    round: int = 1
    last: float = 0.0
    closed_reason: str = ""
    submitted: float | None = None
    begun: float | None = None
    begun_by: int = 0
    reviewed: float | None = None
    again: float | None = None
    interviewed: float | None = None
    recommended: float | None = None
    recommends: str = ""
    registered: float | None = None
    served: float | None = None
    stands: str = ""
    moves: list[str] = field(default_factory=list)
    hearings: list[Hearing] = field(default_factory=list)


@dataclass(frozen=True)
class World:
    """What every case is told with: time, people, services, and the share of cases on which somebody has to act."""

    hours: Hours
    sittings: Sittings
    crew: Crew
    offers: tuple[Offer, ...]
    decision_days: int
    waiting: float


class Teller:
    """Tells cases of one block with its own chance."""

    def __init__(self, world: World, random: Random) -> None:
        self.world, self.random = world, random

    def tell(self, case: Case, *, waits: bool) -> None:
        """Takes the case as far as it goes: until somebody has to act (`waits`), or to an end."""
        goal = self._goal(waits)
        case.last = case.created
        case.recommends = "accept" if goal in (S.ACCEPTED, S.REGISTERED) or self.random.random() < 0.78 else "reject"
        if self._receive(case, goal) and self._study(case, goal):
            self._decide(case, goal)
        if not waits and case.status not in (S.SERVED, S.REJECTED, S.CLOSED):
            # too late to come to its end in time
            self._close(case, ClosedReason.WITHDRAWN, (case.last + self.world.hours.end) / 2)

    def _goal(self, waits: bool) -> str:
        if not waits:
            return ENDINGS.draw(self.random)
        elsewhere = self.random.random() < ELSEWHERE_SHARE * (1 - self.world.waiting)
        return (ELSEWHERE if elsewhere else HEAD).draw(self.random)

    def _receive(self, case: Case, goal: str) -> bool:
        """Policy steps 1 to 5. Whether the case goes on."""
        if goal == S.DRAFT:
            return False
        if goal == ClosedReason.ABANDONED:
            self._close(case, ClosedReason.ABANDONED, case.created + 30 * DAY)
            return False
        self._move(case, S.SUBMITTED, case.reception, case.created + SUBMITTED)
        case.submitted = case.last
        if goal == ClosedReason.WITHDRAWN:
            self._close(case, ClosedReason.WITHDRAWN, self._days(case, 0.2, 3))
        return goal not in (S.SUBMITTED, ClosedReason.WITHDRAWN)

    def _study(self, case: Case, goal: str) -> bool:
        """The assessment up to the referral for decision. Whether the case goes on."""
        case.begun_by = case.researcher if self.random.random() < 0.7 else self.world.crew.head
        if not self._move(case, S.IN_ASSESSMENT, case.begun_by, self._days(case, 0.3, 2.5)):
            return False
        case.begun = case.last
        # a case that waits under assessment stops at any point of it
        depth = self.random.randrange(4) if goal == S.IN_ASSESSMENT else 4
        case.reviewed = self._then(case, self._days(case, 0.3, 2), depth >= 1)
        if case.reviewed is None:
            return False
        if goal == ClosedReason.OUT_OF_SCOPE:
            self._close(case, ClosedReason.OUT_OF_SCOPE, case.reviewed + 60)
            return False
        if not self._completed(case, goal):
            return False
        case.interviewed = self._then(case, self._days(case, 1, 3), depth >= 2)
        if case.interviewed is not None:
            case.recommended = self._then(case, self._days(case, 0.5, 2), depth >= 3)
        if case.recommended is None or depth < 4:
            return False
        return self._move(case, S.AWAITING_DECISION, case.researcher, case.recommended + 240)

    def _completed(self, case: Case, goal: str) -> bool:
        """Perhaps the applicant is asked to complete the file. Whether the study goes on."""
        assert case.reviewed is not None
        asked = goal in (S.AWAITING_APPLICANT, ClosedReason.NO_ANSWER)
        if not asked and (goal == S.IN_ASSESSMENT or self.random.random() > 0.08):
            return True
        if not self._move(case, S.AWAITING_APPLICANT, case.researcher, case.reviewed + 40, ASKED):
            return False
        if goal == ClosedReason.NO_ANSWER:
            self._close(case, ClosedReason.NO_ANSWER, case.last + 30 * DAY)
        if asked or not self._move(case, S.IN_ASSESSMENT, case.reception, self._days(case, 2, 7)):
            return False
        case.again = case.last
        return True

    def _decide(self, case: Case, goal: str) -> None:
        """The committee, and what follows: registration and service, or an appeal and the committee once more."""
        hearing = self._hear(case, case.recommends)
        if goal == S.AWAITING_DECISION:
            # voted on already, if its window still runs; otherwise it stands on no agenda
            if hearing and hearing.decided_text is None and self.random.random() < 0.85:
                case.hearings.append(hearing)
            return
        if not self._recorded(case, hearing):
            return
        if case.status == S.REJECTED:
            if self.random.random() > 0.04 or not self._move(
                case, S.AWAITING_DECISION, case.reception, self._days(case, 2, 8), APPEALED
            ):
                return
            case.round = 2
            outcome = "accept" if self.random.random() < 0.35 else "reject"
            if not self._recorded(case, self._hear(case, outcome)) or case.status == S.REJECTED:
                return
        self._serve(case, goal)

    def _hear(self, case: Case, outcome: str) -> Hearing | None:
        assert case.submitted is not None
        return self.world.sittings.hear(
            bench=case.branch % len(self.world.crew.benches),
            after=case.last,
            submitted=case.submitted,
            days=self.world.decision_days,
            round_=case.round,
            outcome=outcome,
            random=self.random,
        )

    def _recorded(self, case: Case, hearing: Hearing | None) -> bool:
        """The decision of a hearing as a move, where its moment has come."""
        if hearing is None:
            return False
        case.hearings.append(hearing)
        if hearing.decided_text is None:
            case.last = hearing.voted + 2 * CLOSED
            return False
        if case.way in BY_HAND:
            told = hearing.decided + self._span(0.2, 2.5)
            hearing.told = told if told < self.world.hours.end else None
        to = S.ACCEPTED if hearing.outcome == "accept" else S.REJECTED
        self._write(case, to, None, hearing.decided_text, "")
        case.last = hearing.decided
        return True

    def _serve(self, case: Case, goal: str) -> None:
        if goal == S.ACCEPTED:
            return
        if goal == DECIDED and self.random.random() < 0.02:
            self._close(case, ClosedReason.LAPSED, case.last + 40 * DAY)
            return
        if not self._move(case, S.REGISTERED, case.reception, self._days(case, 1, 5)):
            return
        case.registered = case.last
        if goal != S.REGISTERED and self._move(case, S.SERVED, case.reception, self._days(case, 1, 6)):
            case.served = case.last

    def _span(self, least: float, most: float) -> float:
        return self.random.uniform(least, most) * DAY

    def _days(self, case: Case, least: float, most: float) -> float:
        return case.last + self._span(least, most)

    def _then(self, case: Case, moment: float, comes: bool) -> float | None:
        if not comes or moment >= self.world.hours.end:
            return None
        case.last = moment
        return moment

    def _close(self, case: Case, reason: ClosedReason, moment: float) -> None:
        """Closes the case at that moment, or before the end of all where that is later."""
        if moment >= self.world.hours.end:
            moment = (case.last + self.world.hours.end) / 2
        case.closed_reason = reason.value
        for hearing in case.hearings:
            # closing stops what nobody has told yet
            hearing.told = hearing.told if hearing.told is not None and hearing.told < moment else None
        self._move(case, S.CLOSED, case.reception, moment, WITHDRAWN if reason == ClosedReason.WITHDRAWN else "")

    def _move(self, case: Case, to: Status, by: int, moment: float, note: str = "") -> bool:
        """Makes a move; False where its moment is still to come."""
        if moment >= self.world.hours.end:
            return False
        self._write(case, to, by, self.world.hours.stamp(moment), note)
        case.last = moment
        return True

    def _write(self, case: Case, to: Status, by: int | None, at: str, note: str) -> None:
        n = len(case.moves) + 1
        actor = "\\N" if by is None else by
        case.moves.append(
            f"{case.pk * 16 + n}\t{case.pk}\t{n}\t{case.status.value}\t{to.value}\t{actor}\t{at}\t{note}\n"
        )
        case.status, case.stands = to, at
