"""The plan of the bulk data, in Python alone: names, arrivals, passages, and that chance is the same each time."""

import datetime as dt
from collections import Counter
from random import Random

import pytest

from bench.dataset import names, people
from bench.dataset.arrivals import Size, claims
from bench.dataset.cases import World
from bench.dataset.office_hours import Hours
from bench.dataset.plan import Plan, case_line, hearing_lines
from bench.dataset.sittings import Sittings
from bench.dataset.staff import Bench, Crew
from beneficiaries.domain.validation import name as checked_name
from beneficiaries.models.identity_numbers import check
from demo import services

UNTIL = dt.date(2026, 11, 1)
HOURS = Hours(UNTIL)
CREW = Crew(
    branches=list(range(1, 13)),
    reception=[[n, n + 50] for n in range(100, 112)],
    researchers=[[n] for n in range(200, 212)],
    head=300,
    benches=[Bench(1), Bench(2), Bench(3)],
)
HEAD = {"submitted", "in_assessment", "awaiting_applicant", "awaiting_decision"}


def plan(people=600, cases=600, seed=1, waiting=0.06):
    world = World(HOURS, Sittings(HOURS), CREW, services.OFFERS, 14, waiting)
    return Plan(Size(people, cases, seed), world)


def cases_of(made):
    return [case for block in range(made.size.blocks) for case in made.cases(block)]


def people_of(made):
    return [line.split("\t") for block in range(made.size.blocks) for line in made.block(block).lines().people]


def test_a_hundred_thousand_names_are_as_common_as_they_are():
    random = Random(1)  # noqa: S311 -- not a secret
    men, women = names.men().draw(random, 100_000), names.women().draw(random, 100_000)
    families = names.families().draw(random, 100_000)
    share = Counter(men)
    assert share.most_common(1)[0][0] == "محمد"
    assert 0.05 < share["محمد"] / 100_000 < 0.11
    assert share["عبدالله"] > share["عبد الله"] > 500, "compound names are written both ways"
    assert 0.02 < Counter(women)["نورة"] / 100_000 < 0.06
    assert len({*men, *women, *families}) >= 2_000
    assert Counter(families).most_common(1)[0][1] / 100_000 < 0.03, "no family is everybody's"


def test_every_name_is_one_that_the_portal_takes():
    for pool in (names.men(), names.women(), names.families()):
        for one in pool.names:
            assert checked_name(one, field="first_name") == one
            assert not set(one) & set('\t\n\\"{}'), "COPY and JSON take it as it is"


def test_office_hours_have_no_weekend_and_moments_are_told_exactly():
    assert {day.weekday() for day in HOURS.days} == {6, 0, 1, 2, 3}
    assert dt.date(2026, 9, 23) not in HOURS.days
    moment = HOURS.days.index(dt.date(2026, 10, 25)) * 420 + 61.5
    assert HOURS.stamp(moment) == "2026-10-25 09:01:30.000+03"
    later, exact = HOURS.later(moment, 2)
    assert (exact, later) == ("2026-10-27 09:01:30.000+03", moment + 2 * 420)
    # a Friday counts as the start of the next Sunday
    assert HOURS.later(moment, 5)[0] == HOURS.days.index(dt.date(2026, 10, 25)) * 420 + 5 * 420


def test_arrivals_follow_the_week_and_grow_over_the_years():
    shares = [HOURS.arrival((n + 0.5) / 20_000) for n in range(20_000)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < HOURS.end
    days = Counter(HOURS.date(moment).weekday() for moment in shares)
    assert days[6] > days[1] > days[3]
    half = sum(1 for moment in shares if moment > HOURS.end / 2)
    assert 0.55 < half / 20_000 < 0.7


@pytest.mark.parametrize(("people_", "cases"), [(1, 1), (1, 2), (7, 3), (300, 600), (5000, 5000), (999, 1500)])
def test_nobody_applies_twice_for_one_service_or_before_they_are_registered(people_, cases):
    size = Size(people_, cases, 3)
    found = [(block, *claim) for block in range(size.blocks) for claim in claims(size, block)]
    assert len(found) == cases
    assert len({claim[1:] for claim in found}) == cases
    for block, person, use in found:
        assert person < size.people_of(block).stop
        assert 0 <= use < 5
    made = plan(people_, cases)
    registered = {int(line[0]): line[19] for line in people_of(made)}
    assert len(registered) == people_
    told = cases_of(made)
    assert len({(case.person, case.service) for case in told}) == cases
    assert all(registered[case.person] < HOURS.stamp(case.created) for case in told)


def test_numbers_are_right_in_form_and_everybody_has_their_own():
    numbers = [people.number_of(n) for n in range(500)] + [people.number_of(999_999)]
    for number in numbers:
        assert check(number, "national" if number[0] == "1" else "iqama") == number
        assert number[1:3] == "00", "a serial that was never issued"
    assert len(set(numbers)) == len(numbers)
    assert people.free_number(5) not in {people.number_of(n) for n in range(1000)}


def test_households_are_five_on_average():
    sizes = [size for block in range(24) for size in people.traits(Size(5000, 5000, 1), block).size]
    assert 4.6 < sum(sizes) / len(sizes) < 5.4


def test_moves_follow_one_another_and_end_where_the_case_stands():
    for case in cases_of(plan(waiting=0.3)):
        stands, moment = "draft", HOURS.stamp(case.created)
        for n, line in enumerate(case.moves, start=1):
            _pk, _case, number, before, after, _by, at, _note = line.split("\t")
            assert (int(number), before) == (n, stands)
            assert moment < at < UNTIL.isoformat()
            stands, moment = after, at
        assert stands == case.status


@pytest.mark.parametrize(("waiting", "least", "most"), [(0.0, 0.0, 0.0), (0.06, 0.05, 0.061), (0.4, 0.39, 0.401)])
def test_the_share_that_waits_is_the_one_asked_for(waiting, least, most):
    stands = Counter(case.status for case in cases_of(plan(2000, 2000, waiting=waiting)))
    ended = stands["served"] + stands["rejected"] + stands["closed"]
    assert least <= 1 - ended / 2000 <= most
    assert stands["served"] > stands["rejected"] > 0


def test_nearly_all_can_stand_in_the_head_of_research_queue():
    stands = Counter(case.status.value for case in cases_of(plan(4000, 4000, waiting=0.998)))
    assert sum(stands[status] for status in HEAD) / 4000 >= 0.992
    assert min(stands[status] for status in HEAD) > 200


def test_the_same_seed_gives_the_same_plan_and_another_one_does_not():
    def told(made):
        lines = [case_line(case, made.world) for case in cases_of(made)]
        return lines + [line for case in cases_of(made) for line in hearing_lines(case, made.world)]

    def registered(made):
        return [[*line[:11], *line[12:]] for line in people_of(made)]  # 11 is the encrypted number

    assert told(plan(300, 300)) == told(plan(300, 300))
    assert registered(plan(300, 300)) == registered(plan(300, 300))
    assert told(plan(300, 300)) != told(plan(300, 300, seed=2))
    assert registered(plan(300, 300)) != registered(plan(300, 300, seed=2))
