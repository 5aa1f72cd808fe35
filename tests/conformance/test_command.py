"""`manage.py policy_conformance`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conformance.models import Run
from policy.models import Association
from tests.conformance.expected import counted
from tests.factories import make_policy

AT_LEAST = {"policy", "clause", "kind", "carried_by", "status", "evidence"}


def said(*args: str) -> str:
    out = StringIO()
    call_command("policy_conformance", *args, stdout=out)
    return out.getvalue()


def test_json_is_an_array_of_rows_and_nothing_else(db):
    make_policy()
    (row,) = json.loads(said("--format", "json", "--clause", "step:3"))
    assert set(row) >= AT_LEAST
    assert (row["policy"], row["clause"], row["kind"], row["status"]) == ("mafatih-alkhair", "step:3", "step", "met")
    assert "intake.domain.referrals.ask" in row["carried_by"]
    assert row["evidence"].startswith("A point was put to")


def test_a_profile_that_is_not_loaded_is_checked_and_left_unloaded(db):
    before = counted()
    (row,) = json.loads(said("aqib", "--format", "json", "--clause", "objective:o8"))
    assert (row["policy"], row["status"]) == ("aqib", "missing")
    assert not Association.objects.exists()
    assert counted() == before


def test_the_table_counts_what_it_lists(db):
    make_policy()
    told = said("mafatih-alkhair", "--clause", "objective:o5")
    assert told.splitlines()[0].startswith("MISSING  objective:o5")
    assert told.splitlines()[-1] == "1 clauses: 0 met, 0 partly, 1 missing"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ((), "no policy is in force"),
        (("nowhere",), "there is no such profile"),
        (("aqib", "--clause", "step:8"), "no clause step:8"),
        (("aqib", "--record"), "--record needs a policy that is in force"),
        (("aqib", "--record", "--clause", "step:1"), "leave --clause out"),
    ],
)
def test_it_says_what_is_wrong_with_the_question(db, args, why):
    with pytest.raises(CommandError, match=why):
        said(*args)


def test_another_associations_policy_is_not_this_portals(db):
    make_policy()
    with pytest.raises(CommandError, match="this portal serves mafatih-alkhair, not aqib"):
        said("aqib")


def test_strict_fails_where_a_clause_is_missing(db):
    make_policy()
    with pytest.raises(SystemExit):
        said("--strict", "--clause", "objective:o5")
    said("--strict", "--clause", "step:1")


def test_a_recorded_run_is_kept_for_the_page_and_by_nobody(db):
    version = make_policy("aqib")
    said("--record")
    run = Run.objects.get()
    assert (run.version, run.by) == (version, None)
    assert {row["clause"] for row in run.rows} >= {"objective:o8", "channel:phone", "step:7"}
