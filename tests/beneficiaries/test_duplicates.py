"""Records that look like one person's: how many of them are found, and how many found ones are none."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from beneficiaries.domain import contact_points, households
from beneficiaries.domain.duplicates import blocking, scan
from beneficiaries.domain.duplicates.lookup import Candidate, likeness_of, possible_duplicates
from beneficiaries.domain.duplicates.scoring import LIKELY, Comparable, compare, core
from beneficiaries.models import DuplicatePair, DuplicateScan
from beneficiaries.states import Sign
from ledger import clock
from tests.beneficiaries.duplicate_factories import duplicates, keep, labelled
from tests.factories import make_pair, make_person, make_staff

PEOPLE = 12_000
BORN = dt.date(1985, 5, 20)


@pytest.mark.django_db
def test_nearly_all_second_records_are_found_and_nearly_all_that_is_found_are_second_records(reception: Staff) -> None:
    made = labelled(PEOPLE)
    place_of = keep(made, reception)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE beneficiaries_beneficiary, beneficiaries_contactpoint")
    done = scan.run()
    pairs = DuplicatePair.objects.values_list("first_id", "second_id")
    found = {(place_of[first], place_of[second]) for first, second in pairs}
    meant = duplicates(made)
    assert done.finished_at is not None
    assert done.found == len(found)
    assert len(meant) >= 1000
    assert len(found & meant) / len(found) >= 0.97
    assert len(found & meant) / len(meant) >= 0.95


def test_the_labelled_set_is_the_same_each_time_and_has_people_who_are_two() -> None:
    first, again = labelled(500), labelled(500)
    assert first == again
    assert len(duplicates(first)) == 50
    assert len(first) == 500 + 50 + 60 + 10 + 30 + 15


def record(*parts: str, born: dt.date | None = BORN, **more: Any) -> Comparable:
    """A comparable record."""
    names: Any = tuple(core(part) for part in parts)
    return Comparable(0, names, born, **more)


ME = ("عبد الله", "سليمان", "فهد", "الغيثاني")


@pytest.mark.parametrize(
    ("parts", "born", "sign"),
    [
        (("عبدالله", "سليمان", "فهد", "غيثاني"), BORN, Sign.FAMILY_SAME),
        (("عبدالله", "سلمان", "فهد", "الغيثاني"), BORN, Sign.FATHER_ALIKE),
        (("عبدالله", "فهد", "سليمان", "الغيثاني"), BORN, Sign.PARTS_SWAPPED),
        (("عبدالله", "سليمان", "", "فهد"), BORN, Sign.PARTS_SHIFTED),
        (("عبدالله", "", "فهد", "الغيثاني"), BORN, Sign.FATHER_MISSING),
        (("عبدالله", "سليمان", "فهد", "الغيثاني"), dt.date(1985, 5, 2), Sign.BIRTH_NEAR),
        (("عبدالله", "سليمان", "فهد", "الغيثاني"), dt.date(1986, 5, 20), Sign.BIRTH_NEAR),
    ],
)
def test_an_error_of_typing_is_recognised(parts: tuple[str, ...], born: dt.date, sign: Sign) -> None:
    likeness = compare(record(*ME), record(*parts, born=born))
    assert likeness.score >= LIKELY
    assert sign in likeness.signs
    assert compare(record(*parts, born=born), record(*ME)).score == likeness.score


@pytest.mark.parametrize(
    ("parts", "born"),
    [
        (("ماجد", "سليمان", "فهد", "الغيثاني"), dt.date(1988, 2, 3)),
        (("ماجد", "سليمان", "فهد", "الغيثاني"), BORN),
        (("سليمان", "عبدالله", "سليمان", "الغيثاني"), dt.date(2010, 5, 20)),
        (("عبدالله", "سليمان", "فهد", "الغيثاني"), dt.date(1971, 11, 4)),
    ],
    ids=["brother", "twin", "son", "namesake"],
)
def test_people_who_look_alike_and_are_two_stay_below(parts: tuple[str, ...], born: dt.date) -> None:
    phone = frozenset(["0500000001"])
    other = phone if parts[0] != "عبدالله" else frozenset(["0500009999"])
    assert compare(record(*ME, phones=phone), record(*parts, born=born, phones=other)).score < LIKELY


def test_day_and_month_the_other_way_round_are_recognised() -> None:
    one, other = dt.date(1985, 5, 2), dt.date(1985, 2, 5)
    likeness = compare(record(*ME, born=one), record(*ME, born=other))
    assert Sign.BIRTH_SWAPPED in likeness.signs


def test_the_household_speaks_for_it() -> None:
    alone = compare(record(*ME), record(*ME))
    shared = frozenset(["مها 2010-01-01"])
    assert Sign.HOUSEHOLD_SHARED in compare(record(*ME, household=shared), record(*ME, household=shared)).signs
    assert compare(record(*ME, household=shared), record(*ME, household=shared)).score >= alone.score


def test_a_block_that_many_share_is_passed_over(reception: Staff, fields: dict[str, Any]) -> None:
    for n in range(4):
        make_person(**{name: value for name, value in fields.items() if name != "id_number"} | {"district": f"{n}"})
    by_names = next(key for key in blocking.KEYS if key.name == "first, father's and family name")
    assert [len(block) for block in blocking.blocks(by_names)] == [4]
    assert list(blocking.blocks(by_names, largest=3)) == []


@pytest.mark.django_db
def test_a_search_that_was_stopped_goes_on_where_it_was() -> None:
    two = [make_person(family_name="الغيثاني") for _ in range(2)]
    first = scan.run(seconds=0)
    assert (first.piece, first.finished_at) == (1, None)
    done = scan.run()
    assert (done.pk, done.piece) == (first.pk, scan.PIECES)
    assert done.finished_at is not None
    assert DuplicatePair.objects.values_list("first_id", "second_id").get() == (two[0].pk, two[1].pk)
    again = scan.run()
    assert (again.pk != done.pk, again.found) == (True, 0)


@pytest.mark.django_db
def test_a_pair_found_to_be_two_people_is_not_opened_again() -> None:
    two = [make_person(family_name="الغيثاني") for _ in range(2)]
    pair = make_pair(*two, state="not_same", reason="أختان", decided_by=make_staff("head"), decided_at=clock.now())
    scan.run()
    assert DuplicatePair.objects.get() == pair
    assert DuplicatePair.objects.get().state == "not_same"


@pytest.mark.django_db
def test_only_one_search_is_under_way(refused: Callable[..., Any]) -> None:
    DuplicateScan.objects.create()
    with refused("duplicate_scan_is_one_at_a_time"):
        DuplicateScan.objects.create()


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"first_name": "عبدالله"},
        {"family_name": "غيثاني"},
        {"family_name": "الغيثانى"},
        {"father_name": "سلمان"},
        {"father_name": "", "grandfather_name": ""},
        {"birth_date": dt.date(1985, 5, 2)},
        {"birth_date": None},
    ],
    ids=str,
)
def test_who_is_typed_is_found_near(reception: Staff, fields: dict[str, Any], change: dict[str, Any]) -> None:
    person = make_person(**fields, mobile="0500000001")
    make_person(first_name="ماجد", family_name="الغيثاني")
    asked = {name: value for name, value in fields.items() if name != "id_number"} | change
    found = possible_duplicates(candidate=Candidate(**{name: value for name, value in asked.items() if value}))
    assert [one.person.pk for one in found] == [person.pk]
    assert [point.value for point in found[0].person.reached][:1] == ["0500000001"]


@pytest.mark.parametrize("typed", [{}, {"first_name": "عبد الله"}, {"family_name": "الغيثاني"}, {"first_name": "'\\"}])
def test_a_single_part_finds_nobody(reception: Staff, fields: dict[str, Any], typed: dict[str, str]) -> None:
    make_person(**fields)
    assert possible_duplicates(candidate=Candidate(**typed)) == []


@pytest.mark.django_db
def test_near_takes_three_queries_whoever_is_there(fields: dict[str, Any], django_assert_num_queries: Any) -> None:
    for n in range(3):
        make_person(**{name: value for name, value in fields.items() if name != "id_number"} | {"district": f"{n}"})
    typed = {name: value for name, value in fields.items() if name != "id_number"}
    with django_assert_num_queries(3):
        assert len(possible_duplicates(candidate=Candidate(**typed))) == 3


@pytest.mark.django_db
def test_two_kept_records_are_compared_as_they_are_now(reception: Staff, fields: dict[str, Any]) -> None:
    one, other = make_person(**fields), make_person(family_name="الغيثاني")
    low = likeness_of(first_id=one.pk, second_id=other.pk)
    assert low is not None
    assert low.score < LIKELY
    contact_points.add(
        beneficiary_id=other.pk, kind="mobile", value=one.contact_points.get(kind="mobile").value, by=reception
    )
    now = likeness_of(first_id=one.pk, second_id=other.pk)
    assert now is not None
    assert Sign.PHONE_SAME in now.signs


@pytest.mark.django_db
def test_two_kept_records_are_compared_with_those_who_live_with_them(reception: Staff, fields: dict[str, Any]) -> None:
    one, other = make_person(**fields), make_person(family_name="الغيثاني")
    for person in (one, other):
        households.add(beneficiary_id=person.pk, by=reception, name="سلمى الغيثاني", relation="daughter")
    now = likeness_of(first_id=one.pk, second_id=other.pk)
    assert now is not None
    assert Sign.HOUSEHOLD_SHARED in now.signs
