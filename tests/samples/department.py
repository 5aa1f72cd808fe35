"""Samples for the addresses of a department's decisions."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from committee.domain import department_decisions
from committee.models import Decision, DepartmentDecision
from ledger import clock
from tests import factories
from tests.committee import factories as department


def _department(world: Any) -> tuple[DepartmentDecision, Decision]:
    """A ruling that waits and a decision; the committee's version is in force again afterwards."""
    if "department" not in vars(world):
        assert world.case, "the committee's cases come first"
        with world.at(clock.now() - dt.timedelta(days=60)):
            department_decision = department.decided(department.at_department())
            signed = department.countersigned(department.at_department())
            factories.make_policy()
        world.department = (
            department_decision,
            department_decisions.record(department_decision_id=signed.department_decision_id, by=department.decider()),
        )
    found: tuple[DepartmentDecision, Decision] = world.department
    return found


SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("department", "reference"): lambda world: _department(world)[0].application.reference,
    ("department", "pk"): lambda world: _department(world)[0].pk,
    ("department:decision", "pk"): lambda world: _department(world)[1].pk,
}
