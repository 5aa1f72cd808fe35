"""What the scripts add to a page, in a real browser, under the portal's own security policy."""

import mimetypes
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.ui import gallery

pytestmark = pytest.mark.urls("tests.ui.urls")
HOST = "https://portal.test"
POLICY = "; ".join(
    f"{name} {' '.join(value)}" for name, value in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
VOTE = Path(__file__).with_name("vote.html").read_text(encoding="utf-8")


class Site:
    """A browser page whose addresses are answered from our files, and the forms it sent."""

    def __init__(self, chromium):
        self.posts, self.faults, self.html = [], [], ""
        self.page = chromium.new_page(viewport={"width": 1280, "height": 800})
        self.page.set_default_timeout(5_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)
        self.page.route("**/*", self.answer)

    def answer(self, route):
        path = unquote(urlsplit(route.request.url).path)
        if route.request.method == "POST":
            self.posts.append(route.request.post_data)
            # 204 leaves the page where it is, as while an answer is on its way
            return route.fulfill(status=204) if path == "/slow" else route.fulfill(body="sent")
        if not path.startswith(settings.STATIC_URL):
            headers = {"content-security-policy": POLICY}
            return route.fulfill(body=self.html, content_type="text/html; charset=utf-8", headers=headers)
        found = finders.find(path.removeprefix(settings.STATIC_URL))
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return route.fulfill(body=Path(found).read_bytes(), content_type=kind) if found else route.fulfill(status=404)

    def show(self, template=gallery.PAGE, *, width=1280, **extra):
        self.html = gallery.render(template, **extra)
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(f"{HOST}/")
        return self.page


@pytest.fixture
def site(chromium, settings):
    """A site of one page, with today fixed."""
    settings.PORTAL_TODAY = "tests.ui.test_fields.fixed_day"
    site = Site(chromium)
    yield site
    assert site.faults == []
    site.page.close()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_fits_every_width_and_axe_finds_nothing(site, width):
    page = site.show(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    axe = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
    page.evaluate(axe.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")
    assert found == []


def test_the_error_summary_takes_focus_and_leads_to_the_field(site):
    page = site.show()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.click(".error-summary a[href='#id_channel_0']")
    assert page.evaluate("document.activeElement.id") == "id_channel_0"


def test_a_second_click_sends_nothing_more(site):
    page = site.show(
        '<!doctype html><html lang="ar">{% load static %}<script src="{% static \'js/portal.js\' %}" defer></script>'
        '<form method="post" action="/slow" data-once><button name="go" value="1">إرسال</button></form>'
    )
    page.evaluate("document.querySelector('button').click(); document.querySelector('button').click()")
    page.wait_for_timeout(200)
    assert site.posts == ["go=1"]


def test_a_vote_takes_two_strokes(site):
    page = site.show(VOTE, form=None)
    page.keyboard.press("Enter")
    assert site.posts == []
    page.keyboard.press("2")
    assert page.inner_text(".btn-primary") == "تثبيت الصوت: رفض"
    # playwright has no Arabic keyboard
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '١', bubbles: true}))")
    assert page.inner_text(".btn-primary") == "تثبيت الصوت: قبول"
    page.keyboard.press("Enter")
    page.wait_for_url("**/vote")
    assert site.posts == ["v=for"]


def test_slash_goes_to_the_search_box_and_keys_rest_while_typing(site):
    page = site.show(VOTE, form=None)
    page.keyboard.press("/")
    page.keyboard.type("12/3")
    assert page.input_value("#q") == "12/3"
    assert page.locator("input:checked").count() == 0


def test_a_password_is_shown_and_hidden(site):
    page = site.show(VOTE, form=None)
    page.click("text=إظهار")
    assert page.get_attribute("#w", "type") == "text"
    page.click("text=إخفاء")
    assert page.get_attribute("#w", "type") == "password"


@pytest.mark.parametrize(
    ("parts", "calendar", "echo"),
    [
        (("25", "8", "1446"), "hijri", "الاثنين"),
        (("٢٤", "٢", "٢٠٢٥"), "gregorian", "الاثنين"),
        (("25", "8", "1446هـ"), "hijri", "الاثنين"),
        (("31", "2", "2025"), "gregorian", ""),
        (("31", "8", "1446"), "hijri", ""),
    ],
)
def test_the_other_calendar_is_echoed_while_typing(site, parts, calendar, echo):
    page = site.show(form=gallery.Everything())
    for number, part in enumerate(parts):
        page.fill(f"#id_birth_date_{number}", part)
    assert page.input_value("#id_birth_date_3") == calendar
    said = page.inner_text("[data-echo]")
    assert said.startswith(echo)
    assert bool(said) == bool(echo)
    if echo:
        assert "1446" in said
        assert "2025" in said


def test_a_signature_is_drawn_kept_and_cleared(site):
    page = site.show(form=gallery.Everything())
    box = page.locator("canvas").bounding_box()
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 30)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 30 + step * 20, box["y"] + 30 + step * 10)
    page.mouse.up()
    path = page.input_value("#id_signature")
    assert gallery.fields.SignatureField().clean(path) == path
    assert path.startswith("M")
    page.click("[data-clear]")
    assert page.input_value("#id_signature") == ""


def test_leaving_with_unsaved_changes_asks_first(site):
    asked = []
    page = site.show(form=gallery.Everything())
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.click("#id_name")
    page.keyboard.type("نورة")
    page.goto(f"{HOST}/elsewhere")
    assert asked == ["beforeunload"]
