"""Every component on one page: whole, translated, and fit for a strict content security policy."""

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation

from tests.ui import gallery
from ui import icons

pytestmark = pytest.mark.urls("tests.ui.urls")
ERROR_PAGES = ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]


@pytest.fixture(autouse=True)
def _today(settings):
    settings.PORTAL_TODAY = "tests.ui.test_fields.fixed_day"


def draw(source, **context):
    """Return a snippet rendered with our tags loaded."""
    return engines["django"].from_string("{% load ui i18n %}" + source).render(context)


def words(html):
    """Return what a reader sees of a page."""
    return " ".join(re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.S).split())


def test_it_has_no_inline_style_script_or_handler():
    html = gallery.render()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html)


def test_a_page_with_errors_says_so_in_its_title_and_first_in_main():
    html = gallery.render()
    assert "<title>خطأ: عرض المكوّنات — مستفيد</title>" in html
    main = html[html.index("<main") :]
    assert main.index("error-summary") < main.index("<h1")
    assert 'href="#id_id_number"' in main


def test_a_page_without_errors_has_neither():
    html = gallery.render(form=gallery.Everything())
    assert "<title>عرض المكوّنات — مستفيد</title>" in html
    assert "error-summary" not in html


def test_every_error_is_tied_to_its_control():
    html = gallery.render()
    for name in ("id_number", "mobile", "city", "channel", "agreed"):
        assert f'id="id_{name}_error"' in html
        assert re.search(rf'aria-describedby="[^"]*id_{name}_error', html)
    assert 'aria-describedby="id_name_helptext"' in html


def test_every_label_points_at_something():
    html = gallery.render()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'<label[^>]*\sfor="([^"]+)"', html)) <= set(ids)
    assert set(re.findall(r'aria-(?:labelledby|describedby)="([^" ]+)"', html)) <= set(ids)


@pytest.mark.parametrize("page", ERROR_PAGES)
def test_the_pages_of_refusal_are_arabic_and_need_no_request(page):
    html = render_to_string(page)
    assert 'dir="rtl"' in html
    assert not re.search("[A-Za-z]{3,}", words(html[html.index("<main") :]))


def test_nothing_of_the_frame_stays_untranslated():
    html = gallery.render(form=None)
    assert not re.search("[A-Za-z]{3,}", words(html).replace("English", ""))


def test_the_english_page_runs_from_left_to_right():
    with translation.override("en"):
        html = gallery.render()
    assert '<html lang="en" dir="ltr">' in html
    assert "bootstrap.min.css" in html
    assert "<title>Error: " in html


def test_a_colleagues_change_is_shown_field_by_field():
    change = SimpleNamespace(label="الجوال", theirs="0512345678", yours="")
    html = gallery.render(form=None, stale=SimpleNamespace(message="سبقك زميل", changes=[change]))
    assert "0512345678" in html
    assert "سبقك زميل" in html


@pytest.mark.parametrize(
    ("passed", "gone", "sentence"),
    [
        (dt.timedelta(0), 0, "بقي 14 يومًا من 14 يومًا"),
        (dt.timedelta(hours=1), 0, "بقي 14 يومًا من 14 يومًا"),
        (dt.timedelta(days=11), 11, "بقيت 3 أيام من 14 يومًا"),
        (dt.timedelta(days=12), 12, "بقي يومان من 14 يومًا"),
        (dt.timedelta(days=13, hours=23), 13, "بقي يوم واحد من 14 يومًا"),
        (dt.timedelta(days=14), 14, "انقضت مدة البت"),
        (dt.timedelta(days=40), 14, "كانت المدة 14 يومًا"),
    ],
)
def test_the_window_counts_whole_days_that_are_left(passed, gone, sentence):
    submitted = gallery.NOW
    context = {"submitted_at": submitted, "not_before": submitted + dt.timedelta(days=14), "days": 14}
    html = render_to_string("ui/window.html", {**context, "now": submitted + passed})
    assert html.count('class="gone"') == gone
    assert html.count("<i") == 14
    assert sentence in words(html)


def test_a_policy_without_a_window_shows_no_cells():
    now = gallery.NOW
    html = render_to_string("ui/window.html", {"submitted_at": now, "not_before": now, "days": 0, "now": now})
    assert "<i" not in html


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("5640"), "5,640 ريالًا"),
        (9000, "9,000 ريال"),
        (Decimal("3"), "3 ريالات"),
        (Decimal("1500.50"), "1,500.50 ريال"),
        (None, "—"),
    ],
)
def test_an_amount_is_written_with_its_noun(amount, text):
    assert words(draw("{% money amount %}", amount=amount)) == text


def test_numbers_and_states_in_a_template():
    assert draw("{% ltr '1448-00317' %}") == '<bdi dir="ltr" class="num">1448-00317</bdi>'
    assert "••••••3176" in draw("{{ id|masked }}", id="1000003176")
    assert words(draw("{% days 3 %}")) == "3 أيام"
    assert draw("{% join_dots a b c %}", a="<b>", b="", c="x") == "&lt;b&gt; · x"
    with pytest.raises(ValueError, match="tone"):
        draw("{% tag 'x' 'check' 'pink' %}")


def test_what_people_typed_is_never_markup():
    html = draw("{% tag t 'check' 'green' %}{% ltr t %}{{ t|masked }}", t="<script>")
    assert "<script" not in html


@pytest.mark.parametrize("name", sorted(icons.NAMES))
def test_every_icon_of_the_look_is_in_the_package(name):
    drawn = icons.icon(name)
    assert "<path" in drawn
    assert ("i-dir" in drawn) == (name in icons.DIRECTED)


def test_crispy_draws_the_same_fields():
    html = draw("{% load crispy_forms_tags %}{% crispy form %}", form=gallery.filled())
    assert "<form" not in html
    assert 'id="id_id_number_error"' in html
    assert "error-summary" not in html
