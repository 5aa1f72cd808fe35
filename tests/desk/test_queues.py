"""Each role's list: what stands on it, in which order, and that it costs the same however long it is."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest

from accounts.states import Role
from channels_log.domain import outbox
from intake.domain import moves, receipts, recusals, referrals
from tests import factories as make
from tests.desk.factories import client_of, queries, staff

pytestmark = pytest.mark.django_db
At = Callable[[Any], AbstractContextManager[None]]


def _rows(user: Any, url: str = "/") -> list[dict[str, Any]]:
    return list(client_of(user).get(url).context["rows"])


@pytest.fixture
def world(at: At) -> Callable[[int], None]:
    """`world(n)` makes n cases of every kind that stands on somebody's list."""
    committee = make.make_committee()

    def build(n: int) -> None:
        by = make.make_staff(Role.RECEPTION, branch=make.make_branch())
        for _turn in range(n):
            make.draft(by=by)
            referrals.ask(application_id=make.submitted(by=by, way="letter").pk, by=by, question="سؤال")
            asked = make.in_assessment(by=by, researcher=researcher)
            moves.ask(application_id=asked.pk, step=asked.step, by=researcher, note="فاتورة الكهرباء")
            make.in_assessment(by=by, researcher=researcher)
            case = make.awaiting_decision(by=by, researcher=researcher)
            make.on_agenda(case, make.open_sitting(committee))

    researcher = staff(Role.RESEARCHER)
    build.researcher, build.committee = researcher, committee  # type: ignore[attr-defined]
    return build


@pytest.mark.parametrize(("who", "expected"), [("reception", 5), ("researcher", 4), ("head", 6), ("secretary", 5)])
def test_a_longer_queue_costs_no_more_queries(world: Any, who: str, expected: int) -> None:
    users = {
        "reception": lambda: staff(Role.RECEPTION),
        "researcher": lambda: world.researcher,
        "head": lambda: staff(Role.HEAD),
        "secretary": lambda: make.secretary(world.committee),
    }
    world(1)
    user = users[who]()
    assert queries(user, "/") == expected
    world(2)
    assert queries(user, "/") == expected


def test_reception_sees_its_duties_oldest_first(at: At) -> None:
    user = staff(Role.RECEPTION)
    with at("2026-11-01 09:00+03"):
        handed = make.submitted(by=user)
        receipts.issue(application_id=handed.pk, by=user)
        receipts.hand_over(application_id=handed.pk, by=user)
        first = make.draft(by=user)
    with at("2026-11-02 09:00+03"):
        second = make.submitted(by=user)
    with at("2026-11-03 09:00+03"):
        rows = _rows(user)
        assert [row.url for row in rows] == [f"/cases/{first.reference}/", f"/intake/{second.reference}/receipt/"]
        assert [row.url for row in _rows(user, "/?only=draft")] == [f"/cases/{first.reference}/"]


def test_reception_registers_and_serves_what_was_accepted(at: At) -> None:
    user = staff(Role.RECEPTION)
    with at("2026-11-01 09:00+03"):
        case = make.awaiting_decision(by=user)
        item = make.voted(case)
    with at("2026-11-20 09:00+03"):
        make.decide(item)
        assert [row.url for row in _rows(user)] == [f"/delivery/{case.reference}/register/"]
        make.register(case)
        assert [row.url for row in _rows(user)] == [f"/delivery/{case.reference}/deliver/"]
        make.serve(make.Application.objects.get(pk=case.pk))
        assert _rows(user) == []


def test_reception_sees_notices_to_carry(at: At) -> None:
    user = staff(Role.RECEPTION)
    with at("2026-11-01 09:00+03"):
        make.submitted(by=user, way="letter")
    with at("2026-11-02 09:00+03"):
        outbox.make_all()
        page = client_of(user).get("/")
        assert [notice["kind"] for notice in page.context["sidebar"]["notices"]] == ["receipt"]
        assert f"/contacts/tasks/{page.context['sidebar']['notices'][0]['pk']}/" in page.content.decode()


