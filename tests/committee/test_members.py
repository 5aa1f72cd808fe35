"""Seats, sittings and what else somebody might bend beside the ballots, asked in raw SQL as the portal's own role."""

import pytest
from django.db import connection

from committee.models import Member, Sitting
from committee.queries.committees import voting_seat
from committee.states import Seat
from intake.domain import recusals
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_app_role")]


def q(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else None


@pytest.fixture
def item(at, commit):
    with at("2026-01-01 10:00"), commit():
        item = factories.on_agenda(factories.awaiting_decision())
        factories.propose(item)
    return item


@pytest.fixture
def voter(item):
    return Member.objects.filter(committee=item.sitting.committee, seat=Seat.MEMBER).first()


def test_a_second_seat_of_one_person_is_refused(voter, refused):
    with refused("one_seat_at_a_time"):
        q(
            "INSERT INTO committee_member (committee_id, staff_id, seat, since, until) VALUES (%s, %s, 'member',"
            " '2025-01-01', '2030-01-01')",
            voter.committee_id,
            voter.staff_id,
        )


def test_a_seat_after_another_is_let_in(voter):
    q("UPDATE committee_member SET until = '2025-06-30' WHERE id = %s", voter.pk)
    q(
        "INSERT INTO committee_member (committee_id, staff_id, seat, since) VALUES (%s, %s, 'member', '2025-07-01')",
        voter.committee_id,
        voter.staff_id,
    )
    assert Member.objects.filter(staff=voter.staff).count() == 2


@pytest.mark.parametrize("column", ["staff_id", "committee_id", "since", "seat"])
def test_a_seat_that_was_taken_is_not_turned_into_another(voter, refused, column):
    other = factories.make_staff("member")
    value = {
        "staff_id": str(other.pk),
        "committee_id": "committee_id + 1",
        "since": "'2019-01-01'",
        "seat": "'secretary'",
    }[column]
    with refused("seat_kept"):
        q(f"UPDATE committee_member SET {column} = {value} WHERE id = %s", voter.pk)


def test_a_recused_member_does_not_vote_from_a_seat_pointed_elsewhere(item, voter, refused):
    recusals.declare(application_id=item.application_id, by=voter.staff, reason="قرابة")
    other = factories.make_staff("member")
    with refused("seat_kept"):
        q("UPDATE committee_member SET staff_id = %s WHERE id = %s", other.pk, voter.pk)


def test_a_seat_whose_end_is_announced_still_votes(voter, at):
    Member.objects.filter(pk=voter.pk).update(until="2026-06-30")
    with at("2026-06-30 12:00"):
        assert voting_seat(voter.staff, voter.committee) == voter
    with at("2026-07-01 12:00"):
        assert voting_seat(voter.staff, voter.committee) is None


def test_a_sitting_is_not_born_open(item, refused):
    with refused("sitting_born_unopened"):
        q(
            "INSERT INTO committee_sitting (committee_id, number, held_at, place, kind, quorum, opened_at,"
            " opened_by_id)"
            " SELECT committee_id, 99, held_at, place, kind, quorum, opened_at, opened_by_id FROM committee_sitting"
        )


def test_a_sitting_ends_when_it_ends(item, at):
    with at("2026-01-02 11:00"):
        q("UPDATE committee_sitting SET ended_at = '2020-01-01', ended_by_id = opened_by_id")
    assert Sitting.objects.get().ended_at.isoformat() == "2026-01-02T08:00:00+00:00"


def test_the_day_of_an_open_sitting_stays(item, refused):
    with refused("opened_sitting_kept"):
        q("UPDATE committee_sitting SET held_at = '2020-01-01'")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE intake_application SET branch_id = branch_id + 1", "branch is fixed"),
        (
            "UPDATE intake_application a SET notify_contact_id = (SELECT id FROM beneficiaries_contactpoint c"
            " WHERE c.beneficiary_id <> a.beneficiary_id LIMIT 1)",
            "own contact point",
        ),
    ],
    ids=["branch", "contact"],
)
def test_where_a_case_belongs_and_whom_it_reaches_stays(item, refused, sql, sentence):
    factories.make_person()
    with refused(sentence):
        q(sql)


def test_history_is_not_forged(item, refused):
    Member.objects.update(until="2030-01-01")
    with refused("history_written_by_database"):
        q(
            "INSERT INTO committee_memberevent (pgh_created_at, pgh_label, pgh_obj_id, id, committee_id, staff_id,"
            " seat, since)"
            " SELECT '2001-01-01', 'update', id, id, committee_id, staff_id, seat, since FROM committee_member"
        )
    assert q("SELECT count(*) FROM committee_memberevent WHERE pgh_created_at < '2002-01-01'") == [(0,)]
