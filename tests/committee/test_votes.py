"""Motions and votes: quorum, recusals, ties, and what follows a motion that failed."""

import pytest

from accounts.states import Perm
from committee.domain import agenda_items, decisions, sittings, votes
from committee.models import AgendaItem, Decision, VoteClosing
from committee.queries.votes import Tally, carried_motion_holds, tally
from committee.states import Choice, Seat
from eligibility.states import Outcome
from intake.domain import recusals
from intake.states import Status
from ledger import clock
from ledger.errors import Refused
from tests import factories
from tests.committee import factories as department

pytestmark = pytest.mark.django_db


@pytest.fixture
def day_two(at):
    with at("2026-01-02 10:00"):
        yield


def an_item(*, voters=3, quorum=2, present=None, **fields):
    factories.make_committee(voters=voters, quorum=quorum)
    return factories.on_agenda(factories.awaiting_decision(**fields), factories.open_sitting(present=present))


def voters_of(item):
    members = item.sitting.committee.members.exclude(seat=Seat.SECRETARY).order_by("pk").select_related("staff")
    return [member.staff for member in members]


def secretary_of(item):
    return factories.secretary(item.sitting.committee)


def cast(item, *choices):
    """Votes in the order of the seats; None stays silent."""
    motion = item.motions.last()
    for staff, choice in zip(voters_of(item), choices, strict=False):
        if choice:
            votes.cast(motion_id=motion.pk, by=staff, choice=choice)


def propose(item, *, by=None, after=None, **terms):
    proposal = department.proposal(**terms)
    return votes.propose(item_id=item.pk, by=by or secretary_of(item), proposal=proposal, after=after)


def close(item):
    return votes.close(motion_id=item.motions.last().pk, by=secretary_of(item))


@pytest.mark.usefixtures("day_two")
class TestQuorum:
    def test_voting_is_not_closed_below_it(self):
        item = an_item(voters=5, quorum=3)
        factories.propose(item)
        cast(item, Choice.FOR, Choice.FOR)
        with pytest.raises(Refused) as refusal:
            close(item)
        assert refusal.value.code == "quorum_missing"
        assert not VoteClosing.objects.exists()

    def test_an_abstention_counts_towards_it(self):
        item = an_item(voters=5, quorum=3)
        factories.propose(item)
        cast(item, Choice.FOR, Choice.ABSTAIN, Choice.ABSTAIN)
        closing = close(item)
        assert (closing.ayes, closing.nays, closing.abstentions, closing.carried) == (1, 0, 2, True)

    def test_a_vote_needs_recorded_attendance(self):
        item = an_item(voters=3, present=2)
        factories.propose(item)
        with pytest.raises(Refused) as refusal:
            votes.cast(motion_id=item.motions.last().pk, by=voters_of(item)[2], choice=Choice.FOR)
        assert refusal.value.code == "voter_not_attending"

    def test_the_secretary_has_no_vote(self):
        item = an_item()
        factories.propose(item)
        with pytest.raises(Refused) as refusal:
            votes.cast(motion_id=item.motions.last().pk, by=secretary_of(item), choice=Choice.FOR)
        assert refusal.value.code == "may"

    def test_a_member_of_another_committee_has_no_vote(self):
        item = an_item()
        factories.propose(item)
        with pytest.raises(Refused) as refusal:
            votes.cast(motion_id=item.motions.last().pk, by=factories.make_staff("member"), choice=Choice.FOR)
        assert refusal.value.code == "may"


