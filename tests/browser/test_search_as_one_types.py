"""The search box with the keys alone, while one types and without scripts; numbers never come into an address."""

import pytest

from tests import factories
from tests.browser.hands import Keyboard, Mouse

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(200)]
BOX, OPEN, NEW = "#q", "#found .rows a.btn", "#found button[name=open]"


@pytest.fixture
def people(cast):
    """Two people, of whom one is looked for."""
    factories.make_person(first_name="ريم", father_name="", grandfather_name="", family_name="الشفقي")
    return factories.make_person(
        first_name="مها", father_name="سليمان", grandfather_name="", family_name="الغيثاني", mobile="0500012345"
    )


def shown(hand, text, count):
    """What is listed once the answer to this text is there."""
    hand.write(BOX, text)
    hand.page.wait_for_function(
        "([text, count]) => { const q = document.querySelector('#found [name=q]');"
        " return q && q.value === text && document.querySelectorAll('#found .row-r').length === count; }",
        arg=[text, count],
    )


def test_from_typing_to_the_file_by_keys_alone(cast, people, enter, looks):
    hand = enter(Keyboard, signed_in=cast.receptionist, looks=looks)
    asked = []
    hand.page.on("request", lambda request: asked.append(request.url))
    hand.open("/")
    hand.press("/")
    shown(hand, "الغيثاتي مه", 1)
    assert hand.see("الغيثاني")
    assert hand.page.inner_text("#found-said") == "نتيجة واحدة"
    hand.arrived()
    assert [mark.inner_text() for mark in hand.page.query_selector_all("#found mark")] == ["مه", "الغيثاني"]
    shown(hand, "0500012345", 1)
    hand.press("ArrowDown")
    assert hand.where(OPEN) == "here"
    hand.press("ArrowDown")
    assert hand.where(NEW) == "here"
    hand.press("ArrowUp")
    hand.press("Escape")
    assert hand.where(BOX) == "here"
    hand.press("ArrowDown")
    with hand.page.expect_navigation():
        hand.press("Enter")
    hand.arrived()
    assert hand.path == f"/people/{people.public_id}/"
    assert not [url for url in asked if "0500012345" in url]
    assert looks.faults == [], "\n".join(looks.faults)


def test_a_late_answer_does_not_replace_a_newer_one(cast, people, enter):
    hand = enter(Keyboard, signed_in=cast.receptionist)
    held = []
    hand.page.route("**/search/", lambda route: held.append(route) if not held else route.continue_())
    hand.open("/")
    hand.write(BOX, "ريم")
    hand.page.wait_for_timeout(400)
    assert len(held) == 1
    shown(hand, "مها", 1)
    held[0].abort()
    hand.page.wait_for_timeout(200)
    assert hand.see("مها")
    assert hand.count("#found .row-r") == 1


def test_without_scripts_it_is_a_form(cast, people, enter):
    hand = enter(Mouse, signed_in=cast.receptionist, scripts=False)
    hand.open("/")
    hand.write(BOX, "الغيثاتي مه")
    hand.go("[role=search] button")
    assert hand.path.startswith("/search/?q=")
    assert hand.count("#found .row-r") == 1
    hand.write(BOX, "٠٥٠٠٠١٢٣٤٥")
    hand.go("[role=search] button")
    assert hand.path == "/search/"
    hand.go(OPEN)
    assert hand.path == f"/people/{people.public_id}/"
