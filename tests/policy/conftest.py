"""A portal that carries out a loaded policy."""

import pytest

from policy.models import PolicyVersion
from tests.factories import make_policy


@pytest.fixture
def policy(db: None) -> PolicyVersion:
    """The policy of mafatih-alkhair, in force."""
    return make_policy()