@pytest.mark.usefixtures("day_two")
class TestRecusal:
    def test_it_lowers_the_base_of_the_quorum(self):
        item = an_item(voters=5, quorum=4)
        factories.propose(item)
        assert tally(item, item.motions.last()) == Tally(cast=0, present=5, needed=4)
        recusals.declare(application_id=item.application_id, by=voters_of(item)[4], reason="قرابة")
        assert tally(item, item.motions.last()) == Tally(cast=0, present=4, needed=3)
        cast(item, Choice.FOR, Choice.FOR, Choice.AGAINST)
        assert close(item).carried

    def test_it_never_lowers_the_quorum_under_two(self):
        item = an_item(voters=3, quorum=2)
        factories.propose(item)
        for staff in voters_of(item)[1:]:
            recusals.declare(application_id=item.application_id, by=staff, reason="قرابة")
        assert tally(item, item.motions.last()) == Tally(cast=0, present=1, needed=2)
        cast(item, Choice.FOR)
        with pytest.raises(Refused) as refusal:
            close(item)
        assert refusal.value.code == "quorum_missing"

    def test_a_recused_member_does_not_vote(self):
        item = an_item()
        factories.propose(item)
        chair = voters_of(item)[0]
        recusals.declare(application_id=item.application_id, by=chair, reason="قرابة")
        with pytest.raises(Refused) as refusal:
            cast(item, Choice.FOR)
        assert refusal.value.code == "voter_recused"

    @pytest.mark.parametrize("act", ["propose", "close", "send_back"])
    def test_a_recused_chair_does_not_lead_the_item(self, act):
        item = an_item()
        motion = factories.propose(item)
        cast(item, Choice.FOR, Choice.FOR, Choice.FOR)
        chair = voters_of(item)[0]
        recusals.declare(application_id=item.application_id, by=chair, reason="قرابة")
        acts = {
            "propose": lambda: votes.propose(item_id=item.pk, by=chair, proposal=department.proposal()),
            "close": lambda: votes.close(motion_id=motion.pk, by=chair),
            "send_back": lambda: agenda_items.send_back(
                item_id=item.pk, step=item.application.step, by=chair, note="زيارة"
            ),
        }
        with pytest.raises(Refused) as refusal:
            acts[act]()
        assert refusal.value.code == "may"

    def test_a_vote_cast_before_it_no_longer_counts(self):
        item = an_item(voters=3, quorum=2)
        factories.propose(item)
        cast(item, Choice.FOR, Choice.AGAINST, Choice.FOR)
        recusals.declare(application_id=item.application_id, by=voters_of(item)[2], reason="قرابة")
        closing = close(item)
        assert (closing.ayes, closing.nays, closing.carried) == (1, 1, False)

    def test_a_second_declaration_is_refused(self):
        item = an_item()
        chair = voters_of(item)[0]
        recusals.declare(application_id=item.application_id, by=chair, reason="قرابة")
        with pytest.raises(Refused) as refusal:
            recusals.declare(application_id=item.application_id, by=chair, reason="جيرة")
        assert refusal.value.code == "recusal_once"


