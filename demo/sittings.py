"""The committee's weeks: an agenda on Sunday, a sitting on Tuesday, and one that is open when all begins."""

import datetime as dt

from committee.domain import agenda_items, sittings, votes
from committee.models import AgendaItem, Member, Sitting
from committee.states import VOTING_SEATS, Choice
from demo.calendar import SUNDAY, TUESDAY, at_hour
from demo.timeline import Stage, Story
from eligibility.domain.proposals import Proposal
from intake.domain import recusals
from intake.models import Application

PLACE = "قاعة الاجتماعات، المركز الرئيس"


def weeks(stage: Stage) -> Story:
    """Every week: the secretary calls the sitting and fills its agenda; on Tuesday it is held."""
    day = stage.begins.date()
    while True:
        day += dt.timedelta(days=1)
        if day.weekday() != SUNDAY:
            continue
        yield at_hour(day, 12)
        tuesday = next(
            day + dt.timedelta(days=n) for n in range(1, 7) if (day + dt.timedelta(days=n)).weekday() == TUESDAY
        )
        sitting = call(stage, at_hour(tuesday, 10))
        fill(stage, sitting)
        yield at_hour(tuesday, 10, 5)
        hold(stage, sitting)


def call(stage: Stage, when: dt.datetime) -> Sitting:
    """Calls a sitting for that moment."""
    cast = stage.cast
    return sittings.call(committee_id=cast.committee.pk, by=cast.staff["abeer"], held_at=when, place=PLACE)


def fill(stage: Stage, sitting: Sitting) -> None:
    """Puts every case that awaits a decision and stands on no agenda on this one, the longest waiting first."""
    by = stage.cast.staff["abeer"]
    placed = AgendaItem.objects.filter(postponed_at__isnull=True).values("application")
    free = Application.objects.awaiting_decision().exclude(pk__in=placed)
    for application in free.order_by("submitted_at"):
        if not application.agenda_items.filter(sitting=sitting).exists():
            agenda_items.place(sitting_id=sitting.pk, application_id=application.pk, by=by)


def hold(stage: Stage, sitting: Sitting) -> None:
    """Opens the sitting, votes on every item and ends it."""
    by = stage.cast.staff["abeer"]
    present = _open(stage, sitting)
    for item in sitting.items.filter(postponed_at__isnull=True):
        _decide(stage, item, present)
    sittings.end(sitting_id=sitting.pk, by=by)


def leave_open(stage: Stage) -> None:
    """A sitting that is open now: some motions are on the table, and two members have voted on the first."""
    sitting = Sitting.objects.upcoming().filter(opened_at__isnull=True).first() or call(stage, stage.now)
    fill(stage, sitting)
    present = _open(stage, sitting, all_of_them=True)
    for place, item in enumerate(sitting.items.filter(postponed_at__isnull=True)[:4]):
        motion_id = _propose(stage, item)
        voters = [member for member in _not_barred(item, present) if member.staff != stage.cast.staff["majed"]]
        for member in voters[: 2 if place == 0 else 0]:
            votes.cast(motion_id=motion_id, by=member.staff, choice=Choice.FOR)


def _open(stage: Stage, sitting: Sitting, *, all_of_them: bool = False) -> list[Member]:
    by = stage.cast.staff["abeer"]
    sittings.open_sitting(sitting_id=sitting.pk, by=by)
    voting = list(stage.cast.committee.members.filter(seat__in=VOTING_SEATS).select_related("staff").order_by("pk"))
    absent = [] if all_of_them or stage.chance(0.4) else [stage.random.choice(voting)]
    present = [member for member in voting if member not in absent]
    secretary = stage.cast.committee.members.get(staff=by)
    sittings.attend(sitting_id=sitting.pk, member_ids=[m.pk for m in (*present, secretary)], by=by)
    return present


def _decide(stage: Stage, item: AgendaItem, present: list[Member]) -> None:
    by = stage.cast.staff["abeer"]
    if stage.chance(0.06):
        agenda_items.postpone(item_id=item.pk, by=by, reason="استكمال معلومة عن الدخل قبل التصويت.")
        return
    voters = _not_barred(item, present)
    # one recusal a case: it may come back from a vote that was not carried, and the quorum still has to be met
    if len(voters) == len(present) and stage.chance(0.05):
        recused = voters.pop()
        recusals.declare(application_id=item.application_id, by=recused.staff, reason="صلة قرابة بمقدّم الطلب.")
    motion_id = _propose(stage, item)
    for place, member in enumerate(voters):
        dissents = place and stage.chance(0.08)
        choice = stage.random.choice([Choice.AGAINST, Choice.ABSTAIN]) if dissents else Choice.FOR
        votes.cast(motion_id=motion_id, by=member.staff, choice=choice)
    votes.close(motion_id=motion_id, by=by)


def _not_barred(item: AgendaItem, members: list[Member]) -> list[Member]:
    """Those who declared no conflict of interest in this case, at this sitting or an earlier one."""
    barred = set(item.application.recusals.values_list("staff_id", flat=True))
    return [member for member in members if member.staff_id not in barred]


def _propose(stage: Stage, item: AgendaItem) -> int:
    """The researcher's recommendation as a motion; returns its id."""
    advice = item.application.recommendations.filter(round=item.round).last()
    assert advice is not None
    motion = votes.propose(item_id=item.pk, by=stage.cast.staff["abeer"], proposal=Proposal.of(advice))
    return int(motion.pk)
