"""Two people at one case, a second click, the way back: nothing is lost or done twice, and the page says so."""

import pytest
from django.utils.translation import gettext, override

from accounts.states import Role
from beneficiaries.models import Beneficiary
from committee.models import Ballot
from intake.models import Application, Move, Statement
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(200)]
BAR, SUBMIT = ".actions-bar .btn-primary", 'form[action$="/submit/"] button'
SAVE = "main form .actions .btn-primary"


@pytest.fixture
def two(enter, cast):
    """Two receptionists of one branch, each at a machine of their own."""
    colleague = factories.make_staff(Role.RECEPTION, branch=cast.receptionist.branch)
    return enter(signed_in=cast.receptionist), enter(signed_in=colleague)


@pytest.fixture
def draft(cast):
    """A draft of rent assistance in which nothing is answered yet."""
    return factories.draft(by=cast.receptionist, service=cast.rent)


@pytest.fixture
def signed(cast):
    """A draft that wants nothing but its submission."""
    return factories.sign(factories.fill(factories.draft(by=cast.receptionist, service=cast.rent)))


def arabic(sentence):
    with override("ar"):
        return gettext(sentence)


def answers(application):
    return Statement.objects.get(application=application).data["answers"]


def moves(application):
    return list(Move.objects.filter(application=application).values_list("to_status", flat=True))


def test_two_edit_one_draft_and_the_second_sees_what_the_first_wrote(two, draft):
    first, second = two
    card, lease = Statement.objects.get(application=draft).documents.order_by("position")
    for hand in two:
        hand.open(f"/intake/{draft.reference}/documents/")
        hand.choose(f'[name="document-{lease.pk}-seen_original"]')
        hand.choose(f'[name="document-{card.pk}-seen_original"]')
        hand.date(f"document-{card.pk}-expires_on", "1", "9", "1490")
        hand.write('[name="answer-people"]', "6")
    first.write('[name="answer-rent"]', "18000")
    first.write(f'[name="document-{lease.pk}-number"]', "10000000326")
    first.go(BAR)
    second.write('[name="answer-rent"]', "٢١٠٠٠")
    second.go(BAR)
    changed = second.page.inner_text(".stale table")
    assert "18000" in changed
    assert "21000" in changed
    assert "10000000326" in changed
    assert second.page.input_value('[name="answer-rent"]') in ("21000", "٢١٠٠٠")
    assert answers(draft) == {"rent": "18000", "people": "6"}
    second.go(BAR)
    assert second.path.endswith("/match/")
    assert answers(draft)["rent"] == "21000"


def test_two_correct_one_person(two, draft):
    person = draft.beneficiary
    for hand, district in zip(two, ("الياسمين", "النرجس"), strict=True):
        hand.open(f"/people/{person.public_id}/edit/")
        hand.write("[name=district]", district)
    first, second = two
    first.go(SAVE)
    second.go(SAVE)
    changed = second.page.inner_text(".stale table")
    assert "الياسمين" in changed
    assert "النرجس" in changed
    assert second.page.input_value("[name=district]") == "النرجس"
    assert Beneficiary.objects.get(pk=person.pk).district == "الياسمين"
    second.go(SAVE)
    assert Beneficiary.objects.get(pk=person.pk).district == "النرجس"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_double_click_submits_once(enter, cast, signed, scripts):
    hand = enter(signed_in=cast.receptionist, scripts=scripts)
    hand.open(f"/intake/{signed.reference}/declaration/")
    hand.page.dblclick(SUBMIT)
    hand.page.wait_for_url("**/receipt/")
    assert moves(signed) == ["submitted"]


def test_the_way_back_and_another_submission_change_nothing(enter, cast, signed):
    hand = enter(signed_in=cast.receptionist)
    hand.open(f"/intake/{signed.reference}/declaration/")
    kept = hand.page.content()
    hand.go(SUBMIT)
    before = Application.objects.values().get(pk=signed.pk)
    hand.page.go_back()
    assert hand.path.endswith(("/declaration/", "/receipt/"))
    # some browsers show the page that they kept, others ask anew: the kept one is put back in any case
    hand.page.set_content(kept)
    hand.go(SUBMIT)
    assert hand.path.endswith("/receipt/")
    assert hand.see(arabic("This application has been submitted already."))
    assert Application.objects.values().get(pk=signed.pk) == before
    assert moves(signed) == ["submitted"]


def test_a_second_vote_after_the_way_back_is_refused_and_the_first_stays(enter, cast):
    item = factories.on_agenda(factories.awaiting_decision(by=cast.receptionist, service=cast.rent))
    factories.propose(item)
    hand = enter(signed_in=cast.chair)
    hand.open(f"/committee/items/{item.pk}/")
    kept = hand.page.content()
    hand.vote("for")
    hand.page.set_content(kept)
    hand.vote("against")
    assert hand.count(".error-summary") == 1
    assert [ballot.choice for ballot in Ballot.objects.all()] == ["for"]
