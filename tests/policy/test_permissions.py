"""Every write asks its permission in the domain, whoever calls; and every rule of the tables has a sentence."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from accounts.models import Staff
from accounts.states import Role
from ledger import clock, refusals
from ledger.errors import Refused
from policy.domain import acknowledgements, channels, reviews, signed_documents, tools, versions
from policy.domain.refusals import SENTENCES
from policy.models import Acknowledgement, Association, Channel, PolicyVersion, Tool
from tests.factories import make_staff
from tests.policy.factories import MET, approved, next_draft, next_version, paper

Write = Callable[[Staff], Any]


def _approve(by: Staff) -> Any:
    return versions.approve(version_id=next_draft().pk, by=by, signed=paper(), board_meeting=5, approved_on=MET)


def _review(by: Staff) -> Any:
    current = PolicyVersion.objects.in_force()
    return reviews.record(version_id=current.pk, note="لا تعديل.", next_on=clock.today() + dt.timedelta(days=9), by=by)


def _publish(by: Staff) -> Any:
    return tools.publish(tool_id=Tool.objects.all()[0].pk, file=paper(), effective_on=clock.today(), by=by)


def _channel() -> int:
    return Channel.objects.all()[0].pk


WRITES: dict[str, Write] = {
    "draft": lambda by: versions.draft(association=Association.objects.get(), facts={}, by=by),
    "copy": lambda by: versions.draft_from_current(by=by),
    "open draft": lambda by: versions.open_draft(by=by),
    "approve": _approve,
    "reopen": lambda by: versions.reopen(version_id=approved(next_draft()).pk, by=by),
    "force": lambda by: versions.put_in_force(version_id=approved(next_draft()).pk, by=by),
    "attach": lambda by: signed_documents.attach(version_id=next_draft().pk, file=paper(), by=by),
    "review": _review,
    "publish": _publish,
    "add channel": lambda by: channels.add(key="fax", name="الفاكس", by=by),
    "change channel": lambda by: channels.change(channel_id=_channel(), by=by, name="آخر"),
    "move channel": lambda by: channels.move(channel_id=_channel(), by=by, up=False),
    "retire channel": lambda by: channels.retire(channel_id=_channel(), by=by),
    "restore channel": lambda by: channels.restore(channel_id=_channel(), by=by),
}


@pytest.mark.usefixtures("policy")
@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.RECEPTION])
def test_write_without_permission_is_refused(write: str, role: Role) -> None:
    with pytest.raises(Refused) as caught:
        WRITES[write](make_staff(role))
    assert caught.value.code == "may"


@pytest.mark.usefixtures("policy")
def test_approval_by_nobody_is_for_loaded_versions_only() -> None:
    with pytest.raises(Refused) as caught:
        versions.approve(version_id=next_draft().pk, by=None, signed=paper(), board_meeting=5, approved_on=MET)
    assert caught.value.code == "may"


def test_acknowledgement_by_inactive_staff_is_refused(policy: PolicyVersion) -> None:
    with pytest.raises(Refused) as caught:
        acknowledgements.acknowledge(version_id=policy.pk, by=make_staff(Role.RECEPTION, is_active=False))
    assert caught.value.code == "acknowledged_by_inactive"
    assert not Acknowledgement.objects.exists()


@pytest.mark.usefixtures("policy")
def test_second_click_finds_what_the_first_made() -> None:
    admin = make_staff(Role.ADMIN)
    draft, new = versions.open_draft(by=admin)
    assert new
    assert versions.open_draft(by=admin) == (draft, False)
    version = next_version(by=admin)
    assert versions.put_in_force(version_id=version.pk, by=admin) == version
    assert _review(admin) == _review(admin)


def test_every_rule_of_the_tables_has_its_sentence() -> None:
    for model in apps.get_app_config("policy").get_models():
        if model.__name__.endswith("Event"):
            continue
        names = {constraint.name for constraint in model._meta.constraints}
        unique = [field for field in model._meta.concrete_fields if field.unique and not field.primary_key]
        names |= {f"{model._meta.db_table}_{field.column}_key" for field in unique}
        for trigger in getattr(model._meta, "triggers", ()):
            names |= set(re.findall("CONSTRAINT = '([a-z_]+)'", str(trigger.func)))
        assert names <= SENTENCES.keys() | refusals.SENTENCES.keys()
