"""Eight at once: double clicks and members who act in the same moment end with one ballot each and one decision."""

from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse

from committee.domain import agenda_items, decisions, sittings, votes
from committee.models import AgendaItem, Ballot, Decision, Motion, Sitting, VoteClosing
from committee.states import Choice, Seat
from intake.domain import recusals
from intake.models import Application, Move
from intake.states import Status
from ledger import clock
from tests import factories
from tests.committee import factories as department
from tests.committee.factories import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def item(at):
    """Five voters, the quorum four; submitted long ago, so that its window has passed by now."""
    factories.make_policy()
    factories.make_committee(voters=5, quorum=4)
    with at("2026-01-01 10:00"):
        application = factories.awaiting_decision()
    with at("2026-01-02 10:00"):
        item = factories.on_agenda(application)
        factories.propose(item)
    return item


def voters(item):
    members = item.sitting.committee.members.exclude(seat=Seat.SECRETARY).order_by("pk").select_related("staff")
    return [member.staff for member in members]


def test_one_voter_who_clicks_eight_times_votes_once(item):
    motion, staff = item.motions.get(), voters(item)[0]
    results = at_once(*[lambda: votes.cast(motion_id=motion.pk, by=staff, choice=Choice.FOR)] * THREADS)
    assert results == [Ballot.objects.get()] * THREADS


def test_eight_clicks_on_the_page_end_well(item):
    motion, staff = item.motions.get(), voters(item)[0]

    def click():
        client = Client()
        client.force_login(staff)
        url = reverse("committee:vote", args=[item.pk])
        return client.post(url, {"motion": motion.pk, "choice": "for"}).status_code

    assert at_once(*[click] * THREADS) == [302] * THREADS
    assert Ballot.objects.count() == 1


def test_members_who_vote_at_once_are_all_counted(item):
    motion = item.motions.get()
    acts = [
        lambda staff=staff, choice=choice: votes.cast(motion_id=motion.pk, by=staff, choice=choice)
        for staff, choice in zip(voters(item), [Choice.FOR] * 3 + [Choice.AGAINST, Choice.ABSTAIN], strict=True)
        for _ in range(2)
    ]
    results = at_once(*acts)
    assert Counter(results) == dict.fromkeys(Ballot.objects.all(), 2)
    closing = votes.close(motion_id=motion.pk, by=factories.secretary(item.sitting.committee))
    assert (closing.ayes, closing.nays, closing.abstentions) == (3, 1, 1)


def test_a_closing_counts_every_vote_that_was_accepted(item):
    motion, by = item.motions.get(), factories.secretary(item.sitting.committee)
    people = voters(item)
    for staff in people[:4]:
        votes.cast(motion_id=motion.pk, by=staff, choice=Choice.FOR)
    at_once(
        lambda: votes.cast(motion_id=motion.pk, by=people[4], choice=Choice.AGAINST),
        *[lambda: votes.close(motion_id=motion.pk, by=by)] * (THREADS - 1),
    )
    closing = VoteClosing.objects.get()
    assert closing.ayes + closing.nays + closing.abstentions == Ballot.objects.count()


def test_a_motion_put_to_the_vote_eight_times_is_one(item):
    by = factories.secretary(item.sitting.committee)

    def propose():
        return votes.propose(item_id=item.pk, by=by, proposal=department.proposal(), after=1)

    results = at_once(*[propose] * THREADS)
    assert results == [Motion.objects.get(n=2)] * THREADS
    assert Motion.objects.count() == 2


def test_the_chair_and_the_sweep_record_one_decision(item, at):
    motion, committee = item.motions.get(), item.sitting.committee
    with at("2026-01-02 11:00"):
        for staff in voters(item):
            votes.cast(motion_id=motion.pk, by=staff, choice=Choice.FOR)
        votes.close(motion_id=motion.pk, by=factories.secretary(committee))
    chair = committee.members.get(seat=Seat.CHAIR).staff
    at_once(
        *[lambda: decisions.record(item_id=item.pk, by=chair)] * (THREADS // 2),
        *[decisions.record_due] * (THREADS // 2),
    )
    assert (Decision.objects.count(), Move.objects.filter(to_status=Status.ACCEPTED).count()) == (1, 1)
    assert Application.objects.get(pk=item.application_id).status == Status.ACCEPTED


def test_a_recusal_in_the_same_moment_as_the_vote_never_counts_it(item):
    motion, by = item.motions.get(), factories.secretary(item.sitting.committee)
    people = voters(item)
    for staff in people[1:]:
        votes.cast(motion_id=motion.pk, by=staff, choice=Choice.FOR)
    at_once(
        lambda: votes.cast(motion_id=motion.pk, by=people[0], choice=Choice.AGAINST),
        lambda: recusals.declare(application_id=item.application_id, by=people[0], reason="قرابة"),
    )
    closing = votes.close(motion_id=motion.pk, by=by)
    assert (closing.ayes, closing.nays) == (4, 0)


def test_one_sitting_is_called_by_eight_clicks_and_ended_once(item):
    committee, by = item.sitting.committee, factories.secretary(item.sitting.committee)
    at_once(*[lambda: sittings.call(committee_id=committee.pk, by=by, held_at=clock.now(), number=2)] * THREADS)
    assert Sitting.objects.filter(number=2).count() == 1
    results = at_once(
        *[lambda: sittings.end(sitting_id=item.sitting_id, by=by)] * 4,
        *[lambda: agenda_items.postpone(item_id=item.pk, by=by, reason="تأجيل")] * 4,
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert AgendaItem.objects.get(pk=item.pk).postponed_at is not None
    assert Sitting.objects.get(pk=item.sitting_id).ended_at is not None
