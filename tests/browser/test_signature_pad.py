"""The applicant draws on the pad: drawn, forgotten, drawn again; and a pad that holds no signature is refused."""

import pytest

from intake.models import Declaration
from tests import factories

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(200)]
ZIGZAG = [(0.1, 0.5), (0.3, 0.2), (0.35, 0.8), (0.6, 0.3), (0.9, 0.6)]
DOT = [(0.5, 0.5), (0.5, 0.505)]
SIGN = ".sign-ways .btn-primary"


@pytest.fixture
def counter(enter, cast):
    """The receptionist at the declaration, before anything is signed."""
    application = factories.fill(factories.draft(by=cast.receptionist, service=cast.rent))
    hand = enter(signed_in=cast.receptionist)
    hand.open(f"/intake/{application.reference}/declaration/")
    return hand


def draw(page, points):
    pad = page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    (x, y), *rest = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in points]
    page.mouse.move(x, y)
    page.mouse.down()
    for x, y in rest:
        page.mouse.move(x, y, steps=6)
    page.mouse.up()


def refused(hand):
    hand.go(SIGN)
    assert hand.page.get_attribute(".error-summary a", "href").startswith("#id_pad")
    assert hand.count(".way-pad .invalid-feedback, .way-pad [id$=_error]") > 0
    assert hand.page.evaluate("document.activeElement.className") == "error-summary"
    return not Declaration.objects.exists()


def test_a_drawn_signature_is_kept_and_shown(counter):
    draw(counter.page, ZIGZAG)
    counter.go(SIGN)
    drawn = counter.page.locator("img.drawn")
    drawn.scroll_into_view_if_needed()
    assert drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100
    declaration = Declaration.objects.get()
    assert (declaration.method, declaration.signature.content_type) == ("pad", "image/png")


def test_a_blank_pad_a_dot_and_a_cleared_pad_are_refused(counter):
    assert refused(counter)
    draw(counter.page, DOT)
    assert refused(counter)
    draw(counter.page, ZIGZAG)
    assert counter.page.input_value("[name=pad]").startswith("M")
    counter.page.click("[data-clear]")
    assert counter.page.input_value("[name=pad]") == ""
    assert refused(counter)
    draw(counter.page, ZIGZAG)
    counter.go(SIGN)
    assert Declaration.objects.get().method == "pad"


def test_a_signature_on_a_phone_fills_the_same_box(counter):
    counter.page.set_viewport_size({"width": 360, "height": 740})
    draw(counter.page, ZIGZAG)
    path = counter.page.input_value("[name=pad]")
    numbers = [float(number) for point in path[1:].split("L") for number in point.split()]
    # nine tenths of 600 across, whatever the screen
    assert max(numbers[::2]) == pytest.approx(540, abs=12)
    counter.go(SIGN)
    assert Declaration.objects.count() == 1
