"""Possible duplicates beside the form of a new person, with script and without."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import AccessLog, Staff
from beneficiaries.models import Beneficiary, DuplicatePair
from tests.factories import draft, id_number, make_branch, make_person, make_policy, make_staff

pytestmark = pytest.mark.django_db
NEW, ALIKE = "/people/new/", "/people/alike/"


@pytest.fixture
def reception(db: None) -> Staff:
    return make_staff("reception", branch=make_branch())


@pytest.fixture
def counter(client: Client, reception: Staff) -> Client:
    make_policy()
    client.force_login(reception)
    return client


@pytest.fixture
def there() -> Beneficiary:
    """Somebody registered."""
    return make_person(first_name="مها", family_name="الغيثاني", birth_date=dt.date(1987, 4, 25), mobile="0500054321")


@pytest.fixture
def typed() -> dict[str, Any]:
    """The same person, typed a little otherwise, with another number."""
    return {
        "q": "مها",
        "id_kind": "national",
        "id_number": id_number(),
        "first_name": "مها",
        "father_name": "صالح",
        "grandfather_name": "حمد",
        "family_name": "غيثاني",
        "sex": "female",
        "birth_date_day": "25",
        "birth_date_month": "4",
        "birth_date_year": "1987",
        "birth_date_calendar": "gregorian",
        "nationality": "SA",
        "mobile": "0500054322",
        "household-TOTAL_FORMS": "0",
        "household-INITIAL_FORMS": "0",
    }


def test_a_card_tells_who_it_may_be(counter: Client, reception: Staff, there: Beneficiary, typed: Any) -> None:
    case = draft(person=there, by=reception)
    page = counter.post(ALIKE, typed).content.decode()
    assert there.full_name in page
    assert there.id_number not in page
    assert there.id_number[-4:] in page
    assert "0500054321" in page
    assert case.service.name in page
    assert f"/intake/people/{there.public_id}/start/" in page
    assert "1407" in page
    assert AccessLog.objects.filter(what=AccessLog.What.SEARCH, detail="alike: 1").exists()


def test_a_case_of_another_branch_is_not_told(counter: Client, there: Beneficiary, typed: Any) -> None:
    case = draft(person=there, by=make_staff("reception", branch=make_branch("JED")))
    assert case.service.name not in counter.post(ALIKE, typed).content.decode()


@pytest.mark.parametrize("change", [{"first_name": ""}, {"first_name": "\x00"}, {"first_name": "ا" * 10_000}, {}])
def test_nobody_alike_leaves_the_place_empty(counter: Client, typed: Any, change: Any) -> None:
    answer = counter.post(ALIKE, typed | change)
    assert answer.status_code == 200
    assert "<li" not in answer.content.decode()
    assert not AccessLog.objects.filter(detail__startswith="alike").exists()


def test_half_a_form_is_enough(counter: Client, there: Beneficiary) -> None:
    typed = {"first_name": "مها", "father_name": "صالح", "grandfather_name": "حمد", "family_name": "الغيثاني"}
    assert there.full_name in counter.post(ALIKE, typed).content.decode()


def test_without_script_the_form_comes_back_with_the_cards(counter: Client, there: Beneficiary, typed: Any) -> None:
    answer = counter.post(NEW, typed)
    assert answer.status_code == 422
    assert there.full_name in answer.content.decode()
    assert typed["id_number"] in answer.content.decode()
    assert Beneficiary.objects.count() == 1


@pytest.mark.parametrize(
    "answered", [{"not_same": "on", "not_same_reason": " "}, {"not_same_reason": "أختها"}, {"seen": ""}, {"seen": "x"}]
)
def test_an_answer_that_is_not_whole_is_asked_for_again(
    counter: Client, there: Beneficiary, typed: Any, answered: Any
) -> None:
    whole = {"not_same": "on", "not_same_reason": "أختها", "seen": str(there.public_id)}
    sent = typed | ({**whole, **answered} if "seen" in answered else {"seen": whole["seen"], **answered})
    assert counter.post(NEW, sent).status_code == 422
    assert Beneficiary.objects.count() == 1


def test_none_of_them_is_kept_with_its_reason(
    counter: Client, reception: Staff, there: Beneficiary, typed: Any
) -> None:
    answered = {"not_same": "on", "not_same_reason": "أختها", "seen": str(there.public_id)}
    answer = counter.post(NEW, typed | answered)
    new = Beneficiary.objects.latest("pk")
    assert answer["Location"] == f"/intake/people/{new.public_id}/start/"
    pair = DuplicatePair.objects.get()
    assert (pair.first, pair.second, pair.state) == (there, new, "not_same")
    assert (pair.reason, pair.decided_by) == ("أختها", reception)


def test_a_number_that_is_kept_is_refused_as_ever(counter: Client, there: Beneficiary, typed: Any) -> None:
    answer = counter.post(NEW, typed | {"id_number": there.id_number})
    assert answer.status_code == 422
    assert answer.context["known"] == there


def test_who_is_like_nobody_is_registered_at_once(counter: Client, typed: Any) -> None:
    assert counter.post(NEW, typed).status_code == 302
    assert not DuplicatePair.objects.exists()
