"""What the database refuses about sittings, ballots and decisions, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection

from committee.domain import votes
from committee.models import Ballot, Decision, Member
from committee.states import Choice, Seat
from intake.domain import moves, recusals
from ledger.errors import Refused
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def q(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def item(at, commit):
    """Three voters came; a motion is on the table; nobody voted."""
    with at("2026-01-01 10:00"), commit():
        item = factories.on_agenda(factories.awaiting_decision())
        factories.propose(item)
    return item


def cast(item, member, choice="for", motion=None):
    q(
        "INSERT INTO committee_ballot (item_id, motion_id, member_id, choice) VALUES (%s, %s, %s, %s)",
        item.pk,
        (motion or item.motions.last()).pk,
        member.pk,
        choice,
    )


def close(item, **forged):
    values = {"ayes": 0, "nays": 0, "abstentions": 0, "carried": "false", **forged}
    q(
        "INSERT INTO committee_voteclosing (item_id, motion_id, ayes, nays, abstentions, carried, by_id) VALUES"
        f" (%s, %s, {values['ayes']}, {values['nays']}, {values['abstentions']}, {values['carried']}, %s)",
        item.pk,
        item.motions.last().pk,
        factories.secretary(item.sitting.committee).pk,
    )


def decide(
    item, *, outcome="outcome", help_kind="help_kind", amount="amount", reasons="reasons", conditions="conditions"
):
    q(
        "INSERT INTO committee_decision (application_id, round, item_id, motion_id, outcome, help_kind, amount,"
        " conditions, reasons, ayes, nays, abstentions, announced, decided_at)"
        f" SELECT %s, 1, %s, id, {outcome}, {help_kind}, {amount}, {conditions}, {reasons}, 9, 0, 0, true, '2020-01-01'"
        " FROM committee_motion WHERE item_id = %s ORDER BY n DESC LIMIT 1",
        item.application_id,
        item.pk,
        item.pk,
    )


def voters(item):
    return list(Member.objects.filter(committee=item.sitting.committee).exclude(seat=Seat.SECRETARY).order_by("pk"))


def carried(item):
    for member in voters(item):
        cast(item, member)
    close(item)


def test_two_ballots_of_one_member_are_refused(item, refused):
    cast(item, voters(item)[0])
    with refused("one_ballot_of_a_member"):
        cast(item, voters(item)[0], "against")


def test_a_ballot_without_attendance_is_refused(item, refused):
    late = Member.objects.create(
        committee=item.sitting.committee, staff=factories.make_staff("member"), seat=Seat.MEMBER, since="2020-01-01"
    )
    with refused("voter_not_attending"):
        cast(item, late)


def test_a_ballot_of_the_secretary_is_refused(item, refused):
    secretary = item.sitting.committee.members.get(seat=Seat.SECRETARY)
    q(
        "INSERT INTO committee_attendance (sitting_id, member_id, recorded_by_id) VALUES (%s, %s, %s)",
        item.sitting_id,
        secretary.pk,
        secretary.staff_id,
    )
    with refused("voter_not_attending"):
        cast(item, secretary)


def test_a_ballot_by_a_recused_member_is_refused(item, refused):
    recusals.declare(application_id=item.application_id, by=voters(item)[0].staff, reason="قرابة")
    with refused("voter_recused"):
        cast(item, voters(item)[0])


def test_a_ballot_after_voting_closed_is_refused(item, refused):
    first, second, third = voters(item)
    cast(item, first)
    cast(item, second)
    close(item)
    with refused("vote_closed"):
        cast(item, third)


def test_a_ballot_on_a_replaced_motion_is_refused(item, refused):
    old = item.motions.last()
    factories.propose(item, amount=5000)
    with refused("motion_replaced"):
        cast(item, voters(item)[0], motion=old)


def test_voting_is_not_closed_without_quorum(item, refused):
    cast(item, voters(item)[0])
    with refused("quorum_missing"):
        close(item)


def test_a_forged_tally_is_counted_again(item):
    for member in voters(item):
        cast(item, member, "against")
    close(item, ayes=3, carried="true")
    assert q("SELECT ayes, nays, carried FROM committee_voteclosing") == [(0, 3, False)]


def test_a_decision_before_its_moment_is_refused(item, at, refused):
    carried(item)
    with at("2026-01-14 10:00"), refused("decision_before_window"):
        decide(item)


def test_a_decision_whose_voting_is_open_is_refused(item, at, refused):
    for member in voters(item):
        cast(item, member)
    with at("2026-02-01 10:00"), refused("decision_vote_open"):
        decide(item)


def test_a_decision_of_a_motion_that_was_not_carried_is_refused(item, at, refused):
    for member, choice in zip(voters(item), ("for", "against", "abstain"), strict=True):
        cast(item, member, choice)
    close(item)
    with at("2026-02-01 10:00"), refused("decision_motion_not_carried"):
        decide(item)


@pytest.mark.parametrize(
    "forged",
    [{"outcome": "'reject'"}, {"amount": "90000"}, {"help_kind": "'x'"}, {"reasons": "'x'"}, {"conditions": "'x'"}],
    ids=lambda forged: next(iter(forged)),
)
def test_a_decision_unlike_its_motion_is_refused(item, at, refused, forged):
    carried(item)
    with at("2026-02-01 10:00"), refused("decision_unlike_motion"):
        decide(item, **forged)


def test_a_decision_without_quorum_once_recusals_are_taken_out_is_refused(item, at, refused):
    carried(item)
    for member in voters(item)[:2]:
        recusals.declare(application_id=item.application_id, by=member.staff, reason="قرابة")
    with at("2026-02-01 10:00"), refused("majority_lost"):
        decide(item)


def test_a_decision_is_stamped_whatever_is_sent_and_moves_its_case(item, at, refused):
    carried(item)
    with at("2026-02-01 10:00"), refused("decision_without_outcome", commit=True):
        decide(item)
        decision = Decision.objects.get()
        assert decision.decided_at.isoformat() == "2026-02-01T07:00:00+00:00"
        assert (decision.ayes, decision.announced) == (3, False)


def test_two_decisions_in_one_round_are_refused(item, at, refused):
    carried(item)
    with at("2026-02-01 10:00"):
        factories.decide(item)
        with refused("decision_case_not_awaiting"):
            decide(item)


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_an_outcome_without_its_decision_is_refused(item, at, refused, status):
    carried(item)
    with at("2026-02-01 10:00"), refused("outcome_without_decision", commit=True):
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, note)"
            " VALUES (%s, %s, 'awaiting_decision', %s, '')",
            item.application_id,
            item.application.step + 1,
            status,
        )
        q("UPDATE intake_application SET status = %s WHERE id = %s", status, item.application_id)


def test_an_outcome_unlike_its_decision_is_refused(item, at, refused):
    carried(item)
    with at("2026-02-01 10:00"), refused("outcome_without_decision", commit=True):
        decide(item)
        q(
            "INSERT INTO intake_move (application_id, n, from_status, to_status, note)"
            " VALUES (%s, %s, 'awaiting_decision', 'rejected', '')",
            item.application_id,
            item.application.step + 1,
        )
        q("UPDATE intake_application SET status = 'rejected' WHERE id = %s", item.application_id)


@pytest.mark.parametrize("table", ["motion", "ballot", "voteclosing", "decision", "attendance"])
def test_votes_and_decisions_stay(item, at, commit, refused, table):
    with commit():
        carried(item)
    with at("2026-02-01 10:00"), commit():
        factories.decide(item)
    for sql in (f"DELETE FROM committee_{table}", f"UPDATE committee_{table} SET id = id + 1000"):
        with refused("append_only"):
            q(sql)
    q("RESET ROLE")
    with refused("append_only"):
        q(f"TRUNCATE committee_{table} CASCADE")


def test_the_marker_of_a_decision_is_set_once_and_alone(item, at, refused):
    carried(item)
    with at("2026-02-01 10:00"):
        factories.decide(item)
    with refused("append_only"):
        q("UPDATE committee_decision SET announced = true, amount = 1")
    q("UPDATE committee_decision SET announced = true")
    with refused("append_only"):
        q("UPDATE committee_decision SET announced = false")


def test_attendance_at_a_sitting_that_is_not_open_is_refused(item, refused):
    q("UPDATE committee_sitting SET ended_at = now(), ended_by_id = opened_by_id")
    with refused("attendance_not_open"):
        q(
            "INSERT INTO committee_attendance (sitting_id, member_id, recorded_by_id) SELECT %s, id, staff_id"
            " FROM committee_member WHERE seat = 'secretary'",
            item.sitting_id,
        )


def test_the_quorum_of_an_open_sitting_stays(item, refused):
    with refused("opened_sitting_kept"):
        q("UPDATE committee_sitting SET quorum = 2, number = 99")


def test_a_case_is_not_placed_on_two_agendas(item, refused):
    other = factories.open_sitting(item.sitting.committee)
    with refused("item_on_one_agenda_at_a_time"):
        q(
            "INSERT INTO committee_agendaitem (sitting_id, application_id, round, position, added_by_id,"
            " postponed_reason) VALUES (%s, %s, 1, 1, %s, '')",
            other.pk,
            item.application_id,
            item.added_by_id,
        )


def test_a_refusal_of_the_database_reaches_the_page_by_its_code(item):
    voter = voters(item)[0].staff
    motion = item.motions.last()
    votes.cast(motion_id=motion.pk, by=voter, choice=Choice.FOR)
    with pytest.raises(Refused) as no:
        votes.cast(motion_id=motion.pk, by=voter, choice=Choice.AGAINST)
    assert no.value.code == "one_ballot_of_a_member"
    assert Ballot.objects.count() == 1


def test_a_case_on_an_agenda_is_not_sent_back_behind_the_committee(item, refused):
    """A motion that was carried on it would otherwise still be recorded after the case came back changed."""
    carried(item)
    with refused("case_on_agenda", commit=True):
        moves.send_back(
            application_id=item.application_id,
            step=item.application.step,
            by=factories.secretary(item.sitting.committee),
            note="استكمال",
        )
