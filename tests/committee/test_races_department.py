"""Several at once: one ruling of a number, one answer to it, one decision, whoever comes first."""

from collections import Counter

import pytest

from channels_log.domain import sweep
from committee.domain import rulings
from committee.models import Countersignature, Decision, Ruling
from intake.domain import bars
from intake.models import Application, Move
from tests.committee import made
from tests.committee.test_races import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(at):
    """Submitted long ago, so that its window has passed by now."""
    with at("2026-01-01 10:00"):
        return made.at_department()


def test_two_deciders_who_saw_the_same_page_make_one_ruling(case):
    results = at_once(*[lambda by=by: made.ruled(case, by=by, after=0) for by in (made.decider(), made.decider())])
    assert Counter(map(str, results))["overtaken"] == 1
    assert Ruling.objects.count() == 1


def test_eight_clicks_countersign_once(case):
    ruling, by = made.ruled(case), made.countersigner()
    results = at_once(*[lambda: rulings.countersign(ruling_id=ruling.pk, by=by)] * THREADS)
    assert Counter(map(str, results))["committee_countersignature_ruling_id_key"] == THREADS - 1
    assert Countersignature.objects.count() == 1


def test_a_countersignature_and_a_newer_ruling_never_both_count(case):
    ruling, first, second = made.ruled(case), made.decider(), made.countersigner()
    results = at_once(
        lambda: rulings.countersign(ruling_id=ruling.pk, by=second), lambda: made.ruled(case, by=first, after=1)
    )
    made_rows = (Ruling.objects.count(), Countersignature.objects.count())
    assert made_rows in [(1, 1), (2, 0)]
    assert sum(isinstance(result, str) for result in results) == 1


def test_the_sweep_and_clicks_record_one_decision(case):
    ruling, by = made.countersigned(case).ruling, made.decider()
    at_once(sweep.run, sweep.run, *[lambda: rulings.record(ruling_id=ruling.pk, by=by)] * (THREADS - 2))
    assert Decision.objects.count() == 1
    assert Move.objects.filter(application=case, to_status="accepted").count() == 1


def test_a_conflict_declared_in_the_moment_of_signing_leaves_no_ruling_that_holds(case):
    ruling, by = made.ruled(case), made.countersigner()
    at_once(
        lambda: rulings.countersign(ruling_id=ruling.pk, by=by),
        lambda: bars.declare(application_id=case.pk, by=by, reason="قرابة"),
    )
    assert not rulings.holds(ruling)
    assert rulings.record_due() == []
    assert Application.objects.get(pk=case.pk).status == "awaiting_decision"
