"""Recording a decision, the list of decisions, one on paper; and the committee in Django admin."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from committee.models import Decision, Member
from committee.states import Seat
from intake.domain import recusals
from intake.models import Application
from intake.states import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(at, commit):
    with at("2026-01-01 10:00"), commit():
        application = factories.awaiting_decision()
    with at("2026-01-02 10:00"), commit():
        return factories.voted(application)


@pytest.fixture
def by(item, client):
    """The chair, signed in."""
    staff = item.sitting.committee.members.get(seat=Seat.CHAIR).staff
    client.force_login(staff)
    return staff


def page(name, pk):
    return reverse(f"committee:{name}", args=[pk])


def typed(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def more_decisions(at, commit, n):
    for _ in range(n):
        with at("2026-01-01 12:00"), commit():
            application = factories.awaiting_decision()
        with at("2026-01-02 12:00"), commit():
            other = factories.voted(application)
        with at("2026-01-15 12:00"), commit():
            factories.decide(other)


class TestRecording:
    def test_before_the_window_the_page_counts_down_and_refuses(self, client, at, item, by):
        with at("2026-01-14 09:00"):
            text = client.get(page("item", item.pk)).text
            assert page("record", item.pk) not in text
            response = client.post(page("record", item.pk))
        assert response.status_code == 422
        assert (Decision.objects.count(), item.application.status) == (0, Status.AWAITING_DECISION)

    def test_on_day_13_nothing_is_recorded(self, client, at, item, by):
        with at("2026-01-14 10:00"):
            assert client.post(page("record", item.pk)).status_code == 422
        assert not Decision.objects.exists()

    def test_after_it_the_chair_records(self, client, at, commit, item, by):
        with at("2026-01-15 10:00"):
            assert page("record", item.pk) in client.get(page("item", item.pk)).text
            with commit():
                response = client.post(page("record", item.pk))
        decision = Decision.objects.get()
        assert response.url == page("decision", decision.pk)
        assert (decision.by, Application.objects.get(pk=item.application_id).status) == (by, Status.ACCEPTED)

    def test_a_double_click_records_once(self, client, at, commit, item, by):
        with at("2026-01-15 10:00"), commit():
            for _ in range(2):
                assert client.post(page("record", item.pk)).status_code == 302
        assert Decision.objects.count() == 1

    def test_when_recusals_brought_the_motion_down_the_case_can_be_postponed(self, client, at, commit, item, by):
        with at("2026-01-03 10:00"), commit():
            for member in item.sitting.committee.members.filter(seat=Seat.MEMBER):
                recusals.declare(application_id=item.application_id, by=member.staff, reason="قرابة")
        with at("2026-01-15 10:00"):
            text = client.get(page("item", item.pk)).text
            assert page("record", item.pk) not in text
            assert page("postpone", item.pk) in text
            assert client.post(page("record", item.pk)).status_code == 422
            assert client.post(page("postpone", item.pk), {"reason": "تنحّى عضوان"}).status_code == 302


class TestTheList:
    def test_it_shows_the_latest_first_and_none_that_is_closed_to_the_reader(self, client, at, commit, item, by):
        more_decisions(at, commit, 2)
        latest, earliest = Decision.objects.order_by("-decided_at", "-pk")
        response = client.get(reverse("committee:decisions"))
        assert response.context["page"].rows == [latest, earliest]
        recusals.declare(application_id=latest.application_id, by=by, reason="قرابة")
        assert client.get(reverse("committee:decisions")).context["page"].rows == [earliest]
        assert client.get(page("decision", latest.pk)).status_code == 404

    def test_its_queries_do_not_grow(self, client, at, commit, item, by):
        counts = []
        for more in (1, 2):
            more_decisions(at, commit, more)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(reverse("committee:decisions")).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_one_can_be_read_and_printed(self, client, at, commit, item, by):
        with at("2026-01-15 10:00"), commit():
            decision = factories.decide(item)
        text = client.get(page("decision", decision.pk)).text
        for said in (item.application.beneficiary.full_name, decision.reasons, decision.help_kind, "data-print"):
            assert said in text

    def test_another_committees_decision_is_not_there(self, client, at, commit, item):
        with at("2026-01-15 10:00"), commit():
            decision = factories.decide(item)
        client.force_login(factories.make_staff("chair"))
        assert client.get(page("decision", decision.pk)).status_code == 404


class TestAdmin:
    @pytest.fixture(autouse=True)
    def _admin(self, client):
        client.force_login(factories.make_staff("admin"))

    @pytest.mark.parametrize("name", ["committee", "member"])
    def test_lists_and_forms_open(self, client, name):
        factories.make_committee()
        assert client.get(reverse(f"admin:committee_{name}_changelist")).status_code == 200
        assert client.get(reverse(f"admin:committee_{name}_add")).status_code == 200

    @pytest.mark.parametrize(
        ("values", "field"),
        [
            ({"seat": "chair"}, "seat"),
            ({"taken": True}, "staff"),
            (typed("until", 1, 1, 2019), "until"),
        ],
    )
    def test_seats_are_refused_in_words(self, client, values, field):
        committee = factories.make_committee()
        taken = committee.members.filter(seat=Seat.MEMBER).first().staff
        staff = taken if values.pop("taken", False) else factories.make_staff("member")
        data = {"committee": committee.pk, "staff": staff.pk, "seat": "member", **typed("since", 1, 1, 2020)}
        response = client.post(reverse("admin:committee_member_add"), data | values)
        assert response.status_code == 200
        assert list(response.context["adminform"].form.errors) == [field]

    def test_a_seat_ends_and_is_never_deleted(self, client):
        member = factories.make_committee().members.filter(seat=Seat.MEMBER).first()
        data = {"committee": member.committee_id, "staff": member.staff_id, "seat": "member"}
        # 1 January 2026
        days = typed("since", 1, 1, 2020) | typed("until", 12, 7, 1447)
        response = client.post(reverse("admin:committee_member_change", args=[member.pk]), data | days)
        assert response.status_code == 302
        assert Member.objects.get(pk=member.pk).until == dt.date(2026, 1, 1)
        assert client.post(reverse("admin:committee_member_delete", args=[member.pk])).status_code in (403, 405)
