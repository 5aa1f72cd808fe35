"""The pages of a sitting: listed, called, opened, filled, attended, ended, printed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.domain import sittings
from committee.models import AgendaItem, Sitting
from committee.states import Seat, SittingKind
from intake.domain import recusals
from ledger import clock
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    with at("2026-01-05 10:00"):
        yield


@pytest.fixture
def committee():
    factories.make_policy()
    return factories.make_committee()


@pytest.fixture
def by(committee, client):
    """The secretary, signed in."""
    staff = factories.secretary(committee)
    client.force_login(staff)
    return staff


def page(name, sitting):
    return reverse(f"committee:{name}", args=[sitting.pk])


def new_sitting(committee, by, **fields):
    return sittings.call(committee_id=committee.pk, by=by, held_at=clock.now(), **fields)


CALL = {
    "day_day": "٧", "day_month": "1", "day_year": "2026", "day_calendar": "gregorian", "time": "١٠:٣٠",
    "kind": "circulation", "place": "قاعة الاجتماعات", "number": "1",
}  # fmt: skip


class TestCalling:
    def test_it_calls_a_sitting_in_any_digits(self, client, committee, by):
        response = client.post(reverse("committee:call"), CALL)
        sitting = Sitting.objects.get()
        assert response.url == page("sitting", sitting)
        assert sitting.held_at.astimezone(clock.RIYADH).isoformat() == "2026-01-07T10:30:00+03:00"
        assert (sitting.number, sitting.kind, sitting.place) == (1, SittingKind.CIRCULATION, "قاعة الاجتماعات")

    def test_it_takes_a_hijri_date(self, client, by):
        hijri = {"day_day": "18", "day_month": "7", "day_year": "1447", "day_calendar": "hijri"}
        client.post(reverse("committee:call"), {**CALL, **hijri})
        assert Sitting.objects.get().held_at.astimezone(clock.RIYADH).date().isoformat() == "2026-01-07"

    def test_a_double_click_calls_one(self, client, by):
        for _ in range(2):
            assert client.post(reverse("committee:call"), CALL).status_code == 302
        assert Sitting.objects.count() == 1

    def test_a_number_taken_by_a_colleague_is_told(self, client, committee, by):
        new_sitting(committee, by)
        response = client.post(reverse("committee:call"), CALL)
        assert response.status_code == 422
        assert "error-summary" in response.text
        assert Sitting.objects.count() == 1

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"day_year": "2020"}, "day"),
            ({"time": "later"}, "time"),
            ({"kind": ""}, "kind"),
            ({"day_day": "40"}, "day"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field_and_kept(self, client, by, changes, field):
        response = client.post(reverse("committee:call"), {**CALL, **changes})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert "قاعة الاجتماعات" in response.text
        assert not Sitting.objects.exists()

    def test_whoever_sits_on_no_committee_finds_no_page(self, client):
        client.force_login(factories.make_staff("secretary"))
        assert client.get(reverse("committee:call")).status_code == 404


class TestTheList:
    def test_it_shows_upcoming_and_ended_apart(self, client, committee, by):
        open_one, ended = new_sitting(committee, by), new_sitting(committee, by)
        sittings.open_sitting(sitting_id=ended.pk, by=by)
        sittings.end(sitting_id=ended.pk, by=by)
        upcoming = client.get(reverse("committee:sittings"))
        assert [row.url for row in upcoming.context["rows"]] == [page("sitting", open_one)]
        gone = client.get(reverse("committee:sittings"), {"show": "ended"})
        assert [row.url for row in gone.context["rows"]] == [page("sitting", ended)]

    def test_another_committees_sittings_are_not_there(self, client, committee, by):
        sitting = new_sitting(committee, by)
        client.force_login(factories.make_staff("chair"))
        assert client.get(reverse("committee:sittings")).context["rows"] == []
        assert client.get(page("sitting", sitting)).status_code == 404

    def test_its_queries_do_not_grow(self, client, committee, by):
        counts = []
        for more in (1, 2):
            for _ in range(more):
                new_sitting(committee, by)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("committee:sittings")).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestTheSitting:
    def test_it_is_opened_attended_and_ended(self, client, committee, by):
        sitting = new_sitting(committee, by)
        client.post(page("open", sitting))
        members = list(committee.members.exclude(seat=Seat.SECRETARY).values_list("pk", flat=True))
        client.post(page("attendance", sitting), {"members": members[:2]})
        client.post(page("attendance", sitting), {"members": members})
        assert sitting.attendance.count() == 3
        response = client.post(page("end", sitting))
        sitting.refresh_from_db()
        assert response.url == page("sitting", sitting)
        assert sitting.ended_by == by

    def test_opening_twice_is_told_kindly(self, client, committee, by):
        sitting = new_sitting(committee, by)
        client.post(page("open", sitting))
        response = client.post(page("open", sitting), follow=True)
        assert response.status_code == 200
        assert [message.level_tag for message in response.context["messages"]] == ["success", "info"]

    def test_attendance_of_nobody_is_asked_again(self, client, committee, by):
        sitting = factories.open_sitting(committee, present=0)
        response = client.post(page("attendance", sitting), {})
        assert response.status_code == 422
        assert "id_members_error" in response.text

    def test_attendance_before_opening_is_refused(self, client, committee, by):
        sitting = new_sitting(committee, by)
        response = client.post(page("attendance", sitting), {"members": [committee.members.first().pk]})
        assert response.status_code == 422
        assert not sitting.attendance.exists()

    def test_ending_says_first_what_will_be_postponed(self, client, committee, by):
        sitting = factories.open_sitting(committee)
        carried = factories.voted(factories.awaiting_decision(), sitting=sitting)
        left = factories.on_agenda(factories.awaiting_decision(), sitting)
        response = client.get(page("end", sitting))
        assert left.application.beneficiary.full_name in response.text
        assert carried.application.beneficiary.full_name not in response.text
        sitting.refresh_from_db()
        assert sitting.ended_at is None

    def test_a_member_sees_it_and_holds_nothing(self, client, committee, by):
        sitting = factories.open_sitting(committee)
        client.force_login(committee.members.filter(seat=Seat.MEMBER).first().staff)
        text = client.get(page("sitting", sitting)).text
        assert page("end", sitting) not in text
        assert page("attendance", sitting) not in text
        assert client.post(page("end", sitting)).status_code == 403

    def test_a_recused_member_sees_the_number_and_no_name(self, client, committee, by):
        sitting = factories.open_sitting(committee)
        item = factories.on_agenda(factories.awaiting_decision(), sitting)
        seen = factories.on_agenda(factories.awaiting_decision(), sitting)
        recusals.declare(application_id=item.application_id, by=by, reason="قرابة")
        for name in ("sitting", "agenda", "end"):
            text = client.get(page(name, sitting)).text
            assert item.application.beneficiary.full_name not in text
            assert item.application.reference not in text
            assert seen.application.beneficiary.full_name in text

    @pytest.mark.parametrize("name", ["sitting", "agenda", "end"])
    def test_its_queries_do_not_grow(self, client, committee, by, name):
        sitting = factories.open_sitting(committee)
        counts = []
        for more in (1, 2):
            for _ in range(more):
                item = factories.on_agenda(factories.awaiting_decision(), sitting)
                factories.propose(item)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page(name, sitting)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestAddingCases:
    def test_it_adds_what_is_picked_the_nearest_target_first(self, client, at, committee, by):
        with at("2026-01-02 10:00"):
            second = factories.awaiting_decision()
        with at("2026-01-01 10:00"):
            first = factories.awaiting_decision()
        sitting = new_sitting(committee, by)
        response = client.post(page("add", sitting), {"cases": [second.pk, first.pk]})
        assert response.url == page("sitting", sitting)
        assert [item.application for item in sitting.items.order_by("position")] == [first, second]

    def test_nothing_picked_is_told(self, client, committee, by):
        factories.awaiting_decision()
        response = client.post(page("add", new_sitting(committee, by)), {})
        assert response.status_code == 422
        assert "id_cases_error" in response.text

    def test_a_double_click_adds_once(self, client, committee, by):
        application, sitting = factories.awaiting_decision(), new_sitting(committee, by)
        client.post(page("add", sitting), {"cases": [application.pk]})
        response = client.post(page("add", sitting), {"cases": [application.pk]})
        assert response.status_code == 422
        assert AgendaItem.objects.count() == 1

    def test_a_case_closed_to_the_reader_is_not_offered(self, client, committee, by):
        application, sitting = factories.awaiting_decision(), new_sitting(committee, by)
        recusals.declare(application_id=application.pk, by=by, reason="قرابة")
        assert application.reference not in client.get(page("add", sitting)).text
        assert client.post(page("add", sitting), {"cases": [application.pk]}).status_code == 422
        assert not AgendaItem.objects.exists()

    def test_its_queries_do_not_grow(self, client, committee, by):
        sitting = new_sitting(committee, by)
        counts = []
        for more in (1, 2):
            for _ in range(more):
                factories.awaiting_decision()
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page("add", sitting)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]
