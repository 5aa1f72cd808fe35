"""What the database refuses about pairs, merges and merged records, whoever asks."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import connection

from beneficiaries.domain.duplicates import pairs
from beneficiaries.models import Beneficiary, DuplicatePair, Merge
from tests.factories import draft, make_pair, make_person, make_staff

Refusal = Callable[..., AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


@pytest.fixture
def pair() -> DuplicatePair:
    return make_pair(make_person(), make_person())


@pytest.fixture
def merged(pair: DuplicatePair) -> Merge:
    """The second merged into the first, as barely as the database lets it."""
    made = Merge.objects.create(
        kept=pair.first,
        merged=pair.second,
        snapshot_kept={},
        snapshot_merged={},
        reason="الهوية",
        by=make_staff("head"),
    )
    Beneficiary.objects.filter(pk=pair.second_id).update(merged_into=pair.first_id)
    return made


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("state = 'perhaps', decided_by_id = {by}, decided_at = now()", "pair_state_is_known"),
        ("score = 101", "pair_score_is_a_share"),
        ("state = 'not_same', reason = 'x'", "pair_decided_by_somebody"),
        ("state = 'not_same', decided_by_id = {by}, decided_at = now()", "pair_decided_with_a_reason"),
        ("state = 'not_same', reason = ' ', decided_by_id = {by}, decided_at = now()", "pair_decided_with_a_reason"),
        ("state = 'later', decided_by_id = {by}, decided_at = now()", "pair_put_off_until_a_day"),
        ("state = 'later', until = '2020-01-01', decided_by_id = {by}, decided_at = now()", "a day to come"),
        ("until = '2090-01-01'", "pair_put_off_until_a_day"),
        ("state = 'same', reason = 'x', decided_by_id = {by}, decided_at = now()", "once they are merged"),
        ("second_id = first_id", "stays the pair"),
        ("found_at = now() - interval '1 day'", "stays the pair"),
    ],
)
def test_a_pair_is_consistent(refused: Refusal, pair: DuplicatePair, change: str, name: str) -> None:
    by = make_staff("head").pk
    with refused(name):
        sql(f"UPDATE beneficiaries_duplicatepair SET {change.format(by=by)} WHERE id = %s", pair.pk)


def test_a_pair_is_of_two_in_order_and_kept_once(refused: Refusal, pair: DuplicatePair) -> None:
    insert = (
        "INSERT INTO beneficiaries_duplicatepair (first_id, second_id, score, signs, state, reason)"
        " VALUES (%s, %s, 50, '[]', 'open', '')"
    )
    with refused("pair_is_kept_once"):
        sql(insert, pair.first_id, pair.second_id)
    for two in ((pair.second_id, pair.first_id), (pair.first_id, pair.first_id)):
        with refused("pair_is_of_two_in_order"):
            sql(insert, *two)
    with refused("never deleted"):
        sql("DELETE FROM beneficiaries_duplicatepair")


def test_a_record_is_not_merged_without_the_merge_that_says_so(refused: Refusal, pair: DuplicatePair) -> None:
    update = "UPDATE beneficiaries_beneficiary SET merged_into_id = %s WHERE id = %s"
    with refused("together with the merge"):
        sql(update, pair.first_id, pair.second_id)
    with refused("together with the merge|merged_into_another"):
        sql(update, pair.first_id, pair.first_id)


def test_a_merge_marks_the_record(refused: Refusal, pair: DuplicatePair) -> None:
    values = {"snapshot_kept": {}, "snapshot_merged": {}, "by": make_staff("head")}
    with refused("marks the record", commit=True):
        Merge.objects.create(kept=pair.first, merged=pair.second, reason="x", **values)
    with refused("merge_has_a_reason"):
        Merge.objects.create(kept=pair.first, merged=pair.second, reason=" ", **values)
    with refused("merge_is_of_two"):
        Merge.objects.create(kept=pair.first, merged=pair.first, reason="x", **values)


@pytest.mark.parametrize(
    "change",
    ["merged_into_id = NULL", "first_name = 'x'", "birth_date = '1990-01-01'", "branch_id = NULL, sex = 'male'"],
)
def test_a_merged_record_stays_as_it_was(refused: Refusal, merged: Merge, change: str) -> None:
    with refused("stays as it was"):
        sql(f"UPDATE beneficiaries_beneficiary SET {change} WHERE id = %s", merged.merged_id)


def test_the_key_of_a_merged_record_is_still_rotated(merged: Merge) -> None:
    sql("UPDATE beneficiaries_beneficiary SET id_token = 'gAAAAnew' WHERE id = %s", merged.merged_id)
    assert Beneficiary.objects.get(pk=merged.merged_id).id_token == "gAAAAnew"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO beneficiaries_contactpoint (beneficiary_id, kind, value, preferred, active, created_by_id)"
        " VALUES ({person}, 'mobile', '0500099999', false, true, {by})",
        "INSERT INTO beneficiaries_householdmember (beneficiary_id, name, relation, dependent, created_by_id)"
        " VALUES ({person}, 'مها', 'wife', true, {by})",
        "INSERT INTO beneficiaries_representative (beneficiary_id, kind, name, id_kind, id_token, id_hmac, phone,"
        " document_kind, document_number, seen_original, active, created_by_id) VALUES ({person}, 'guardian', 'x',"
        " 'national', 'gAAAA', repeat('a', 64), '0500099999', 'family_record', '1', true, true, {by})",
        "INSERT INTO intake_application (reference, beneficiary_id, service_id, policy_version_id, branch_id, status,"
        " step, round, notify_channel_id, notify_way, outcome_in_message, receipt_noticed, closed_reason,"
        " created_by_id) SELECT '2026-999999', {person}, service_id, policy_version_id, branch_id, 'draft', 0, 1,"
        " notify_channel_id, notify_way, false, false, '', {by} FROM intake_application LIMIT 1",
        "INSERT INTO channels_log_communication (beneficiary_id, channel_id, way, direction, by_id, summary, outcome)"
        " SELECT {person}, notify_channel_id, '', 'in', {by}, 'x', 'answered' FROM intake_application LIMIT 1",
    ],
    ids=["contact", "household", "representative", "application", "register"],
)
def test_nothing_is_added_to_a_merged_record(refused: Refusal, merged: Merge, statement: str) -> None:
    by = draft().created_by_id
    with refused("merged into another"):
        sql(statement.format(person=merged.merged_id, by=by))


def test_nothing_changes_hands_without_a_merge(refused: Refusal, pair: DuplicatePair) -> None:
    draft(person=pair.first)
    for table in ("beneficiaries_contactpoint", "intake_application"):
        with refused("written once|is fixed"):
            sql(f"UPDATE {table} SET beneficiary_id = %s WHERE beneficiary_id = %s", pair.second_id, pair.first_id)


def test_nothing_goes_back_to_a_merged_record(refused: Refusal, merged: Merge) -> None:
    with refused("written once"):
        sql(
            "UPDATE beneficiaries_contactpoint SET beneficiary_id = %s WHERE beneficiary_id = %s",
            merged.merged_id,
            merged.kept_id,
        )


def test_a_merge_is_never_changed_and_is_of_two_that_stand(refused: Refusal, merged: Merge) -> None:
    with refused("append only"):
        sql("UPDATE beneficiaries_merge SET reason = 'y'")
    with refused("append only"):
        sql("DELETE FROM beneficiaries_merge")
    other = make_person()
    values = {"snapshot_kept": {}, "snapshot_merged": {}, "by": merged.by, "reason": "x"}
    with refused("merged already"):
        Merge.objects.create(kept=merged.merged, merged=other, **values)
    with refused("merged already"):
        Merge.objects.create(kept=other, merged=merged.merged, **values)


def test_a_merged_pair_is_settled_for_good(refused: Refusal, pair: DuplicatePair, merged: Merge) -> None:
    by = merged.by_id
    sql(
        "UPDATE beneficiaries_duplicatepair SET state = 'same', reason = 'x', decided_by_id = %s, decided_at = now()"
        " WHERE id = %s",
        by,
        pair.pk,
    )
    with refused("settled for good"):
        sql("UPDATE beneficiaries_duplicatepair SET state = 'not_same' WHERE id = %s", pair.pk)


@pytest.mark.parametrize("change", ["reason = 'other'", "decided_by_id = {by}", "decided_at = now()", "score = 1"])
def test_what_was_decided_on_a_pair_stands_until_it_is_opened_again(
    refused: Refusal, pair: DuplicatePair, change: str
) -> None:
    head = make_staff("head")
    pairs.not_same(pair_id=pair.pk, by=make_staff("head"), reason="أختان")
    with refused("stands until the pair is opened again"):
        sql(f"UPDATE beneficiaries_duplicatepair SET {change.format(by=head.pk)} WHERE id = %s", pair.pk)
    assert pairs.reopen(pair_id=pair.pk, by=head).state == "open"


def test_nobody_is_born_merged(refused: Refusal, pair: DuplicatePair) -> None:
    columns = [
        field.column
        for field in Beneficiary._meta.concrete_fields
        if not field.generated and field.name not in ("id", "public_id", "id_hmac", "merged_into")
    ]
    with refused("together with the merge"):
        sql(
            f"INSERT INTO beneficiaries_beneficiary (public_id, id_hmac, merged_into_id, {', '.join(columns)})"
            f" SELECT gen_random_uuid(), repeat('a', 64), %s, {', '.join(columns)}"
            " FROM beneficiaries_beneficiary WHERE id = %s",
            pair.first_id,
            pair.second_id,
        )


def test_a_contact_point_is_never_deleted(refused: Refusal, pair: DuplicatePair) -> None:
    with refused("never deleted"):
        sql("DELETE FROM beneficiaries_contactpoint WHERE beneficiary_id = %s", pair.first_id)
