"""What the database refuses about the life of a version and its papers, whoever asks."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from accounts.models import Staff
from accounts.states import Role
from ledger.errors import Refused
from policy.domain import acknowledgements, signed_documents, versions
from policy.models import Acknowledgement, Channel, PolicyVersion, SignedDocument, Tool
from policy.queries.acknowledgements import readers
from policy.states import PolicyStatus
from tests.documents.factories import picture
from tests.factories import make_staff
from tests.policy.factories import MET, approved, next_draft, next_version, paper

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.usefixtures("policy")


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def insert_copy(**changes: str) -> None:
    """A row of SQL's own making: the version in force again under the next number, with these columns changed."""
    columns = [field.column for field in PolicyVersion._meta.concrete_fields if field.name != "id"]
    values = {"number": "number + 1", "status": "'draft'", "in_force_from": "NULL", "loaded_from": "''", **changes}
    sql(
        f"INSERT INTO policy_policyversion ({', '.join(columns)}) "
        f"SELECT {', '.join(values.get(name, name) for name in columns)} FROM policy_policyversion WHERE number = 1"
    )


def attach(version: PolicyVersion, content: bytes | None = None) -> None:
    by = make_staff(Role.ADMIN)
    file = paper(by, content) if content else paper(by)
    sql(
        "INSERT INTO policy_signeddocument (version_id, file_id, by_id) VALUES (%s, %s, %s)",
        *(version.pk, file.pk, by.pk),
    )


@pytest.mark.usefixtures("as_app_role")
@pytest.mark.parametrize(
    "changes",
    [
        {"status": "'in_force'"},
        {"status": "'approved'"},
        {"status": "'superseded'", "in_force_from": "now()"},
        {"in_force_from": "now()"},
    ],
)
def test_a_version_is_born_a_draft(refused: Refusal, changes: dict[str, str]) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'all'")
    with refused("version_born_draft"):
        insert_copy(**changes)


@pytest.mark.parametrize("missing", ["board_meeting", "approved_on"])
def test_an_approval_names_its_meeting_and_day(refused: Refusal, missing: str) -> None:
    draft = next_draft(board_meeting=5, approved_on=MET)
    attach(draft)
    with refused("approval_without_meeting"):
        sql(f"UPDATE policy_policyversion SET status = 'approved', {missing} = NULL WHERE id = %s", draft.pk)


def test_an_approval_has_its_signed_document(refused: Refusal) -> None:
    draft = next_draft(board_meeting=5, approved_on=MET)
    with refused("approval_without_document"):
        sql("UPDATE policy_policyversion SET status = 'approved' WHERE id = %s", draft.pk)
    attach(draft)
    sql("UPDATE policy_policyversion SET status = 'approved' WHERE id = %s", draft.pk)


def test_a_draft_does_not_become_a_loaded_one_to_go_without_its_document(refused: Refusal) -> None:
    draft = next_draft(board_meeting=5, approved_on=MET)
    with refused("version_origin_fixed"):
        sql("UPDATE policy_policyversion SET loaded_from = 'mafatih-alkhair' WHERE id = %s", draft.pk)


@pytest.mark.parametrize("change", ["window_text = 'غدًا'", "decision_days = 30, target_days = 40", "board_meeting = 9"])
def test_what_the_board_approved_does_not_change(refused: Refusal, change: str) -> None:
    version = approved(next_draft())
    for status in ("approved", "in_force"):
        with refused("approval_fixed"):
            sql(f"UPDATE policy_policyversion SET status = %s, {change} WHERE id = %s", status, version.pk)
    assert version.created_by is not None
    versions.reopen(version_id=version.pk, by=version.created_by)
    sql(f"UPDATE policy_policyversion SET {change} WHERE id = %s", version.pk)


def test_a_version_is_not_in_force_a_minute_before_its_day(refused: Refusal, at: Any) -> None:
    version = approved(next_draft(), takes_effect_on=dt.date(2027, 3, 1))
    supersede = "UPDATE policy_policyversion SET status = 'superseded' WHERE number = 1"
    start = "UPDATE policy_policyversion SET status = 'in_force' WHERE id = %s"
    with at("2027-02-28 23:59"), refused("version_not_due"):
        sql(supersede)
        sql(start, version.pk)
    with at("2027-03-01 00:00"):
        sql(supersede)
        sql(start, version.pk)
    assert PolicyVersion.objects.in_force() == version


