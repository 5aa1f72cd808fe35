"""Fixtures of imports."""

import pytest

from accounts.models import Staff
from accounts.states import Role
from tests.factories import make_branch, make_staff


@pytest.fixture
def head() -> Staff:
    """A head of a branch, who may import people."""
    return make_staff(Role.HEAD, branch=make_branch())


@pytest.fixture
def reception() -> Staff:
    """Reception, who registers people one by one."""
    return make_staff(Role.RECEPTION, branch=make_branch())
