"""Who studies a case: taken by a researcher, assigned by the head."""

import pytest

from accounts.states import Role
from eligibility.domain import assignments
from eligibility.models import Assessment
from eligibility.queries.assignments import candidates
from intake.domain import recusals
from intake.states import Status
from ledger.errors import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return factories.submitted()


def researcher(case, **fields):
    return factories.make_staff(Role.RESEARCHER, **{"branch": case.branch, **fields})


def take(case, by):
    return assignments.take(application_id=case.pk, step=case.step, by=by)


def assign(case, by, to):
    return assignments.assign(application_id=case.pk, step=case.step, by=by, researcher=to)


def test_whoever_takes_a_case_studies_it(case):
    by = researcher(case)
    taken = take(case, by)
    assert (taken.status, taken.researcher, Assessment.objects.get().opened_by) == (Status.IN_ASSESSMENT, by, by)


def test_a_case_taken_twice_by_one_person_is_taken_once(case):
    by = researcher(case)
    first = take(case, by)
    assert take(case, by) == first
    assert first.moves.filter(to_status=Status.IN_ASSESSMENT).count() == 1


def test_a_case_that_a_colleague_took_is_refused(case):
    take(case, researcher(case))
    with pytest.raises(Refused) as refusal:
        take(case, researcher(case))
    assert refusal.value.code == "done"


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.SECRETARY, Role.ADMIN])
def test_a_case_is_not_taken_without_the_permission_to_study(case, role):
    with pytest.raises(Refused) as refusal:
        take(case, factories.make_staff(role, branch=case.branch))
    assert refusal.value.code == "may"
    assert not Assessment.objects.exists()


def test_a_case_is_not_taken_by_whoever_declared_a_conflict(case):
    by = researcher(case)
    recusals.declare(application_id=case.pk, by=by, reason="قرابة")
    with pytest.raises(Refused) as refusal:
        take(case, by)
    assert refusal.value.code == "may"


def test_the_head_assigns_a_case(case):
    head, chosen = factories.make_staff(Role.HEAD, branch=case.branch), researcher(case)
    assigned = assign(case, head, chosen)
    assert (assigned.status, assigned.researcher) == (Status.IN_ASSESSMENT, chosen)
    assert (assigned.moves.last().by, Assessment.objects.get().opened_by) == (head, head)


def test_a_researcher_assigns_nobody(case):
    by = researcher(case)
    with pytest.raises(Refused) as refusal:
        assign(case, by, by)
    assert refusal.value.code == "may"


@pytest.mark.parametrize("why", ["role", "branch", "inactive", "recused"])
def test_a_case_is_not_assigned_to_one_who_cannot_study_it(case, why):
    head = factories.make_staff(Role.HEAD, branch=case.branch)
    other = {
        "role": lambda: factories.make_staff(Role.RECEPTION, branch=case.branch),
        "branch": lambda: researcher(case, branch=factories.make_branch("SOUTH")),
        "inactive": lambda: researcher(case, is_active=False),
        "recused": lambda: researcher(case),
    }[why]()
    if why == "recused":
        recusals.declare(application_id=case.pk, by=other, reason="قرابة")
    with pytest.raises(Refused) as refusal:
        assign(case, head, other)
    assert (refusal.value.code, refusal.value.field) == ("candidate", "researcher")


def test_the_least_busy_candidate_comes_first(case):
    busy, free = researcher(case, name="أ"), researcher(case, name="ب")
    factories.in_assessment(researcher=busy)
    assert [(staff, staff.open_cases) for staff in candidates(case)] == [(free, 0), (busy, 1)]
