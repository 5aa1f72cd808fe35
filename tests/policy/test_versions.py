"""The life of a version through the domain."""

import pytest

from ledger.errors import Refused
from policy.domain import versions
from policy.models import PolicyVersion
from policy.states import PolicyStatus
from tests.factories import make_staff


def test_a_draft_copies_the_version_in_force(policy: PolicyVersion) -> None:
    admin = make_staff("admin")
    draft = versions.draft_from_current(by=admin)
    assert (draft.number, draft.status, draft.created_by, draft.in_force_from) == (2, PolicyStatus.DRAFT, admin, None)
    for name in ("title", "steps", "decision_days", "window_text", "eligibility", "approved_on"):
        assert getattr(draft, name) == getattr(policy, name)


def test_the_next_version_supersedes_the_last(policy: PolicyVersion) -> None:
    admin = make_staff("admin")
    draft = versions.draft_from_current(by=admin)
    versions.approve(version_id=draft.pk, by=admin)
    now = versions.put_in_force(version_id=draft.pk, by=admin)
    policy.refresh_from_db()
    assert (now.status, now.in_force_by, policy.status) == (PolicyStatus.IN_FORCE, admin, PolicyStatus.SUPERSEDED)
    assert PolicyVersion.objects.in_force() == now


def test_a_draft_is_not_put_in_force_without_approval(policy: PolicyVersion) -> None:
    draft = versions.draft_from_current(by=make_staff("admin"))
    with pytest.raises(Refused) as caught:
        versions.put_in_force(version_id=draft.pk, by=None)
    assert caught.value.code == "wrong_status"


def test_an_approval_needs_its_date(policy: PolicyVersion) -> None:
    draft = versions.draft_from_current(by=make_staff("admin"))
    PolicyVersion.objects.filter(pk=draft.pk).update(approved_on=None)
    with pytest.raises(Refused) as caught:
        versions.approve(version_id=draft.pk, by=None)
    assert caught.value.field == "approved_on"


@pytest.mark.django_db
def test_without_a_policy_there_is_nothing_to_copy() -> None:
    with pytest.raises(Refused) as caught:
        versions.draft_from_current(by=make_staff("admin"))
    assert caught.value.code == "no_policy"


def test_ways_are_told_apart(policy: PolicyVersion) -> None:
    from policy.models import Channel

    phone = Channel.objects.get(key="phone")
    assert (phone.machine_ways, phone.hand_ways) == (["sms"], ["phone"])