@pytest.mark.usefixtures("day_two")
class TestOutcome:
    @pytest.mark.parametrize(
        ("choices", "carried"),
        [
            ((Choice.FOR, Choice.FOR, Choice.AGAINST), True),
            ((Choice.FOR, Choice.AGAINST, Choice.ABSTAIN), False),
            ((Choice.AGAINST, Choice.AGAINST, Choice.FOR), False),
            ((Choice.ABSTAIN, Choice.ABSTAIN, Choice.ABSTAIN), False),
            ((Choice.FOR, Choice.ABSTAIN, Choice.ABSTAIN), True),
        ],
    )
    def test_a_majority_carries_and_a_tie_does_not(self, choices, carried):
        item = an_item()
        factories.propose(item)
        cast(item, *choices)
        assert close(item).carried is carried

    def test_after_a_motion_that_failed_another_is_voted_on(self):
        item = an_item()
        factories.propose(item, amount=9000)
        cast(item, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN)
        close(item)
        second = factories.propose(item, amount=6000)
        cast(item, Choice.FOR, Choice.FOR, Choice.FOR)
        closing = close(item)
        assert (second.n, closing.motion, closing.carried) == (2, second, True)

    def test_after_a_carried_motion_none_is_proposed(self):
        item = factories.voted(factories.awaiting_decision())
        with pytest.raises(Refused) as refusal:
            factories.propose(item)
        assert refusal.value.code == "motion_carried"

    def test_a_new_motion_leaves_the_votes_on_the_old_one_behind(self):
        item = an_item()
        first = factories.propose(item)
        cast(item, Choice.FOR, Choice.FOR)
        second = factories.propose(item, amount=100)
        assert tally(item, second).cast == 0
        with pytest.raises(Refused) as refusal:
            votes.cast(motion_id=first.pk, by=voters_of(item)[2], choice=Choice.FOR)
        assert refusal.value.code == "motion_replaced"

    def test_a_vote_cannot_be_changed(self):
        item = an_item()
        factories.propose(item)
        cast(item, Choice.FOR)
        with pytest.raises(Refused) as refusal:
            cast(item, Choice.AGAINST)
        assert refusal.value.code == "one_ballot_of_a_member"
        assert [ballot.choice for ballot in item.ballots.all()] == [Choice.FOR]

    def test_an_unknown_choice_is_refused(self):
        item = an_item()
        factories.propose(item)
        with pytest.raises(Refused) as refusal:
            votes.cast(motion_id=item.motions.last().pk, by=voters_of(item)[0], choice="perhaps")
        assert refusal.value.field == "choice"

    def test_nothing_is_voted_on_after_the_closing(self):
        item = an_item()
        factories.propose(item)
        cast(item, Choice.FOR, Choice.FOR)
        close(item)
        with pytest.raises(Refused) as refusal:
            cast(item, None, None, Choice.FOR)
        assert refusal.value.code == "vote_closed"

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"reasons": " "}, "reasons"),
            ({"help_kind": ""}, "help_kind"),
            ({"outcome": Outcome.REJECT, "amount": 5}, "amount"),
        ],
    )
    def test_a_motion_says_what_is_decided_and_why(self, fields, field):
        item = an_item()
        with pytest.raises(Refused) as refusal:
            factories.propose(item, **fields)
        assert refusal.value.field == field
        assert not item.motions.exists()

    def test_a_motion_after_one_that_the_page_did_not_show_is_refused(self):
        item = an_item()
        first = propose(item, after=0)
        with pytest.raises(Refused) as refusal:
            propose(item, after=0, amount=5000)
        assert (refusal.value.code, item.motions.get()) == ("overtaken", first)

    def test_the_same_motion_sent_again_is_the_one_motion(self):
        item = an_item()
        first = propose(item, after=0)
        assert propose(item, after=0) == first
        assert item.motions.count() == 1

    def test_the_same_vote_sent_again_is_the_one_vote(self):
        item = an_item()
        factories.propose(item)
        cast(item, Choice.FOR)
        cast(item, Choice.FOR)
        assert item.ballots.count() == 1

    def test_a_closing_sent_again_is_the_one_closing(self):
        item = factories.voted(factories.awaiting_decision())
        assert close(item) == VoteClosing.objects.get()


