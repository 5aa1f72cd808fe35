"""The tour forgets no page, and names what it names once."""

import pytest

from accounts.rules import find
from accounts.states import Role
from config.access import MAP
from screens.tour import NOT_PAGES, TOUR
from tests.test_access import walk


def opened_by_get():
    """Names of the addresses that somebody may open; those without a name only lead elsewhere."""
    needs = {found.name: find(MAP, found.name) for found in walk() if "." not in found.name}
    return {name for name, need in needs.items() if need is not None and need.get is not None}


def visited():
    steps = {step.view for part in TOUR for step in part.steps if step.view}
    return steps | {sheet.view for part in TOUR for sheet in part.papers}


def test_every_address_that_can_be_opened_is_on_the_tour_or_is_no_page():
    assert sorted(opened_by_get() - visited() - set(NOT_PAGES)) == []


def test_what_is_said_to_be_no_page_is_an_address_that_the_tour_leaves_out():
    assert sorted(set(NOT_PAGES) - opened_by_get()) == []
    assert sorted(set(NOT_PAGES) & visited()) == []


def test_the_tour_visits_nothing_that_cannot_be_opened():
    assert sorted(visited() - opened_by_get()) == []


def test_everybody_has_a_part():
    assert {part.role for part in TOUR} == {*Role, "anonymous"}


@pytest.mark.parametrize("part", TOUR, ids=lambda part: part.role)
def test_a_page_has_a_name_of_its_own(part):
    names = [one.name for one in (*part.steps, *part.papers)]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("part", TOUR, ids=lambda part: part.role)
def test_every_step_says_where_it_goes(part):
    assert [step.name for step in part.steps if bool(step.view) == bool(step.address)] == []


@pytest.mark.parametrize("part", TOUR, ids=lambda part: part.role)
def test_whoever_switches_to_english_does_so_at_the_end(part):
    """The portal keeps the choice: what came after would be in English too. Nobody's choice is kept with a cookie."""
    after = [step.name for step in part.steps[:-1] if step.language != "ar"]
    assert after == ([] if part.who else ["sign-in-en"])
