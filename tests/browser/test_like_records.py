"""Cards appear beside the form while somebody types; the pairs of the bench are turned by key."""

import datetime as dt

import pytest

from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(200)]
NAME = {"first_name": "مها", "father_name": "صالح", "grandfather_name": "حمد", "family_name": "غيثاني"}


def test_a_card_appears_while_a_name_is_typed_and_what_is_answered_stays(enter, cast):
    there = factories.make_person(first_name="مها", family_name="الغيثاني", birth_date=dt.date(1987, 4, 25))
    page = enter(signed_in=cast.receptionist).page
    page.goto("/people/new/?q=مها")
    assert page.locator("#duplicates li").count() == 0
    for field, text in NAME.items():
        page.locator(f"[name={field}]").fill(text)
    page.locator("#duplicates li").wait_for()
    assert there.full_name in page.locator("#duplicates").inner_text()
    page.locator("#id_not_same").check()
    page.locator("#id_not_same_reason").fill("أختها")
    with page.expect_response("**/people/alike/"):
        page.locator("[name=mobile]").press_sequentially("05")
    page.locator("#id_not_same:checked").wait_for()
    assert page.locator("#id_not_same_reason").input_value() == "أختها"


def test_pairs_are_turned_by_letter_and_by_arrow(enter, cast):
    likest, other = (
        factories.make_pair(factories.make_person(), factories.make_person(), score=score) for score in (95, 90)
    )
    page = enter(signed_in=cast.head).page
    page.goto(f"/people/pairs/{likest.pk}/")
    page.keyboard.press("j")
    page.wait_for_url(f"**/people/pairs/{other.pk}/")
    page.keyboard.press("ArrowRight")  # the page runs from right to left: back
    page.wait_for_url(f"**/people/pairs/{likest.pk}/")
    page.locator("[name=apart-reason]").press("j")
    assert page.url.endswith(f"/people/pairs/{likest.pk}/")