OTHERWISE = {
    "BooleanField": "NOT {0}",
    "JSONField": "'[1]'",
    "DateField": "COALESCE({0}, '2026-01-01') + 1",
    "DateTimeField": "COALESCE({0}, now()) + interval '1 day'",
    "CharField": "CASE {0} WHEN 'x' THEN 'y' ELSE 'x' END",
    "SlugField": "CASE {0} WHEN 'x' THEN 'y' ELSE 'x' END",
    "TextField": "{0} || 'x'",
}


@pytest.mark.usefixtures("as_app_role")
def test_no_column_of_a_version_in_force_changes(refused: Refusal) -> None:
    sql("SET LOCAL pgtrigger.ignore = 'all'")
    for field in PolicyVersion._meta.concrete_fields:
        if field.name in ("id", "status"):
            continue
        new = OTHERWISE.get(field.get_internal_type(), "COALESCE({0}, 0) + 1").format(field.column)
        with refused("version_in_force_fixed"):
            sql(f"UPDATE policy_policyversion SET {field.column} = {new} WHERE status = 'in_force'")


def test_a_version_takes_its_lists_from_the_database_and_from_nobody_else() -> None:
    Channel.objects.filter(key="social").update(active=False)
    version = approved(next_draft())
    sql("UPDATE policy_policyversion SET status = 'superseded' WHERE number = 1")
    sql(
        "UPDATE policy_policyversion SET status = 'in_force', channels = '[{\"key\": \"forged\"}]', tools = '[]' "
        "WHERE id = %s",
        version.pk,
    )
    kept = PolicyVersion.objects.in_force()
    assert kept.channels == [
        {name: getattr(row, name) for name in kept.channels[0]} for row in Channel.objects.offered()
    ]
    assert [row["key"] for row in kept.tools] == [row.key for row in Tool.objects.offered()]
    assert "social" not in [row["key"] for row in kept.channel_rows]


def test_a_version_keeps_the_names_of_its_channels_while_the_list_goes_on(policy: PolicyVersion) -> None:
    before = policy.channel_rows
    Channel.objects.filter(key="phone").update(name="الهاتف")
    assert PolicyVersion.objects.in_force().channel_rows == before
    assert next(row["name"] for row in next_version().channel_rows if row["key"] == "phone") == "الهاتف"


def test_a_version_is_reviewed_in_a_year_unless_it_says_otherwise(at: Any) -> None:
    with at("2027-03-01 09:00"):
        assert next_version().review_on == dt.date(2028, 3, 1)
        assert next_version(review_on=dt.date(2027, 9, 1)).review_on == dt.date(2027, 9, 1)


@pytest.mark.parametrize(
    "change",
    ["stated_days = 13, decision_days = 13", "window_stated = false, stated_days = NULL, decision_days = 1"],
)
def test_a_stated_window_is_not_shortened(refused: Refusal, change: str) -> None:
    draft = next_draft()
    with refused("stated_window_shortened"):
        sql(f"UPDATE policy_policyversion SET {change} WHERE id = %s", draft.pk)
    with refused("stated_window_shortened"):
        insert_copy(number="9", stated_days="NULL", window_stated="false", decision_days="1")


def test_a_draft_that_waited_is_measured_by_the_version_that_came_between() -> None:
    early = approved(next_draft())
    next_version(stated_days=20, decision_days=20, target_days=30)
    with pytest.raises(Refused) as caught:
        versions.put_in_force(version_id=early.pk, by=early.created_by)
    assert caught.value.code == "stated_window_shortened"


def test_a_stated_window_may_be_lengthened_and_never_goes_back(refused: Refusal) -> None:
    next_version(stated_days=20, decision_days=20, target_days=30)
    draft = next_draft()
    with refused("stated_window_shortened"):
        sql("UPDATE policy_policyversion SET stated_days = 14, decision_days = 14 WHERE id = %s", draft.pk)


