"""Papers of the policy, who has read it and what was loaded: what the database refuses, whoever asks."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Staff
from accounts.states import Role
from documents.domain import stored_files
from documents.models import StoredFile
from ledger import clock
from ledger.errors import Refused
from policy import rules
from policy.domain import acknowledgements, channels, reviews, signed_documents, tools, versions
from policy.models import Acknowledgement, Channel, PolicyReview, PolicyVersion, ProfileLoad, SignedDocument, Tool
from policy.queries.acknowledgements import readers
from policy.queries.channels import usage
from policy.queries.reviews import due
from policy.queries.tools import current
from tests.documents.factories import PDF
from tests.factories import make_staff, submitted
from tests.policy.factories import approved, next_draft, next_version

Refusal = Callable[..., AbstractContextManager[None]]
DAY = dt.date(2026, 6, 1)
LATER = dt.date(2099, 6, 1)


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def admin(policy: PolicyVersion) -> Staff:
    return make_staff(Role.ADMIN)


@pytest.fixture
def paper(admin: Staff) -> StoredFile:
    return stored_files.store(upload=ContentFile(PDF, name="policy.pdf"), by=admin)


@pytest.fixture
def rows(policy: PolicyVersion, admin: Staff, paper: StoredFile) -> None:
    """One row in each of the tables that are only added to."""
    signed_documents.attach(version_id=policy.pk, file=paper, by=admin)
    tools.publish(tool_id=Tool.objects.get(key="bylaws").pk, file=paper, effective_on=DAY, by=admin)
    acknowledgements.acknowledge(version_id=policy.pk, by=admin)
    PolicyReview.objects.create(version=policy, note="لا تعديل.", next_on=LATER, by=admin)


ADDED_TO = ["signeddocument", "toolversion", "acknowledgement", "policyreview", "profileload"]


@pytest.mark.usefixtures("rows", "as_app_role")
@pytest.mark.parametrize("table", ADDED_TO)
@pytest.mark.parametrize("attack", ["UPDATE policy_{} SET at = now()", "DELETE FROM policy_{}"])
def test_what_was_done_is_never_changed(refused: Refusal, table: str, attack: str) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'all'")
    with refused("append_only"):
        sql(attack.format(table))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("table", ADDED_TO)
def test_what_was_done_is_never_truncated(refused: Refusal, table: str) -> None:
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with refused("append_only"):
        sql(f"TRUNCATE policy_{table} CASCADE")


@pytest.mark.usefixtures("as_app_role")
def test_the_database_dates_what_is_done(policy: PolicyVersion, admin: Staff, paper: StoredFile, at: Any) -> None:
    with at("2027-03-01 09:00"):
        sql(
            "INSERT INTO policy_signeddocument (version_id, file_id, by_id, at) VALUES (%s, %s, %s, '2020-01-01')",
            *(policy.pk, paper.pk, admin.pk),
        )
        sql(
            "INSERT INTO policy_acknowledgement (version_id, by_id, at) VALUES (%s, %s, '2020-01-01')",
            *(policy.pk, admin.pk),
        )
    for row in (SignedDocument.objects.get(), Acknowledgement.objects.get()):
        assert row.at.astimezone(clock.RIYADH).isoformat() == "2027-03-01T09:00:00+03:00"


@pytest.mark.usefixtures("policy", "as_app_role")
@pytest.mark.parametrize("attack", ["UPDATE policy_association SET slug = 'another'", "DELETE FROM policy_association"])
def test_a_portal_keeps_its_association(refused: Refusal, attack: str) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'all'")
    with refused("association_kept"):
        sql(attack)


@pytest.mark.usefixtures("policy")
def test_the_association_may_still_be_renamed() -> None:
    sql("UPDATE policy_association SET name = 'جمعية', place = 'جدة'")


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("decided_by = 'king'", "policy_decider_is_known"),
        ("referral_kind = 'king'", "policy_referral_kind_is_known"),
        ("declaration_form = 'spoken'", "policy_declaration_form_is_known"),
    ],
)
def test_a_draft_knows_its_words(refused: Refusal, admin: Staff, change: str, name: str) -> None:
    draft = versions.draft_from_current(by=admin)
    with refused(name):
        sql(f"UPDATE policy_policyversion SET {change} WHERE id = %s", draft.pk)


@pytest.mark.usefixtures("policy")
@pytest.mark.parametrize(
    "change",
    ["decided_by = 'department'", "channels = '[1]'", "tools = '[1]'", "review_text = ''", "loaded_from = 'x'"],
)
def test_a_version_in_force_keeps_who_decides_and_its_copies(refused: Refusal, change: str) -> None:
    with refused("version_in_force_fixed"):
        sql(f"UPDATE policy_policyversion SET {change}")


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ("1, '{}'", "tool_version_number_once"),
        ("0, '{}'", "tool_version_number_is_positive"),
        ("2, '{god}'", "tool_roles_are_known"),
    ],
)
def test_a_tools_version_is_consistent(
    refused: Refusal, admin: Staff, paper: StoredFile, values: str, name: str
) -> None:
    with refused(name):
        sql(
            "INSERT INTO policy_toolversion (tool_id, file_id, by_id, number, may_open, effective_on, note) "
            f"SELECT id, %s, %s, {values}, '2026-06-01', '' FROM policy_tool WHERE key = 'bylaws'",
            *(paper.pk, admin.pk),
        )


def test_the_kind_of_a_tool_is_known(refused: Refusal, policy: PolicyVersion) -> None:
    with refused("tool_kind_is_known"):
        sql("UPDATE policy_tool SET kind = 'book'")


def test_a_review_says_what_it_found(refused: Refusal, policy: PolicyVersion, admin: Staff) -> None:
    with refused("policy_review_has_a_note"):
        PolicyReview.objects.create(version=policy, note=" \n", next_on=LATER, by=admin)


@pytest.mark.usefixtures("rows")
def test_reading_is_acknowledged_once(refused: Refusal, policy: PolicyVersion, admin: Staff) -> None:
    with refused("acknowledged_once"):
        sql("INSERT INTO policy_acknowledgement (version_id, by_id) VALUES (%s, %s)", policy.pk, admin.pk)
    assert acknowledgements.acknowledge(version_id=policy.pk, by=admin).by == admin
    assert Acknowledgement.objects.count() == 1


def test_a_new_version_is_to_be_read_by_everybody(policy: PolicyVersion, admin: Staff) -> None:
    acknowledgements.acknowledge(version_id=policy.pk, by=admin)
    assert Staff.objects.get(pk=admin.pk).policy_to_read is False
    assert [row.by for row in readers(version=policy).read] == [admin]
    next_version(by=admin)
    assert Staff.objects.get(pk=admin.pk).policy_to_read is True
    assert admin in readers(version=PolicyVersion.objects.in_force()).unread
    with pytest.raises(Refused):
        acknowledgements.acknowledge(version_id=policy.pk, by=admin)


def test_a_version_waits_for_its_day(policy: PolicyVersion, admin: Staff, at: Any) -> None:
    draft = approved(next_draft(by=admin), takes_effect_on=dt.date(2027, 3, 1))
    with at("2027-02-28 23:59"):
        assert versions.put_due_in_force() == []
        with pytest.raises(Refused) as caught:
            versions.put_in_force(version_id=draft.pk, by=admin)
        assert caught.value.code == "early"
    with at("2027-03-01 00:00"):
        assert versions.put_due_in_force() == [draft]
    now = PolicyVersion.objects.in_force()
    assert (now, now.signed_missing, policy.signed_missing) == (draft, False, True)


def test_a_review_is_asked_for_before_its_day(policy: PolicyVersion, admin: Staff, at: Any) -> None:
    assert due() is None
    with at("2026-05-01 09:00"):
        reviews.record(version_id=policy.pk, note="لا تعديل.", next_on=DAY, by=admin)
    assert PolicyVersion.objects.in_force().effective_review_on == DAY
    assert due(today=DAY - dt.timedelta(days=31)) is None
    assert due(today=DAY - dt.timedelta(days=30)) == policy


def test_a_tool_has_one_current_version(admin: Staff, paper: StoredFile) -> None:
    tool = Tool.objects.get(key="bylaws")
    first = tools.publish(tool_id=tool.pk, file=paper, effective_on=DAY, by=admin)
    second = tools.publish(
        tool_id=tool.pk, file=paper, effective_on=DAY + dt.timedelta(days=9), by=admin, may_open=[Role.HEAD]
    )
    assert (first.number, second.number) == (1, 2)
    assert current(tool=tool, on=DAY - dt.timedelta(days=1)) is None
    assert current(tool=tool, on=DAY) == first
    assert current(tool=tool, on=DAY + dt.timedelta(days=9)) == second
    head, clerk = make_staff(Role.HEAD), make_staff(Role.RECEPTION)
    assert [rules.may_open(user, second) for user in (head, clerk, admin)] == [True, False, True]
    assert rules.may_open(clerk, first)
    with pytest.raises(Refused):
        tools.publish(tool_id=tool.pk, file=paper, effective_on=DAY, by=clerk)


def test_channels_are_kept_in_order(admin: Staff) -> None:
    fax = channels.add(key="fax", name="الفاكس", by=admin)
    channels.move(channel_id=fax.pk, by=admin, up=True)
    assert [row.key for row in Channel.objects.offered()][-2:] == ["fax", "volunteers"]
    channels.change(channel_id=fax.pk, by=admin, name="الناسوخ")
    channels.retire(channel_id=fax.pk, by=admin)
    assert not Channel.objects.offered().filter(key="fax").exists()
    assert channels.restore(channel_id=fax.pk, by=admin).active
    for refusal in ({"sends_out": True}, {"carries_decision": True}):
        with pytest.raises(Refused):
            channels.change(channel_id=fax.pk, by=admin, **refusal)


def test_the_last_channel_that_carries_outcomes_stays(admin: Staff) -> None:
    last, *others = Channel.objects.carrying_decisions()
    for channel in others:
        channels.retire(channel_id=channel.pk, by=admin)
    with pytest.raises(Refused) as caught:
        channels.retire(channel_id=last.pk, by=admin)
    assert caught.value.code == "last_carrier"


@pytest.mark.django_db
def test_what_names_a_channel_is_counted() -> None:
    application = submitted()
    used = {use.count for use in usage(channel=application.notify_channel)}
    assert 1 in used
    *records, versions_that_keep_it = usage(channel=Channel.objects.get(key="social"))
    assert {use.count for use in records} == {0}
    assert versions_that_keep_it.count == 1


def test_a_version_tells_its_lists(policy: PolicyVersion) -> None:
    assert [row["key"] for row in policy.channel_rows][:2] == ["interview", "phone"]
    assert policy.tool_rows[0] == {
        "position": 1,
        "key": "bylaws",
        "name": "اللائحة الأساسية للجمعية",
        "as_printed": "اللائحة الأساسية للجمعية",
        "kind": "document",
    }
    policy.tools = [{"key": "old", "name": "قديم", "as_printed": "", "kind": "form"}]
    assert [row["key"] for row in policy.tool_rows] == ["old"]


def test_a_load_is_kept(policy: PolicyVersion) -> None:
    assert ProfileLoad.objects.get().version == policy


@pytest.mark.usefixtures("policy")
@pytest.mark.parametrize(("role", "shown"), [(Role.RECEPTION, False), (Role.AUDITOR, True)])
def test_tabs_are_those_that_the_reader_may_open(client: Client, role: Role, shown: bool) -> None:
    client.force_login(make_staff(role))
    page = client.get(reverse("policy:current"))
    assert page.context["tabs"][0]["current"] is True
    assert (reverse("policy:versions") in page.content.decode()) is shown


@pytest.mark.usefixtures("policy")
def test_the_pages_of_the_policy_stand_beside_each_other(client: Client) -> None:
    client.force_login(make_staff(Role.AUDITOR))
    for name in ("policy:current", "policy:tools"):
        tabs = client.get(reverse(name)).context["tabs"]
        assert [tab["url"] for tab in tabs if tab["current"]] == [reverse(name)]
