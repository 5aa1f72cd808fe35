"""What the tour shows and a demonstration may lack: a case in every state, played in the copy of its database.

The demonstration's own stories are told, with what is chance there decided here.
"""

import datetime as dt
from collections.abc import Callable, Collection
from contextlib import suppress
from random import Random
from typing import Any

from django.db import transaction

from accounts.models import Branch, Staff
from accounts.states import Role
from channels_log.domain import leases, outbox, sending
from committee.domain import decisions, sittings
from committee.models import AgendaItem, Committee, Sitting
from demo.calendar import office
from demo.cases import case
from demo.clock import travelling
from demo.sittings import leave_open
from demo.staff import DOMAIN, Cast
from demo.timeline import Stage
from intake.domain import moves
from intake.models import Application, Service, StatementDocument
from intake.states import ClosedReason, Status
from ledger import clock
from scenarios import decisions as deciding
from scenarios.clock import moment

Until = Callable[[Application], bool]

# what demo/cases.py leaves to chance, by the share of cases in which it happens there
RIYADH, REPRESENTED, LEFT_UNMATCHED, REFERRED, HANDED, DIFFERS = 0.7, 0.1, 0.05, 0.2, 0.96, 0.12
ASKED, CALLED, ACCEPTS, SCANNED_OR_CONDITIONS, DOUBTFUL, ANSWERED = 0.25, 0.4, 0.78, 0.5, 0.15, 0.9
# days by which a story may begin earlier
PATIENCE = 14
USUAL = (RIYADH, HANDED, CALLED, ACCEPTS, SCANNED_OR_CONDITIONS)


class TooLate(Exception):
    """The story has not come as far as wished."""


class Wishes(Random):
    """Chance that takes what is wished for, where that is among what it may choose from."""

    def __init__(self, seed: int, wanted: Collection[Any]) -> None:
        super().__init__(seed)
        self.wanted = list(wanted)

    def choice(self, seq: Any) -> Any:
        """One of them, a wished-for one if there is any."""
        return next((one for one in seq if one in self.wanted), None) or super().choice(seq)

    def choices(self, population: Any, weights: Any = None, *, cum_weights: Any = None, k: int = 1) -> list[Any]:
        """One of them, a wished-for one if there is any."""
        found = [one for one in population if one in self.wanted]
        return found[:1] or super().choices(population, weights, cum_weights=cum_weights, k=k)


class Told(Stage):
    """A stage on which what happens by chance elsewhere happens where `turns` names it."""

    turns: Collection[float] = USUAL

    def chance(self, share: float) -> bool:
        """Whether the turn that has this share is taken."""
        return share in self.turns


def play() -> dict[str, int]:
    """Plays them in the database in use, which has to be a copy of a demonstration's. Each case's id by its name."""
    with travelling():
        theatre = Theatre()
        made = theatre.counter() | theatre.study() | theatre.committee()
    theatre.today()
    people()
    return made


def people() -> None:
    """Whoever has nothing to do yet, roles that a committee leaves free, and whoever has two roles."""
    quiet = Branch.objects.create(code="DMM", name="فرع الدمام", city="الدمام")
    for local, name, roles, branch in (
        ("new-reception", "ليان الواحاتي", [Role.RECEPTION], quiet),
        ("new-researcher", "مشعل الكثباني", [Role.RESEARCHER], quiet),
        ("decider", "بدرية الهضباني", [Role.DECIDER], None),
        ("countersigner", "طلال الغيثاني", [Role.COUNTERSIGNER], None),
        ("auditor", "منيرة الشفقي", [Role.AUDITOR], None),
        ("two-roles", "دانة السدراوي", [Role.RECEPTION, Role.RESEARCHER], Branch.objects.get(code="RUH")),
    ):
        Staff.objects.create_user(email=f"{local}@{DOMAIN}", name=name, roles=roles, branch=branch)


