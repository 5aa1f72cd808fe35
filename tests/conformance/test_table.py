"""The table of conformance has a row for each clause."""

import pytest

from conformance.domain.table import rows
from policy.models import PolicyVersion
from tests.factories import make_policy


@pytest.fixture
def policy(db: None) -> PolicyVersion:
    return make_policy()


def test_every_clause_of_the_policy_has_its_row(policy: PolicyVersion) -> None:
    found = [row.clause for row in rows(version=policy)]
    assert len(found) == len(set(found)) == 9 + 6 + 2 + 7 + 4 + 2 + 1
    assert {"objective:o10", "channel:phone", "tool:bylaws", "step:7", "eligibility:4", "review"} <= set(found)


def test_what_nothing_shows_is_missing(policy: PolicyVersion) -> None:
    (row,) = rows(version=policy, only="mechanism:interview")
    assert (row.policy, row.version, row.kind, row.status) == ("mafatih-alkhair", 1, "mechanism", "missing")