def test_a_signed_document_is_a_pdf(refused: Refusal) -> None:
    with refused("signed_document_not_pdf"):
        attach(next_draft(), picture())


def test_a_version_in_force_keeps_its_one_signed_document(refused: Refusal, policy: PolicyVersion) -> None:
    attach(policy)
    assert policy.signed_missing is False
    with refused("signed_document_kept"):
        attach(policy)
    with pytest.raises(Refused):
        by = make_staff(Role.ADMIN)
        signed_documents.attach(version_id=policy.pk, file=paper(by), by=by)
    assert SignedDocument.objects.count() == 1


def acknowledge(version: PolicyVersion, by: Staff) -> None:
    sql("INSERT INTO policy_acknowledgement (version_id, by_id) VALUES (%s, %s)", version.pk, by.pk)


@pytest.mark.usefixtures("as_app_role")
def test_only_active_staff_acknowledge_and_only_what_is_in_force(refused: Refusal, policy: PolicyVersion) -> None:
    sql("RESET ROLE")
    clerk, gone, draft = make_staff(Role.RECEPTION), make_staff(Role.RECEPTION, is_active=False), next_draft()
    sql("SET ROLE portal_app")
    sql("SET LOCAL pgtrigger.ignore = 'all'")
    with refused("acknowledged_not_in_force"):
        acknowledge(draft, clerk)
    with refused("acknowledged_by_inactive"):
        acknowledge(policy, gone)
    acknowledge(policy, clerk)
    assert Staff.objects.get(pk=clerk.pk).policy_to_read is False
    with refused("acknowledged_once"):
        acknowledge(policy, clerk)


def test_a_superseded_version_is_not_acknowledged_any_more(refused: Refusal, policy: PolicyVersion) -> None:
    clerk = make_staff(Role.RECEPTION)
    next_version()
    with refused("acknowledged_not_in_force"):
        acknowledge(policy, clerk)
    with pytest.raises(Refused):
        acknowledgements.acknowledge(version_id=policy.pk, by=clerk)


def test_who_comes_later_reads_it_too(policy: PolicyVersion) -> None:
    for person in Staff.objects.all():
        acknowledgements.acknowledge(version_id=policy.pk, by=person)
    late = make_staff(Role.RECEPTION)
    assert Staff.objects.get(pk=late.pk).policy_to_read is True
    assert readers(version=policy).unread == [late]


@pytest.mark.parametrize("next_on", ["2020-01-01", "portal_today"])
def test_a_review_looks_ahead(refused: Refusal, policy: PolicyVersion, next_on: str) -> None:
    day = "(portal_now() AT TIME ZONE 'Asia/Riyadh')::date" if next_on == "portal_today" else f"'{next_on}'"
    with refused("next_review_not_ahead"):
        sql(
            f"INSERT INTO policy_policyreview (version_id, note, next_on, by_id) VALUES (%s, 'x', {day}, %s)",
            *(policy.pk, make_staff(Role.ADMIN).pk),
        )


def test_a_draft_is_not_reviewed(refused: Refusal) -> None:
    draft = next_draft()
    with refused("reviewed_not_in_force"):
        sql(
            "INSERT INTO policy_policyreview (version_id, note, next_on, by_id) VALUES (%s, 'x', '2099-01-01', %s)",
            *(draft.pk, draft.created_by_id),
        )


def test_due_versions_begin_in_the_order_of_their_days(at: Any) -> None:
    later = approved(next_draft(), takes_effect_on=dt.date(2027, 3, 2))
    sooner = approved(next_draft(), takes_effect_on=dt.date(2027, 3, 1))
    with at("2027-03-05 08:00"):
        assert versions.put_due_in_force() == [sooner, later]
    assert PolicyVersion.objects.in_force() == later
    assert PolicyVersion.objects.get(pk=sooner.pk).status == PolicyStatus.SUPERSEDED
    assert later.acknowledgements.count() == Acknowledgement.objects.count() == 0
