"""One application from the search to the service provided, by people who sign in and never touch a mouse."""

import pytest

from ledger import clock
from tests import factories
from tests.browser import sitting, steps
from tests.browser.hands import Keyboard
from tests.documents.factories import picture

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


def test_the_whole_passage_with_the_keyboard_alone(cast, enter, looks, travel, tmp_path):
    scan = tmp_path / "هوية.png"
    scan.write_bytes(picture(size=(600, 400)))
    counter, head = enter(Keyboard, looks=looks), enter(Keyboard, looks=looks)
    steps.sign_in(counter, cast.receptionist)
    steps.find_nobody(counter, factories.id_number().translate(steps.ARABIC_INDIC))
    steps.register(counter)
    reference = steps.start(counter, cast.rent)
    steps.give_documents(counter, scan)
    steps.match(counter)
    steps.refer_a_point(counter)
    steps.sign_in(head, cast.head)
    steps.answer_the_point(head)
    steps.resume(counter, reference)
    steps.sign_by_name(counter)
    steps.hand_in(counter)
    researcher = enter(Keyboard, looks=looks)
    steps.sign_in(researcher, cast.researcher)
    steps.study(researcher, reference)
    travel(days=9)
    secretary = enter(Keyboard, looks=looks)
    steps.sign_in(secretary, cast.secretary)
    sitting.call(secretary, reference, on=clock.today())
    sitting.propose(secretary)
    voters = [cast.chair, *cast.members]
    hands = [enter(Keyboard, looks=looks) for _voter in voters]
    for hand, voter in zip(hands, voters, strict=True):
        steps.sign_in(hand, voter)
    chair, first, second, third = hands
    sitting.declare_a_conflict(third)
    for hand in (chair, first, second):
        sitting.vote_in_favour(hand)
    sitting.close_the_voting(secretary)
    assert secretary.count('form[action$="/record/"]') == 0
    sitting.end(secretary)
    travel(days=16)
    sitting.record(chair, reference)
    steps.send_what_is_owed()
    admin = enter(Keyboard, looks=looks)
    steps.sign_in(admin, cast.admin)
    assert reference in steps.read_messages(admin)
    steps.complete_registration(counter, reference)
    steps.deliver(counter)
    steps.log_a_contact(counter)
    steps.read_the_case(counter)
    steps.sign_out(counter)
    assert looks.faults == [], "\n".join(looks.faults)
