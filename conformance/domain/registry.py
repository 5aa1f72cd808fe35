"""The check of each clause."""

from collections.abc import Callable, Mapping

from conformance.domain.checks import channels, eligibility, objectives, review, steps, tools
from conformance.domain.checks.base import Check, Words
from conformance.domain.clauses import Clause
from conformance.states import Kind
from policy.models import PolicyVersion

CHECKS: Mapping[Kind, Callable[[Clause, PolicyVersion], Check | None]] = {
    Kind.OBJECTIVE: objectives.check,
    Kind.CHANNEL: channels.check,
    Kind.TOOL: tools.check,
    Kind.STEP: steps.check,
    Kind.ELIGIBILITY: eligibility.steps,
    Kind.MECHANISM: eligibility.mechanisms,
    Kind.REVIEW: review.check,
}
# Clauses of which we know that nothing carries them out, and what is missing.
NOTHING: Mapping[str, Words] = objectives.NOTHING


def check_of(clause: Clause, version: PolicyVersion) -> Check | None:
    return CHECKS[clause.kind](clause, version)