def test_a_researcher_sees_their_own_and_the_untaken_of_their_branch(at: At) -> None:
    user, other = staff(Role.RESEARCHER), staff(Role.RESEARCHER)
    elsewhere = make.make_staff(Role.RECEPTION, branch=make.make_branch("SOUTH"))
    with at("2026-11-02 09:00+03"):
        mine = make.in_assessment(researcher=user)
        make.in_assessment(researcher=other)
        make.submitted(by=elsewhere)
    with at("2026-11-01 09:00+03"):
        untaken = make.submitted()
    with at("2026-11-03 09:00+03"):
        assert [row.url for row in _rows(user)] == [f"/cases/{untaken.reference}/", f"/cases/{mine.reference}/"]


def test_lateness_is_said_in_words_and_colour(at: At) -> None:
    user = staff(Role.RESEARCHER)
    with at("2026-11-01 09:00+03"):
        make.in_assessment(researcher=user)
    for day, tone in (("2026-11-02", "blue"), ("2026-11-13", "amber"), ("2026-11-25", "red")):
        with at(f"{day} 09:00+03"):
            assert _rows(user)[0].tag.tone == tone


def test_the_head_sees_the_branch_and_the_open_points(at: At) -> None:
    user = staff(Role.HEAD)
    case = make.submitted()
    make.submitted(by=make.make_staff(Role.RECEPTION, branch=make.make_branch("SOUTH")))
    make.draft()
    referrals.ask(application_id=case.pk, by=case.created_by, question="هل يقبل عقد غير موثق؟")
    page = client_of(user).get("/")
    assert [row.url for row in page.context["rows"]] == [f"/assessment/{case.reference}/assign/"]
    assert [one["reference"] for one in page.context["sidebar"]["referrals"]] == [case.reference]


def test_the_committee_sees_windows_that_passed(at: At) -> None:
    committee = make.make_committee()
    user = make.secretary(committee)
    with at("2026-11-01 09:00+03"):
        old = make.awaiting_decision()
    with at("2026-11-10 09:00+03"):
        make.awaiting_decision()
        sitting = make.open_sitting(committee)
        item = make.on_agenda(old, sitting)
    with at("2026-11-16 09:00+03"):
        page = client_of(user).get("/?only=passed")
        assert [row.url for row in page.context["rows"]] == [f"/committee/items/{item.pk}/"]
        assert [(one["pk"], one["cases"]) for one in page.context["sidebar"]["sittings"]] == [(sitting.pk, 1)]
        assert len(_rows(user)) == 2


def test_several_roles_have_tabs() -> None:
    user = make.make_staff(Role.RECEPTION, Role.HEAD, branch=make.make_branch())
    page = client_of(user).get("/?queue=head")
    assert [tab.key for tab in page.context["tabs"]] == ["reception", "head"]
    assert page.context["queue"].key == "head"


def test_manager_admin_and_nobody_have_a_place() -> None:
    assert client_of(make.make_staff(Role.MANAGER)).get("/")["Location"] == "/figures/"
    assert "/admin/" in client_of(make.make_staff(Role.ADMIN)).get("/").content.decode()
    assert client_of(make.make_staff()).get("/").status_code == 200


def test_pages_of_a_list_follow_one_another(at: At) -> None:
    user = staff(Role.RECEPTION)
    start = dt.datetime(2026, 11, 1, 9, tzinfo=dt.UTC)
    for n in range(27):
        with at(start + dt.timedelta(minutes=n)):
            make.draft(by=user)
    client = client_of(user)
    first = client.get("/")
    second = client.get("/" + first.context["page"].next_query)
    assert (len(first.context["rows"]), len(second.context["rows"])) == (25, 2)
    assert client.get("/?after=WyJub3QgYSBkYXRlIiwiMSJd").status_code == 200


def test_a_barred_case_is_on_no_list() -> None:
    user = staff(Role.RESEARCHER)
    case = make.submitted()
    recusals.declare(application_id=case.pk, by=user, reason="قرابة")
    assert _rows(user) == []
