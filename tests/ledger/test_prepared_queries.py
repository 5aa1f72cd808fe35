"""Queries compiled once: they answer as the ORM does, for each who asks, and leave Django's own cursors alone."""

from functools import partial

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext, override_settings

from accounts.models import Branch, Staff
from ledger.prepared_queries import Instances, Param, Text, compiled, joined, keep
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def branches():
    return [factories.make_branch(code) for code in ("NORTH", "SOUTH")]


def prepared_statements():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [row[0] for row in cursor.fetchall()]


def test_one_text_answers_each_who_asks(branches):
    text = compiled(Branch.objects.filter(code=Param("code")).values("pk", "name"))
    for branch in branches:
        assert text.ask(code=branch.code) == [{"pk": branch.pk, "name": branch.name}]
    assert text.ask(code="' OR 1=1 --") == []


def test_a_value_that_is_not_given_is_an_error(branches):
    with pytest.raises(KeyError):
        compiled(Branch.objects.filter(code=Param("code")).values("pk")).ask()


def test_what_is_the_same_for_all_stands_in_the_text_and_percent_signs_stay(branches):
    text = compiled(Branch.objects.filter(name__contains="%", code=Param("code")).values("pk"))
    assert len(text.params) == 1
    assert text.ask(code="NORTH") == []
    Branch.objects.filter(code="NORTH").update(name="100% 'quoted'")
    assert text.ask(code="NORTH") == [{"pk": branches[0].pk}]


def test_nothing_can_be_found_where_django_knows_it():
    assert compiled(Branch.objects.none().values("pk")) is None
    assert Instances(Branch.objects.none).ask() == []


def test_texts_join_with_what_is_given_in_order(branches):
    parts = [compiled(Branch.objects.filter(code=Param(name)).values("code")) for name in ("one", "two")]
    text = joined("SELECT * FROM (({})) both_of_them ORDER BY code", *parts, between=") UNION ALL (")
    assert text.ask(one="SOUTH", two="NORTH") == [{"code": "NORTH"}, {"code": "SOUTH"}]


def test_models_come_whole_with_what_was_selected_beside_them(branches):
    staff = factories.make_staff("reception", branch=branches[1])
    asked = Instances(
        lambda: Staff.objects.filter(pk=Param("who")).select_related("branch").annotate(shown=F("branch__name"))
    )
    for _turn in range(3):
        found = asked.one(who=staff.pk)
        with CaptureQueriesContext(connection) as seen:
            assert (found, found.branch, found.roles, found.shown) == (
                *(staff, branches[1], ["reception"]),
                branches[1].name,
            )
        assert len(seen) == 0
    assert asked.one(who=0) is None


def test_kept_relations_ask_nothing(branches):
    staff = [factories.make_staff("reception", branch=branches[0]) for _n in range(2)]
    keep(branches[0], staff=list(staff))
    with CaptureQueriesContext(connection) as seen:
        assert list(branches[0].staff.all()) == staff
        assert branches[0].staff.all()[0].branch is branches[0]
    assert len(seen) == 0


def test_it_is_counted_logged_and_prepared(branches):
    text = compiled(Branch.objects.filter(code=Param("code")).values("pk"))
    with CaptureQueriesContext(connection) as seen:
        for _turn in range(3):
            text.ask(code="NORTH")
    assert len(seen) == 3
    assert all("accounts_branch" in query["sql"] for query in seen.captured_queries)
    assert any("accounts_branch" in statement for statement in prepared_statements())


def test_djangos_own_cursors_prepare_nothing(branches):
    compiled(Branch.objects.filter(code=Param("code")).values("pk")).ask(code="NORTH")
    before = len(prepared_statements())
    for _turn in range(8):
        list(Branch.objects.filter(city="nowhere"))
    assert len(prepared_statements()) == before
    assert connection.connection.prepare_threshold is None


@override_settings(DISABLE_SERVER_SIDE_CURSORS=True)
def test_behind_a_pooler_nothing_is_prepared(branches):
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    connection.connection._prepared.clear()
    ask = partial(compiled(Branch.objects.filter(city=Param("city")).values("pk")).ask, city="x")
    for _turn in range(3):
        assert ask() == []
    assert not any("accounts_branch" in statement for statement in prepared_statements())


def test_a_text_by_hand_has_no_places(branches):
    assert Text("SELECT 1 AS one").ask() == [{"one": 1}]
