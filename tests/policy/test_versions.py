"""The life of a version through the domain."""

import datetime as dt
from typing import Any

import pytest

from ledger.errors import Refused
from policy.domain import versions
from policy.models import PolicyVersion
from policy.states import PolicyStatus
from tests.factories import make_staff
from tests.policy.factories import MET, next_draft, next_version, paper


def test_a_draft_copies_the_version_in_force(policy: PolicyVersion) -> None:
    admin = make_staff("admin")
    draft = versions.draft_from_current(by=admin)
    assert (draft.number, draft.status, draft.created_by, draft.in_force_from) == (2, PolicyStatus.DRAFT, admin, None)
    for name in ("title", "steps", "decision_days", "window_text", "eligibility", "decided_by", "goal"):
        assert getattr(draft, name) == getattr(policy, name)
    assert (draft.approved_on, draft.board_meeting, draft.weekday, draft.loaded_from) == (None, None, "", "")


def test_the_next_version_supersedes_the_last(policy: PolicyVersion) -> None:
    admin = make_staff("admin")
    now = next_version(by=admin)
    policy.refresh_from_db()
    assert (now.status, now.in_force_by, policy.status) == (PolicyStatus.IN_FORCE, admin, PolicyStatus.SUPERSEDED)
    assert PolicyVersion.objects.in_force() == now


def test_a_draft_is_not_put_in_force_without_approval(policy: PolicyVersion) -> None:
    draft = versions.draft_from_current(by=make_staff("admin"))
    with pytest.raises(Refused) as caught:
        versions.put_in_force(version_id=draft.pk, by=None)
    assert caught.value.code == "wrong_status"


@pytest.mark.parametrize(
    ("facts", "with_paper", "field"),
    [
        ({"board_meeting": 5}, True, "approved_on"),
        ({"approved_on": MET}, True, "board_meeting"),
        ({"board_meeting": 5, "approved_on": MET}, False, "signed"),
        ({"board_meeting": 5, "approved_on": dt.date(2099, 1, 1)}, True, "approved_on"),
        ({"board_meeting": 5, "approved_on": MET, "takes_effect_on": dt.date(2025, 11, 1)}, True, "takes_effect_on"),
    ],
)
def test_an_approval_is_complete(policy: PolicyVersion, facts: dict[str, Any], with_paper: bool, field: str) -> None:
    draft = next_draft()
    by = draft.created_by
    assert by is not None
    with pytest.raises(Refused) as caught:
        versions.approve(version_id=draft.pk, by=by, signed=paper(by) if with_paper else None, **facts)
    assert caught.value.field == field
    draft.refresh_from_db()
    assert (draft.status, draft.signed.count()) == (PolicyStatus.DRAFT, 0)


@pytest.mark.django_db
def test_without_a_policy_there_is_nothing_to_copy() -> None:
    with pytest.raises(Refused) as caught:
        versions.draft_from_current(by=make_staff("admin"))
    assert caught.value.code == "no_policy"


def test_ways_are_told_apart(policy: PolicyVersion) -> None:
    from policy.models import Channel

    phone = Channel.objects.get(key="phone")
    assert (phone.machine_ways, phone.hand_ways) == (["sms"], ["phone"])
