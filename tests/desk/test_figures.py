"""The page of figures: right, nameless and cheap."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from accounts.states import Role
from desk.queries.figures import figures
from tests import factories as make
from tests.desk.factories import client_of, queries, staff

pytestmark = pytest.mark.django_db
At = Callable[[Any], AbstractContextManager[None]]


def test_counts_periods_and_the_median(at: At) -> None:
    manager = make.make_staff(Role.MANAGER)
    with at("2026-10-01 09:00+03"):
        make.submitted()
        make.draft()
    with at("2026-11-01 09:00+03"):
        item = make.voted(make.awaiting_decision())
        make.submitted(by=staff(Role.RECEPTION, "SOUTH"))
    with at("2026-11-18 09:00+03"):
        make.decide(item)
        found = figures(manager)
        assert (found.submitted, found.submitted_before, found.late) == (2, 1, 1)
        assert (found.decided, found.accepted, found.median_days, found.fewest_days) == (1, 1, 17, 14)
        assert {str(bar.label): bar.number for bar in found.bars}["مسودة"] == 1
        assert figures(staff(Role.HEAD, "SOUTH")).submitted == 1
        page = client_of(manager).get("/figures/").content.decode()
        assert item.application.beneficiary.full_name not in page
        assert item.application.reference not in page


def test_no_figures_yet_is_a_page_too() -> None:
    make.make_policy()
    manager = make.make_staff(Role.MANAGER)
    assert client_of(manager).get("/figures/").status_code == 200
    one = queries(manager, "/figures/")
    make.submitted()
    assert queries(manager, "/figures/") == one


def test_figures_are_for_those_who_answer_for_the_work() -> None:
    assert client_of(staff(Role.RECEPTION)).get("/figures/").status_code == 403
    assert client_of(make.make_staff(Role.MANAGER)).post("/figures/").status_code == 405
