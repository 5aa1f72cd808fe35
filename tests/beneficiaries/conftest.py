"""What tests about people share."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import Staff
from accounts.states import Role
from tests.factories import id_number, make_branch, make_staff


@pytest.fixture
def reception(db: None) -> Staff:
    """A receptionist of a branch."""
    return make_staff(Role.RECEPTION, branch=make_branch())


@pytest.fixture
def fields() -> dict[str, Any]:
    """What registers a person."""
    return {
        "first_name": "عبد الله",
        "father_name": "سليمان",
        "grandfather_name": "فهد",
        "family_name": "الغيثاني",
        "sex": "male",
        "birth_date": dt.date(1985, 5, 20),
        "id_number": id_number(),
    }