@pytest.mark.usefixtures("day_two")
class TestPermissions:
    """Whoever sits on the committee still needs the permission for each act, as no role has been given to them."""

    @pytest.mark.parametrize("perm", [Perm.PROPOSE_MOTIONS, Perm.VOTE, Perm.HOLD_SITTINGS, Perm.RECORD_DECISIONS])
    def test_an_act_without_its_permission_is_refused(self, perm):
        item = an_item()
        motion = factories.propose(item)
        chair = voters_of(item)[0]
        chair.may = lambda asked: asked != perm
        acts = {
            Perm.PROPOSE_MOTIONS: lambda: propose(item, by=chair),
            Perm.VOTE: lambda: votes.cast(motion_id=motion.pk, by=chair, choice=Choice.FOR),
            Perm.HOLD_SITTINGS: lambda: votes.close(motion_id=motion.pk, by=chair),
            Perm.RECORD_DECISIONS: lambda: decisions.record(item_id=item.pk, by=chair),
        }
        with pytest.raises(Refused) as refusal:
            acts[perm]()
        assert refusal.value.code == "may"

    @pytest.mark.parametrize("act", ["open_sitting", "attend", "end", "call", "place", "postpone", "send_back"])
    def test_what_a_sitting_needs_is_refused_without_the_permission(self, act):
        item = an_item()
        by = factories.make_staff("member")
        item.sitting.committee.members.create(staff=by, seat=Seat.SECRETARY, since="2020-01-01")
        sitting = {"sitting_id": item.sitting_id, "by": by}
        acts = {
            "open_sitting": lambda: sittings.open_sitting(**sitting),
            "attend": lambda: sittings.attend(member_ids=[], **sitting),
            "end": lambda: sittings.end(**sitting),
            "call": lambda: sittings.call(committee_id=item.sitting.committee_id, by=by, held_at=clock.now()),
            "place": lambda: agenda_items.place(application_id=item.application_id, **sitting),
            "postpone": lambda: agenda_items.postpone(item_id=item.pk, by=by, reason="تأجيل"),
            "send_back": lambda: agenda_items.send_back(
                item_id=item.pk, step=item.application.step, by=by, note="زيارة"
            ),
        }
        with pytest.raises(Refused) as refusal:
            acts[act]()
        assert refusal.value.code == "may"


@pytest.mark.usefixtures("day_two")
class TestLeavingTheAgenda:
    def test_a_postponed_case_is_taken_up_later(self):
        item = an_item()
        agenda_items.postpone(item_id=item.pk, by=secretary_of(item), reason="نقص في الوثائق")
        later = factories.on_agenda(item.application, factories.open_sitting())
        item.refresh_from_db()
        assert (item.postponed_reason, later.round) == ("نقص في الوثائق", 1)
        assert item.application.status == Status.AWAITING_DECISION

    def test_a_case_with_a_carried_motion_stays(self):
        item = factories.voted(factories.awaiting_decision())
        with pytest.raises(Refused) as refusal:
            agenda_items.postpone(item_id=item.pk, by=secretary_of(item), reason="تأجيل")
        assert refusal.value.code == "carried"
        with pytest.raises(Refused) as refusal:
            agenda_items.send_back(item_id=item.pk, step=item.application.step, by=secretary_of(item), note="زيارة")
        assert refusal.value.code == "carried"

    def test_a_motion_that_a_late_recusal_brought_down_does_not_hold_the_case(self):
        item = factories.voted(factories.awaiting_decision())
        for staff in voters_of(item)[:2]:
            recusals.declare(application_id=item.application_id, by=staff, reason="قرابة")
        assert not carried_motion_holds(item)
        agenda_items.postpone(item_id=item.pk, by=secretary_of(item), reason="تنحّى عضوان")
        assert AgendaItem.objects.get(pk=item.pk).postponed_at is not None

    def test_sending_back_takes_it_off_and_says_why(self, commit):
        item = an_item()
        with commit():
            application = agenda_items.send_back(
                item_id=item.pk, step=item.application.step, by=secretary_of(item), note="زيارة ميدانية"
            )
        item.refresh_from_db()
        assert application.status == Status.IN_ASSESSMENT
        assert item.postponed_at is not None
        assert "زيارة ميدانية" in item.postponed_reason
        assert application.moves.last().note == "زيارة ميدانية"

    def test_sending_back_needs_a_note_and_a_page_that_was_not_overtaken(self):
        item = an_item()
        with pytest.raises(Refused) as refusal:
            agenda_items.send_back(item_id=item.pk, step=item.application.step, by=secretary_of(item), note=" ")
        assert refusal.value.field == "note"
        with pytest.raises(Refused) as refusal:
            agenda_items.send_back(item_id=item.pk, step=item.application.step - 1, by=secretary_of(item), note="زيارة")
        assert refusal.value.code == "moved"
        assert not Decision.objects.exists()
