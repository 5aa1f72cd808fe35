"""What falls short in a page is found, and what does not is left alone, in a real browser."""

import re
from pathlib import Path

import pytest

from screens import looks

FAULTS = Path(__file__).with_name("faults.html")


@pytest.fixture
def faulty(chromium):
    page = chromium.new_page(viewport={"width": 360, "height": 640})
    page.set_default_timeout(10_000)
    page.goto(FAULTS.as_uri())
    looks.prepare(page)
    yield page
    page.close()


def ids(found):
    return [re.search(r'id="([^"]*)"', one)[1] for one in found]


def test_it_finds_the_small_targets_and_no_others(faulty):
    found = ids(looks.small_targets(faulty, spared=".stock"))
    assert found == ["low", "slim", "covered", "bare", "alone", "beside", "beside-too", "far"]


def test_it_says_how_large_a_target_is_and_which(faulty):
    low = next(one for one in looks.small_targets(faulty) if 'id="low"' in one)
    assert low == 'target of 120×30: <button id="low" class="low">قصير</button>'


def test_a_target_that_is_spared_counts_where_nobody_spares_it(faulty):
    assert "spared" in ids(looks.small_targets(faulty))


def test_it_looks_only_at_what_lies_in_front(faulty):
    assert ids(looks.small_targets(faulty, within="p:has(#beside)")) == ["beside", "beside-too"]


def test_the_page_is_left_where_it_was(faulty):
    faulty.evaluate("scrollTo({top: 300, behavior: 'instant'})")
    list(looks.small_targets(faulty))
    assert faulty.evaluate("scrollY") == 300
    assert faulty.evaluate("document.activeElement.tagName") == "BODY"


def test_sideways_scroll_names_what_sticks_out(faulty):
    assert list(looks.too_wide(faulty)) == []
    faulty.evaluate("document.body.className = 'wide'")
    (found,) = looks.too_wide(faulty)
    assert re.fullmatch(r"sideways scroll: \d+ pixels too wide: <div class=\"sticks-out\" id=\"here\">نص</div>", found)


def test_axe_is_asked(faulty):
    assert list(looks.violations(faulty)) == []
    faulty.evaluate("document.querySelector('#bare').removeAttribute('aria-label')")
    (found,) = looks.violations(faulty)
    assert found.startswith('axe: label: <input id="bare"')


@pytest.mark.parametrize(
    ("kind", "text", "status", "fault"),
    [
        ("error", "Refused to apply inline style", 200, True),
        ("warning", "Refused to apply inline style", 200, False),
        ("error", "the server responded with a status of 422", 200, False),
        ("error", "the server responded with a status of 404", 200, True),
        ("error", "the server responded with a status of 404", 404, False),
    ],
)
def test_a_line_of_the_console_matters_unless_it_repeats_the_expected_answer(kind, text, status, fault):
    line = type("Line", (), {"type": kind, "text": text, "location": {"url": "/"}})
    assert looks.is_fault(line, status=status) is fault