class Theatre:
    """Stages for the cases of the tour, all at the branch of the staff who take it."""

    def __init__(self) -> None:
        self.staff = {one.email.partition("@")[0]: one for one in Staff.objects.filter(email__endswith=f"@{DOMAIN}")}
        branches = {branch.code: branch for branch in Branch.objects.all()}
        self.cast = Cast(staff=self.staff, branches=branches, committee=Committee.objects.get(active=True))
        self.services = list(Service.objects.filter(active=True).order_by("position"))
        self.now = clock.now()
        self.told = 0

    def counter(self) -> dict[str, int]:
        """Cases that have not left the counter."""
        unmatched = (*USUAL, LEFT_UNMATCHED)
        return {
            "draft": self.tell(2, lambda case: True),
            "filled": self.tell(2, _filled, turns=unmatched),
            "to_match": self.tell(2, _filled, turns=unmatched, service=1),
            "to_sign": self.tell(2, _filled, turns=unmatched, service=1),
            "referred": self.tell(6, lambda case: case.referrals.exists(), turns=(*unmatched, REFERRED)),
            "represented": self.tell(6, _filled, turns=(*unmatched, REPRESENTED)),
            "signed": self.tell(3, lambda case: case.statements.filter(signed_at__isnull=False).exists()),
            "submitted": self.tell(3, _is(Status.SUBMITTED), turns=(RIYADH, DIFFERS, SCANNED_OR_CONDITIONS)),
            "handed_over": self.tell(3, _is(Status.SUBMITTED)),
            "by_phone": self.tell(3, _is(Status.SUBMITTED), way="phone"),
        }

    def study(self) -> dict[str, int]:
        """Cases that are studied, one of them waiting for its applicant."""
        return {
            "studied": self.tell(3, _is(Status.IN_ASSESSMENT), turns=(*USUAL, DIFFERS)),
            "to_refer": self.tell(8, lambda case: case.recommendations.exists()),
            "asked": self.tell(4, _is(Status.AWAITING_APPLICANT), turns=(*USUAL, ASKED)),
            "waiting": self.tell(8, _is(Status.AWAITING_DECISION), turns=(*USUAL, REFERRED, ANSWERED, DOUBTFUL)),
            "to_record": self.tell(34, lambda case: case.agenda_items.exists()),
        }

    def committee(self) -> dict[str, int]:
        """Cases that the committee has decided, and what became of them."""
        rejecting = tuple(turn for turn in USUAL if turn != ACCEPTS)
        return {
            "accepted": self.tell(20, _is(Status.ACCEPTED), way="letter"),
            "rejected": self.tell(21, _is(Status.REJECTED), turns=rejecting, way="letter"),
            "registered": self.tell(24, _is(Status.REGISTERED), turns=(*USUAL, REPRESENTED)),
            "served": self.tell(34, _is(Status.SERVED), turns=(*USUAL, REFERRED, ANSWERED, DIFFERS, ASKED)),
            "closed": self.close(self.tell(5, _is(Status.SUBMITTED))),
        }

    def tell(self, days_ago: int, until: Until, **wishes: Any) -> int:
        """Tells a story that began about so many days ago until its case is as wished; the case's id.

        Weekends and chance make stories last, so that one that is not as far today begins some days earlier.
        `wishes` are those of `stage`. RuntimeError where no beginning serves.
        """
        for days in range(days_ago, days_ago + PATIENCE):
            with suppress(TooLate), transaction.atomic():
                return self.told_from(self.now - dt.timedelta(days=days), until, self.stage(**wishes))
        raise RuntimeError(f"No case of {days_ago} days ago or more became what the tour shows.")

    def told_from(self, begins: dt.datetime, until: Until, stage: Told) -> int:
        """Plays scene after scene, the committee's in between. Raises TooLate where the next one would be tomorrow."""
        story = case(stage, office(begins, stage.random))
        when, mine = next(story, None), 0
        while when is not None and when < self.now:
            stage.now = when
            with moment(when):
                when = next(story, None)
                mine = mine or Application.objects.latest("pk").pk
                found = Application.objects.get(pk=mine)
                if until(found):
                    return mine
                if found.state == Status.AWAITING_DECISION and not found.agenda_items.exists():
                    self.vote(found)
            self.decide(mine, when)
        raise TooLate

    def stage(self, *, turns: Collection[float] = USUAL, way: str = "sms", service: int = 0) -> Told:
        """A stage for one story, with people of its own numbers; `turns` happen, notices go by `way`."""
        self.told += 1
        wanted = [way, self.staff["reem"], self.services[service]]
        begins = self.now - dt.timedelta(days=100)
        stage = Told(
            cast=self.cast, services=self.services, random=Wishes(self.told, wanted), begins=begins, ends=self.now
        )
        stage.serials = iter(range(900_000 + self.told * 10, 900_010 + self.told * 10))  # type: ignore[assignment]
        stage.turns = turns
        return stage

    def vote(self, application: Application) -> None:
        """A sitting of its own for this case, in which everybody follows the researcher."""
        by = self.staff["abeer"]
        sitting = deciding.open_sitting(self.cast.committee, by=by, place="قاعة الاجتماعات")
        item = deciding.place_on_agenda(application, sitting, by=by)
        advice = application.recommendations.latest("pk")
        terms = {name: getattr(advice, name) for name in ("outcome", "help_kind", "amount", "conditions", "reasons")}
        deciding.carry(item, by=by, **terms)
        sittings.end(sitting_id=sitting.pk, by=by)

    def decide(self, application_id: int, when: dt.datetime | None) -> None:
        """Records the decision if its moment comes before the next scene, and never before the sitting."""
        item = AgendaItem.objects.filter(application=application_id, decisions__isnull=True).first()
        opens = item and item.application.decision_not_before
        if item and opens and when and opens < when:
            with moment(max(opens, item.added_at) + dt.timedelta(minutes=10)):
                decisions.record(item_id=item.pk, by=self.staff["fahad"])

    def close(self, application_id: int) -> int:
        """Closes a case at its applicant's wish; its id."""
        found = Application.objects.get(pk=application_id)
        with moment(self.now - dt.timedelta(hours=1)):
            moves.close(
                application_id=found.pk,
                step=found.step,
                by=self.staff["amal"],
                reason=ClosedReason.WITHDRAWN,
                note="بطلب من مقدّم الطلب هاتفيًّا.",
            )
        return found.pk

    def today(self) -> None:
        """A sitting that is open, with motions; one that is called; and the notices that all this owes."""
        open_one = Sitting.objects.filter(opened_at__isnull=False, ended_at__isnull=True).first()
        if open_one is None or open_one.items.filter(motions__isnull=False).count() < 2:
            with travelling(), moment(self.now):
                leave_open(self.stage())
        sittings.call(
            committee_id=self.cast.committee.pk,
            by=self.staff["abeer"],
            held_at=office(clock.now() + dt.timedelta(days=6), Wishes(1, ())),
            place="قاعة الاجتماعات",
        )
        outbox.make_all()
        # not a whole sweep, which would record the decision that the chair is to record
        sending.send_all(claimed=leases.claim())


def _is(status: Status) -> Until:
    return lambda case: case.state == status


def _filled(case: Application) -> bool:
    return (
        StatementDocument.objects.filter(statement__application=case).exclude(seen_original=False, file=None).exists()
    )
