"""What the database refuses about the policy, whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from ledger import clock
from policy.domain import versions
from policy.models import Channel, PolicyVersion, Tool
from tests.factories import make_staff
from tests.policy.factories import approved, next_draft

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.usefixtures("policy")


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def test_there_is_one_association(refused: Refusal) -> None:
    with refused("there_is_one_association"):
        sql(
            "INSERT INTO policy_association (id, slug, name, licence, supervisor_shown, place, phone, website) "
            "VALUES (2, 'b', 'b', '', '', '', '', '')"
        )


@pytest.mark.parametrize(
    "change",
    [
        "decision_days = 15, target_days = 40",
        "window_text = 'غدًا'",
        "declaration_text = ''",
        "deciding_body = 'أنا'",
        "steps = '[1,2,3,4,5,6,7]'",
        "approved_on = '2020-01-01'",
        "in_force_from = now() - interval '1 year'",
        "number = 9",
    ],
)
def test_a_version_in_force_does_not_change(refused: Refusal, change: str) -> None:
    with refused("version_in_force_fixed"):
        sql(f"UPDATE policy_policyversion SET {change}")


def test_a_version_in_force_is_not_deleted(refused: Refusal) -> None:
    with refused("version_in_force_never_deleted"):
        sql("DELETE FROM policy_policyversion")


@pytest.mark.parametrize("status", ["draft", "approved", "banana"])
def test_a_version_in_force_only_goes_on(refused: Refusal, status: str) -> None:
    with refused("version_move_not_allowed"):
        sql("UPDATE policy_policyversion SET status = %s", status)


def test_a_superseded_version_never_comes_back(refused: Refusal) -> None:
    sql("UPDATE policy_policyversion SET status = 'superseded'")
    with refused("version_move_not_allowed"):
        sql("UPDATE policy_policyversion SET status = 'in_force'")


def test_one_version_is_in_force(refused: Refusal) -> None:
    draft = approved(next_draft())
    with refused("one_policy_is_in_force"):
        sql("UPDATE policy_policyversion SET status = 'in_force' WHERE id = %s", draft.pk)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("decision_days = 0", "decision_window_is_at_least_a_day"),
        ("decision_days = 13", "decision_window_keeps_what_the_policy_states"),
        ("stated_days = 20", "decision_window_keeps_what_the_policy_states"),
        ("window_stated = false", "decision_window_keeps_what_the_policy_states"),
        ("target_days = 13", "target_is_not_before_the_window_ends"),
        ("steps = '[]'", "policy_has_seven_steps"),
        ("status = 'banana'", "version_move_not_allowed"),
    ],
)
def test_a_draft_keeps_its_shape(refused: Refusal, change: str, name: str) -> None:
    draft = versions.draft_from_current(by=make_staff("admin"))
    with refused(name):
        sql(f"UPDATE policy_policyversion SET {change} WHERE id = %s", draft.pk)


def test_the_moment_of_putting_in_force_is_the_databases(at: Any) -> None:
    draft = approved(next_draft())
    with at("2027-03-01 09:00"):
        versions.put_in_force(version_id=draft.pk, by=None)
    stamped = PolicyVersion.objects.in_force().in_force_from
    assert stamped is not None
    assert stamped.astimezone(clock.RIYADH).isoformat() == "2027-03-01T09:00:00+03:00"


@pytest.mark.parametrize("table", ["policy_channel", "policy_tool"])
def test_channels_and_tools_are_retired_and_never_deleted(refused: Refusal, table: str) -> None:
    with refused("never_deleted"):
        sql(f"DELETE FROM {table}")
    with refused("key_is_kept"):
        sql(f"UPDATE {table} SET key = key || '-2'")
    sql(f"UPDATE {table} SET active = false")
    assert not Channel.objects.offered().exists() or not Tool.objects.offered().exists()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("ways = '{pigeon}'", "channel_ways_are_known"),
        ("ways = '{}'", "channel_that_sends_has_a_way"),
        ("sends_out = false", "channel_that_carries_outcomes_sends"),
    ],
)
def test_a_channel_is_consistent(refused: Refusal, change: str, name: str) -> None:
    with refused(name):
        sql(f"UPDATE policy_channel SET {change} WHERE key = 'phone'")


@pytest.mark.parametrize("table", ["policyversion", "channel", "tool", "association"])
def test_history_is_only_added_to(refused: Refusal, table: str) -> None:
    changed = {"policyversion": "status = 'superseded'"}.get(table, "name = 'آخر'")
    sql(f"UPDATE policy_{table} SET {changed} WHERE id = (SELECT min(id) FROM policy_{table})")
    with refused("append_only"):
        sql(f"DELETE FROM policy_{table}event")


def test_a_session_cannot_switch_the_rules_off(refused: Refusal) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'policy_policyversion:status_moves'")
    with refused("version_in_force_fixed"):
        sql("UPDATE policy_policyversion SET decision_days = 1, target_days = 50")
