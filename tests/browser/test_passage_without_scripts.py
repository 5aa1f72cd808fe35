"""The same passage, for a boy whose guardian applies, in browsers whose JavaScript is off: every form of it, sent."""

import pytest

from ledger import clock
from tests import factories
from tests.browser import sitting, steps
from tests.documents.factories import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def browse(enter, cast):
    """Somebody of the cast, signed in through the page of sign-in, without scripts."""

    def at_work(name):
        hand = enter(scripts=False)
        steps.sign_in(hand, getattr(cast, name))
        return hand

    return at_work


def test_the_whole_passage_without_scripts(cast, browse, enter, travel, tmp_path):
    scan = tmp_path / "scan.png"
    scan.write_bytes(picture())
    counter = browse("receptionist")
    steps.find_nobody(counter, factories.id_number())
    steps.register(counter)
    steps.add_a_guardian(counter, factories.id_number(), scan)
    reference = steps.start(counter, cast.rent, guardian=True, way="phone")
    steps.give_documents(counter, scan)
    steps.match(counter)
    steps.refer_a_point(counter)
    steps.answer_the_point(browse("head"))
    steps.resume(counter, reference)
    steps.sign_by_name(counter)
    steps.hand_in(counter)
    steps.study(browse("researcher"), reference)
    secretary = browse("secretary")
    sitting.call(secretary, reference, on=clock.today())
    sitting.propose(secretary)
    sitting.vote_in_favour(browse("chair"))
    first, second, _third = cast.members
    sitting.vote_in_favour(enter(scripts=False, signed_in=first))
    sitting.declare_a_conflict(enter(scripts=False, signed_in=second))
    # the third member's vote is missing, which the page asks about
    sitting.close_the_voting(secretary)
    sitting.end(secretary)
    travel(days=16)
    sitting.record(secretary, reference)
    steps.send_what_is_owed()
    steps.carry_a_notice(counter)
    steps.complete_registration(counter, reference)
    steps.deliver(counter)
    steps.log_a_contact(counter)
    steps.read_the_case(counter)
    steps.sign_out(counter)
