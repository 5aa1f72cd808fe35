"""The table of conformance of each of the five policies, as it really stands."""

import logging

import pytest
from django.db import connection
from django.utils import translation

from conformance.domain.clauses import clauses
from conformance.domain.registry import NOTHING, check_of
from conformance.domain.runs import rows
from policy.domain.profiles import loads
from policy.models import PolicyVersion
from tests.conformance.expected import counted, expected
from tests.factories import make_policy

FIVE = ("mafatih-alkhair", "ilm-alhajj", "aqib", "alquloob-alsaghira", "nama-almakkiyah")


@pytest.mark.parametrize("slug", FIVE)
def test_every_clause_stands_as_it_really_does(db, slug):
    version = make_policy(slug)
    before = counted()
    found = rows(version=version)
    with translation.override("en"):
        wrong = {row.clause: row.plain() for row in found if row.status != expected(row.clause)}
    assert wrong == {}
    assert [row.clause for row in found] == [one.key for one in clauses(version)]
    assert all(row.carried_by and row.check for row in found if row.status != "missing")
    assert all(row.evidence for row in found)
    assert counted() == before


def test_no_more_and_no_less_is_named_than_the_five_policies_state(db):
    known = {one.key for slug in FIVE for one in _clauses_of(slug)}
    assert set(NOTHING) <= known
    assert {key for key in known if expected(key) == "missing"} == set(NOTHING)
    for slug in FIVE:
        version = _version_of(slug)
        for one in clauses(version):
            assert (check_of(one, version) is None) is (one.key in NOTHING), one.key


def test_a_run_sends_nothing_uses_up_no_number_of_the_year_and_leaves_the_clock(db, mailoutbox):
    version = make_policy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM intake_reference")
        before = cursor.fetchone()
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'portal_now'")
        clock = cursor.fetchone()
    rows(version=version, only="step:7")
    rows(version=version, only="objective:o6")
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM intake_reference")
        assert cursor.fetchone() == before
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'portal_now'")
        assert cursor.fetchone() == clock
        cursor.execute("SELECT portal_now() - now() < interval '1 minute'")
        assert cursor.fetchone() == (True,)
    assert mailoutbox == []


@pytest.mark.parametrize("clause", ["step:6", "step:7", "channel:letters", "objective:o6"])
def test_the_portals_own_role_may_not_move_the_clock_and_the_table_says_so(db, clause, as_app_role):
    version = make_policy()
    (row,) = rows(version=version, only=clause)
    with translation.override("en"):
        assert (row.status, "may not move the clock" in str(row.evidence)) == ("partly", True)


def test_what_needs_no_clock_is_met_under_the_portals_own_role(db, as_app_role):
    version = make_policy()
    for clause in ("step:5", "objective:o1", "channel:interview"):
        (row,) = rows(version=version, only=clause)
        assert row.status == "met", row.plain()


def test_it_speaks_the_language_of_its_reader(db):
    version = make_policy()
    (row,) = rows(version=version, only="channel:phone")
    said = row.kept()["evidence"]
    assert said["en"] != said["ar"]
    assert "Text message" in said["en"]
    assert "رسالة نصية" in said["ar"]


def test_a_retired_channel_is_not_carried_out_any_more(db):
    version = make_policy()
    from policy.models import Channel  # here: the rows are changed past the pages, as no page would for one run

    Channel.objects.filter(key="interview").update(active=False)
    (row,) = rows(version=version, only="channel:interview")
    assert row.status == "missing"


def test_checks_stand_on_nothing_that_was_there_before(db, caplog):
    """On a portal that nobody works in yet a clause stands as on one in use: a check has its own people and case."""
    caplog.set_level(logging.DEBUG, "conformance")
    version = make_policy()
    from accounts.models import Staff  # here: what is asserted before

    assert not Staff.objects.exists()
    (row,) = rows(version=version, only="step:7")
    assert row.status == "met", caplog.text
    assert not Staff.objects.exists()


def _version_of(slug: str) -> PolicyVersion:
    profile = loads.read(loads.FOLDER / f"{slug}.yaml")
    version = PolicyVersion(number=1, status="in_force", **profile.version)
    version.channels, version.tools = profile.channels, profile.tools
    return version


def _clauses_of(slug: str):
    return clauses(_version_of(slug))
