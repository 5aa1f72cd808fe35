"""The same passage, for a boy whose guardian applies, in browsers whose JavaScript is off: every form of it, sent."""

import pytest

from ledger import clock
from tests import factories
from tests.browser import steps
from tests.documents.samples import picture

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
    reference = steps.start(counter, cast.rent, guardian=True)
    steps.give_documents(counter, scan)
    steps.match(counter)
    steps.refer_a_point(counter)
    steps.answer_the_point(browse("head"))
    steps.resume(counter, reference)
    steps.sign_by_name(counter)
    steps.hand_in(counter)
    steps.study(browse("researcher"), reference)
    secretary = browse("secretary")
    steps.call_a_sitting(secretary, reference, on=clock.today())
    steps.propose(secretary)
    steps.vote_in_favour(browse("chair"))
    first, second, _third = cast.members
    steps.vote_in_favour(enter(scripts=False, signed_in=first))
    steps.declare_a_conflict(enter(scripts=False, signed_in=second))
    # the third member's vote is missing, which the page asks about
    steps.close_the_voting(secretary)
    travel(days=16)
    steps.record(secretary, reference)
    steps.complete_registration(counter, reference)
    steps.deliver(counter)
    assert steps.steps_done(counter) == 7
    steps.sign_out(counter)
