"""Fixtures of imports."""

import pytest

from accounts.models import Staff
from accounts.states import Role
from tests.factories import make_branch, make_staff


@pytest.fixture
def head() -> Staff:
    """A head of a branch, who may import people."""
    return make_staff(Role.HEAD, branch=make_branch())
