"""The page of conformance, and the record of its runs."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils.html import escape

from accounts.states import Role
from conformance.domain import runs
from conformance.models import Run
from tests.factories import make_policy, make_staff

ADDRESS = reverse("conformance:table")


@pytest.fixture
def kept(db) -> Run:
    """A run of a few clauses."""
    version = make_policy()
    found = [row for key in ("step:3", "objective:o5", "eligibility:3") for row in runs.rows(version=version, only=key)]
    return runs.keep(version=version, found=found, by=None)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMIN])
def test_auditors_and_administrators_see_each_clause_with_its_evidence(client, kept, role):
    client.force_login(make_staff(role))
    content = client.get(ADDRESS).content.decode()
    for row in kept.rows:
        assert escape(row["text"]) in content
        assert escape(row["evidence"]["ar"]) in content
    assert "غير منفَّذ" in content


def test_nobody_else_does(client, db):
    client.force_login(make_staff(Role.MANAGER))
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS).status_code == 403


def test_it_can_be_narrowed_to_a_kind_and_a_status(client, kept):
    client.force_login(make_staff(Role.AUDITOR))
    shown = client.get(ADDRESS, {"status": "missing"}).context["rows"]
    assert [row["name"] for row in shown] == ["o5"]
    assert [row["name"] for row in client.get(ADDRESS, {"kind": "step", "status": "x"}).context["rows"]] == ["3"]
    assert client.get(ADDRESS, {"kind": "step", "status": "missing"}).context["rows"] == []


def test_a_page_that_needs_no_case_is_linked(client, db):
    version = make_policy()
    runs.keep(version=version, found=runs.rows(version=version, only="channel:interview"), by=None)
    client.force_login(make_staff(Role.AUDITOR))
    assert f'href="{reverse("channels_log:communication_new")}"' in client.get(ADDRESS).content.decode()


def test_checking_now_keeps_a_run_with_its_person(client, db):
    version = make_policy("aqib")
    auditor = make_staff(Role.AUDITOR)
    client.force_login(auditor)
    assert client.get(ADDRESS).context.get("rows") is None
    assert client.post(ADDRESS).status_code == 302
    run = Run.objects.get()
    assert (run.version, run.by) == (version, auditor)
    assert len(client.get(ADDRESS).context["rows"]) == len(run.rows)


def test_an_auditor_comes_in_at_the_table(client, db):
    client.force_login(make_staff(Role.AUDITOR))
    assert client.get("/").headers["Location"] == ADDRESS
    assert client.get(ADDRESS).status_code == 200


@pytest.mark.parametrize(
    "change",
    ["UPDATE conformance_run SET rows = '[]'", "DELETE FROM conformance_run", "TRUNCATE conformance_run"],
)
def test_a_run_is_never_changed(kept, refused, commit, change):
    with commit():
        pass
    with refused("append_only"), connection.cursor() as cursor:
        cursor.execute(change)


def test_the_page_stands_in_the_section_of_the_policy(client, kept):
    client.force_login(make_staff(Role.AUDITOR))
    items = client.get(ADDRESS).context["nav_items"]
    assert [item["url"] for item in items if item["current"]] == [reverse("policy:current")]
