"""The dossier: who sees what of it, the motion, the vote, its closing, and the ways off the agenda."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessLog
from committee.domain import votes
from committee.models import Ballot, Motion, VoteClosing
from committee.states import Choice, Seat
from intake.domain import recusals
from intake.models import Application, Recusal
from intake.states import Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(at):
    with at("2026-01-05 10:00"):
        yield


@pytest.fixture
def item():
    factories.make_policy()
    factories.make_committee()
    return factories.on_agenda(factories.awaiting_decision())


@pytest.fixture
def by(item, client):
    """The secretary, signed in."""
    staff = factories.secretary(item.sitting.committee)
    client.force_login(staff)
    return staff


def page(name, item):
    return reverse(f"committee:{name}", args=[item.pk])


def voters(item):
    members = item.sitting.committee.members.exclude(seat=Seat.SECRETARY).order_by("pk").select_related("staff")
    return [member.staff for member in members]


def cast(item, staff, choice=Choice.FOR):
    votes.cast(motion_id=item.motions.last().pk, by=staff, choice=choice)


MOTION = {
    "outcome": "accept", "help_kind": "سداد إيجار سكن", "amount": "٩٠٠٠", "conditions": "إلى المؤجر",
    "reasons": "دخل الأسرة دون الحد", "after": "0",
}  # fmt: skip


class TestWhoSeesIt:
    def test_it_shows_what_is_needed_to_decide(self, client, item, by):
        text = client.get(page("item", item)).text
        application = item.application
        for said in (
            application.beneficiary.full_name,
            application.reference,
            "دخل الأسرة دون حد الاستحقاق.",
            "الوثائق مكتملة وسارية.",
            "الدخل ثابت والأسرة من ستة أفراد.",
            "18,000",
        ):
            assert said in text

    def test_each_reading_is_logged(self, client, item, by):
        client.get(page("item", item))
        read = AccessLog.objects.get()
        assert (read.staff, read.what, read.application_ref) == (by, "case_file", item.application.reference)

    def test_a_recused_member_gets_a_404_everywhere(self, client, item):
        factories.propose(item)
        staff = voters(item)[0]
        recusals.declare(application_id=item.application_id, by=staff, reason="قرابة")
        client.force_login(staff)
        for name in ("item", "motion", "close", "postpone", "send_back", "conflict"):
            assert client.get(page(name, item)).status_code == 404
        assert client.post(page("vote", item), {"motion": item.motions.last().pk, "choice": "for"}).status_code == 404
        assert client.post(page("record", item)).status_code == 404

    def test_a_recused_member_sees_no_name_in_the_agenda_beside_another_dossier(self, client, item):
        other = factories.on_agenda(factories.awaiting_decision(), item.sitting)
        staff = voters(item)[0]
        recusals.declare(application_id=item.application_id, by=staff, reason="قرابة")
        client.force_login(staff)
        text = client.get(page("item", other)).text
        assert item.application.beneficiary.full_name not in text
        assert item.application.reference not in text
        assert page("item", item) not in text

    def test_a_member_of_another_committee_gets_a_404(self, client, item):
        client.force_login(factories.make_staff("member"))
        assert client.get(page("item", item)).status_code == 404

    def test_a_case_that_went_back_to_its_researcher_is_no_longer_open(self, client, item, by):
        client.post(page("send_back", item), {"note": "زيارة", "step": item.application.step})
        assert client.get(page("item", item)).status_code == 404
        assert client.get(reverse("committee:sitting", args=[item.sitting_id])).status_code == 200

    def test_its_queries_do_not_grow_with_the_agenda(self, client, item, by):
        counts = []
        for more in (0, 2):
            for _ in range(more):
                factories.propose(factories.on_agenda(factories.awaiting_decision(), item.sitting))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page("item", item)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_previous_and_next_pass_over_what_is_closed_to_the_reader(self, client, item):
        second = factories.on_agenda(factories.awaiting_decision(), item.sitting)
        third = factories.on_agenda(factories.awaiting_decision(), item.sitting)
        staff = voters(item)[1]
        recusals.declare(application_id=second.application_id, by=staff, reason="قرابة")
        client.force_login(staff)
        shown = client.get(page("item", third)).context["shown"]
        assert (shown.previous.item, shown.next) == (item, None)


class TestTheMotion:
    def test_it_is_prefilled_from_the_recommendation(self, client, item, by):
        form = client.get(page("motion", item)).context["form"]
        assert form["help_kind"].value() == "سداد إيجار سكن"
        assert form["reasons"].value() == "دخل الأسرة دون حد الاستحقاق."

    def test_it_is_put_to_the_vote(self, client, item, by):
        response = client.post(page("motion", item), MOTION)
        motion = Motion.objects.get()
        assert response.url == page("item", item)
        assert (motion.outcome, motion.amount, motion.conditions, motion.by) == ("accept", 9000, "إلى المؤجر", by)

    def test_a_double_click_proposes_one(self, client, item, by):
        for _ in range(2):
            assert client.post(page("motion", item), MOTION).status_code == 302
        assert Motion.objects.count() == 1

    def test_a_colleagues_motion_meanwhile_is_told_and_what_was_typed_is_kept(self, client, item, by):
        factories.propose(item)
        response = client.post(page("motion", item), {**MOTION, "reasons": "سبب آخر"})
        assert response.status_code == 422
        assert "سبب آخر" in response.text
        assert Motion.objects.count() == 1

    def test_it_is_replaced_from_the_standing_one(self, client, item, by):
        factories.propose(item, amount=7000)
        form = client.get(page("motion", item)).context["form"]
        assert (form["amount"].value(), form["after"].value()) == (7000, 1)
        client.post(page("motion", item), {**MOTION, "after": "1"})
        assert [motion.amount for motion in item.motions.all()] == [7000, 9000]

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"reasons": ""}, "reasons"),
            ({"help_kind": ""}, "help_kind"),
            ({"outcome": ""}, "outcome"),
            ({"amount": "0"}, "amount"),
            ({"amount": "many"}, "amount"),
            ({"outcome": "reject"}, "amount"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(self, client, item, by, changes, field):
        response = client.post(page("motion", item), {**MOTION, **changes})
        assert response.status_code == 422
        assert list(response.context["form"].errors) == [field]
        assert not Motion.objects.exists()

    def test_a_member_proposes_none(self, client, item):
        client.force_login(voters(item)[1])
        assert client.post(page("motion", item), MOTION).status_code == 403


class TestTheVote:
    def vote(self, client, item, choice="for", **changes):
        return client.post(page("vote", item), {"motion": item.motions.last().pk, "choice": choice, **changes})

    def test_nothing_is_chosen_beforehand(self, client, item):
        factories.propose(item)
        client.force_login(voters(item)[0])
        text = client.get(page("item", item)).text
        assert text.count('name="choice"') == 3
        assert " checked" not in text

    def test_it_is_cast(self, client, item):
        factories.propose(item)
        client.force_login(voters(item)[0])
        assert self.vote(client, item, "against").url == page("item", item)
        assert [(ballot.member.staff, ballot.choice) for ballot in Ballot.objects.all()] == [
            (voters(item)[0], "against")
        ]
        assert 'name="choice"' not in client.get(page("item", item)).text

    def test_without_a_choice_it_is_asked_again(self, client, item):
        factories.propose(item)
        client.force_login(voters(item)[0])
        response = self.vote(client, item, "")
        assert response.status_code == 422
        assert 'href="#id_choice_0"' in response.text
        assert not Ballot.objects.exists()

    def test_the_same_vote_sent_twice_is_one_vote(self, client, item):
        factories.propose(item)
        client.force_login(voters(item)[0])
        for _ in range(2):
            assert self.vote(client, item).status_code == 302
        assert Ballot.objects.count() == 1

    def test_a_changed_vote_is_refused_kindly(self, client, item):
        factories.propose(item)
        client.force_login(voters(item)[0])
        self.vote(client, item, "for")
        response = self.vote(client, item, "against")
        assert response.status_code == 422
        assert "error-summary" in response.text
        assert [ballot.choice for ballot in Ballot.objects.all()] == ["for"]

    def test_a_vote_on_a_motion_replaced_meanwhile_is_refused(self, client, item):
        old = factories.propose(item)
        factories.propose(item, amount=100)
        client.force_login(voters(item)[0])
        assert self.vote(client, item, motion=old.pk).status_code == 422
        assert not Ballot.objects.exists()

    def test_a_vote_on_another_items_motion_is_refused(self, client, item):
        factories.propose(item)
        other = factories.propose(factories.on_agenda(factories.awaiting_decision(), item.sitting))
        client.force_login(voters(item)[0])
        assert self.vote(client, item, motion=other.pk).status_code == 422
        assert not Ballot.objects.exists()

    def test_whoever_is_not_recorded_as_present_has_no_vote_bar(self, client):
        factories.make_policy()
        factories.make_committee()
        item = factories.on_agenda(factories.awaiting_decision(), factories.open_sitting(present=2))
        factories.propose(item)
        client.force_login(voters(item)[2])
        assert 'name="choice"' not in client.get(page("item", item)).text
        assert self.vote(client, item).status_code == 422

    def test_nobody_learns_how_others_voted_before_the_closing(self, client, item):
        factories.propose(item)
        chair, member, last = voters(item)
        before = {}
        for choice in (Choice.FOR, Choice.AGAINST):
            fresh = factories.on_agenda(factories.awaiting_decision(), item.sitting)
            factories.propose(fresh)
            cast(fresh, chair, choice)
            for reader in (member, last, factories.secretary(item.sitting.committee)):
                client.force_login(reader)
                text = client.get(page("item", fresh)).text
                bar = text[text.index('class="actions-bar"') :]
                # whole numbers only: a short id may stand inside another number
                bar = re.sub(rf"(?<!\d)({fresh.motions.last().pk}|{fresh.pk})(?!\d)", "", bar)
                before.setdefault(reader.pk, []).append([line for line in bar.splitlines() if "csrf" not in line])
        assert all(first == second for first, second in before.values())


class TestClosing:
    def test_it_is_asked_once_more_while_somebody_has_not_voted(self, client, item, by):
        factories.propose(item)
        for staff in voters(item)[:2]:
            cast(item, staff)
        assert page("close", item) in client.get(page("item", item)).text
        assert client.get(page("close", item)).status_code == 200
        response = client.post(page("close", item), {"motion": item.motions.last().pk})
        assert response.url == page("item", item)
        assert VoteClosing.objects.get().carried

    def test_below_the_quorum_it_is_refused_kindly(self, client, item, by):
        factories.propose(item)
        cast(item, voters(item)[0])
        response = client.post(page("close", item), {"motion": item.motions.last().pk})
        assert response.status_code == 422
        assert not VoteClosing.objects.exists()
        assert client.get(page("close", item)).url == page("item", item)

    def test_a_double_click_closes_once(self, client, item, by):
        factories.propose(item)
        for staff in voters(item):
            cast(item, staff)
        for _ in range(2):
            assert client.post(page("close", item), {"motion": item.motions.last().pk}).status_code == 302
        assert VoteClosing.objects.count() == 1

    @pytest.mark.parametrize("motion", ["", "0", "x", "99999999999999999999"])
    def test_a_motion_that_is_not_there_is_told(self, client, item, by, motion):
        factories.propose(item)
        assert client.post(page("close", item), {"motion": motion}).status_code == 422

    def test_the_tally_shows_after_it(self, client, item, by):
        factories.propose(item)
        for staff, choice in zip(voters(item), (Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), strict=True):
            cast(item, staff, choice)
        client.post(page("close", item), {"motion": item.motions.last().pk})
        shown = client.get(page("item", item)).context["shown"]
        assert (shown.closing.ayes, shown.closing.nays, shown.closing.carried) == (1, 1, False)
        assert shown.line.standing == "failed"


class TestConflict:
    def test_it_closes_the_case_and_leads_to_the_sitting(self, client, item):
        staff = voters(item)[1]
        client.force_login(staff)
        response = client.post(page("conflict", item), {"reason": "قرابة من الدرجة الأولى"}, follow=True)
        bar = Recusal.objects.get()
        assert response.redirect_chain[0][0] == reverse("committee:sitting", args=[item.sitting_id])
        assert (bar.staff, bar.reason) == (staff, "قرابة من الدرجة الأولى")
        assert item.application.beneficiary.full_name not in response.text

    def test_it_needs_a_reason(self, client, item):
        client.force_login(voters(item)[1])
        response = client.post(page("conflict", item), {"reason": "  "})
        assert response.status_code == 422
        assert not Recusal.objects.exists()


class TestLeavingTheAgenda:
    def test_postponing_keeps_the_reason(self, client, item, by):
        assert client.post(page("postpone", item), {"reason": ""}).status_code == 422
        response = client.post(page("postpone", item), {"reason": "نقص في الوثائق"})
        item.refresh_from_db()
        assert response.url == reverse("committee:sitting", args=[item.sitting_id])
        assert (item.postponed_by, item.postponed_reason) == (by, "نقص في الوثائق")

    def test_postponing_twice_is_told(self, client, item, by):
        client.post(page("postpone", item), {"reason": "نقص"})
        response = client.post(page("postpone", item), {"reason": "نقص"})
        assert response.status_code == 422

    def test_sending_back_moves_the_case(self, client, item, by):
        response = client.post(page("send_back", item), {"note": "زيارة ميدانية", "step": item.application.step})
        application = Application.objects.get(pk=item.application_id)
        assert response.status_code == 302
        assert application.status == Status.IN_ASSESSMENT
        assert application.moves.last().note == "زيارة ميدانية"

    def test_an_overtaken_page_changes_nothing(self, client, item, by):
        response = client.post(page("send_back", item), {"note": "زيارة", "step": item.application.step - 1})
        assert response.status_code == 422
        assert Application.objects.get(pk=item.application_id).status == Status.AWAITING_DECISION
