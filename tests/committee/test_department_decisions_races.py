"""Several at once: one department decision of a number, one answer to it, one decision, whoever comes first."""

from collections import Counter

import pytest

from channels_log.domain import sweep
from committee.domain import department_decisions
from committee.models import Countersignature, Decision, DepartmentDecision
from committee.queries.department_decisions import holds
from intake.domain import recusals
from intake.models import Application, Move
from tests.committee import factories as department
from tests.committee.factories import THREADS, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def case(at):
    """Submitted long ago, so that its window has passed by now."""
    with at("2026-01-01 10:00"):
        return department.at_department()


def test_two_deciders_who_saw_the_same_page_make_one_department_decision(case):
    deciders = [department.decider(), department.decider()]
    results = at_once(*[lambda by=by: department.decided(case, by=by, after=0) for by in deciders])
    assert Counter(map(str, results))["overtaken"] == 1
    assert DepartmentDecision.objects.count() == 1


def test_eight_clicks_countersign_once(case):
    department_decision, by = department.decided(case), department.countersigner()
    results = at_once(
        *[lambda: department_decisions.countersign(department_decision_id=department_decision.pk, by=by)] * THREADS
    )
    assert results == [Countersignature.objects.get()] * THREADS


def test_a_countersignature_and_a_newer_department_decision_never_both_count(case):
    department_decision, first, second = department.decided(case), department.decider(), department.countersigner()
    results = at_once(
        lambda: department_decisions.countersign(department_decision_id=department_decision.pk, by=second),
        lambda: department.decided(case, by=first, after=1),
    )
    made_rows = (DepartmentDecision.objects.count(), Countersignature.objects.count())
    assert made_rows in [(1, 1), (2, 0)]
    assert sum(isinstance(result, str) for result in results) == 1


def test_the_sweep_and_clicks_record_one_decision(case):
    department_decision, by = department.countersigned(case).department_decision, department.decider()
    at_once(
        sweep.run,
        sweep.run,
        *[lambda: department_decisions.record(department_decision_id=department_decision.pk, by=by)] * (THREADS - 2),
    )
    assert Decision.objects.count() == 1
    assert Move.objects.filter(application=case, to_status="accepted").count() == 1


def test_a_conflict_declared_in_the_moment_of_signing_leaves_nothing_that_holds(case):
    department_decision, by = department.decided(case), department.countersigner()
    at_once(
        lambda: department_decisions.countersign(department_decision_id=department_decision.pk, by=by),
        lambda: recusals.declare(application_id=case.pk, by=by, reason="قرابة"),
    )
    assert not holds(department_decision)
    assert department_decisions.record_due() == []
    assert Application.objects.get(pk=case.pk).status == "awaiting_decision"
