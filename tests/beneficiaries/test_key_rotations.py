"""Rotation of keys: interrupted and resumed, beside live edits, and no edit itself."""

import threading
from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from beneficiaries.domain import bank_accounts, households, key_rotations, people, representatives
from beneficiaries.models import BankAccount, Beneficiary, HouseholdMember, KeyRotation, Representative
from demo.names import iban
from tests.factories import id_number, make_agent, make_person

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> list[Beneficiary]:
    """Seven people under the old key, each with a row in every table that keeps a token."""
    with override_settings(FIELD_KEYS=[OLD]):
        found = [make_person() for _ in range(7)]
        for n, person in enumerate(found):
            households.add(
                beneficiary_id=person.pk, by=person.created_by, name="سعد", relation="son", id_number=id_number()
            )
            households.add(beneficiary_id=person.pk, by=person.created_by, name="مها", relation="wife")
            make_agent(person)
            bank_accounts.add(
                beneficiary_id=person.pk, by=person.created_by, iban=iban(n), holder_name="مها", seen_original=True
            )
    return found


def everything_is_read() -> int:
    numbers = [one.id_number for one in Beneficiary.objects.all()]
    numbers += [one.id_number for one in HouseholdMember.objects.exclude(id_token="")]
    numbers += [one.id_number for one in Representative.objects.all()]
    numbers += [one.iban for one in BankAccount.objects.all()]
    return len(numbers)


def test_it_is_killed_in_the_middle_and_goes_on(kept: list[Beneficiary]) -> None:
    def killed(progress: key_rotations.Progress) -> None:
        if progress.table == "beneficiaries_householdmember" and progress.last_pk:
            raise KeyboardInterrupt

    with override_settings(FIELD_KEYS=[NEW, OLD]):
        with pytest.raises(KeyboardInterrupt):
            key_rotations.rotate(batch=3, report=killed)
        left = key_rotations.unreadable()
        assert left["beneficiaries_beneficiary"] == left["beneficiaries_representative"] == 0
        assert 0 < left["beneficiaries_householdmember"] < 7
        assert left["beneficiaries_bankaccount"] == 7
        assert everything_is_read() == 28
        assert key_rotations.rotate(batch=3) == sum(left.values())
        assert set(key_rotations.unreadable().values()) == {0}
    with override_settings(FIELD_KEYS=[NEW]):
        assert everything_is_read() == 28


def test_a_second_run_changes_nothing_and_finds_what_came_since(kept: list[Beneficiary]) -> None:
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        assert key_rotations.rotate() == 28
        tokens = list(Beneficiary.objects.order_by("pk").values_list("id_token", flat=True))
        assert key_rotations.rotate() == 0
        assert list(Beneficiary.objects.order_by("pk").values_list("id_token", flat=True)) == tokens
    with override_settings(FIELD_KEYS=[OLD]):
        make_person()
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        assert key_rotations.rotate() == 1


def test_it_is_no_edit_and_leaves_no_history(kept: list[Beneficiary]) -> None:
    before = dict(Beneficiary.objects.values_list("pk", "edits"))
    tables = [
        f"beneficiaries_{name}event" for name in ("beneficiary", "householdmember", "representative", "bankaccount")
    ]

    def events() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {table})" for table in tables))
            return list(cursor.fetchone())

    counted = events()
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        key_rotations.rotate()
    assert dict(Beneficiary.objects.values_list("pk", "edits")) == before
    assert events() == counted


def test_a_token_changed_together_with_something_else_is_an_edit(kept: list[Beneficiary]) -> None:
    one, other = Beneficiary.objects.order_by("pk")[:2]
    Beneficiary.objects.filter(pk=one.pk).update(id_token=other.id_token, city="جدة")
    assert Beneficiary.objects.get(pk=one.pk).edits == one.edits + 1


def test_a_token_that_no_key_reads_is_named_and_nothing_of_its_batch_is_written(kept: list[Beneficiary]) -> None:
    with override_settings(FIELD_KEYS=[NEW]), pytest.raises(CommandError, match="beneficiaries_beneficiary"):
        call_command("rotate_keys", stdout=StringIO())
    with override_settings(FIELD_KEYS=[OLD]):
        assert everything_is_read() == 28


def test_the_command_says_when_an_old_key_may_go(kept: list[Beneficiary]) -> None:
    said = StringIO()
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        with pytest.raises(CommandError, match="still needed"):
            call_command("rotate_keys", "--check", stdout=said)
        assert "may be taken out" not in said.getvalue()
        call_command("rotate_keys", "--batch", "2", stdout=said)
    assert "28 tokens encrypted anew" in said.getvalue()
    assert "may be taken out" in said.getvalue()
    for key in (OLD, NEW):
        assert key not in said.getvalue() + "".join(KeyRotation.objects.values_list("key", flat=True))


def test_progress_goes_forward_only(kept: list[Beneficiary], refused: Any) -> None:
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        key_rotations.rotate()
    with refused("goes forward"):
        KeyRotation.objects.update(finished_at=None)
    with refused("is kept"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM beneficiaries_keyrotation")


@pytest.mark.django_db(transaction=True)
def test_an_edit_at_the_same_time_is_not_lost(kept: list[Beneficiary]) -> None:
    person, errors = kept[0], []

    def edit() -> None:
        try:
            for n in range(20):
                now = Beneficiary.objects.get(pk=person.pk)
                people.amend(beneficiary_id=person.pk, edits=now.edits, by=person.created_by, city=f"مدينة {n}")
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    with override_settings(FIELD_KEYS=[NEW, OLD]):
        thread = threading.Thread(target=edit)
        thread.start()
        while thread.is_alive():
            key_rotations.rotate(batch=1)
        thread.join()
        key_rotations.rotate()
    assert errors == []
    with override_settings(FIELD_KEYS=[NEW]):
        after = Beneficiary.objects.get(pk=person.pk)
        assert (after.city, after.edits, after.id_number) == ("مدينة 19", person.edits + 22, after.id_number)


def test_a_representative_is_retired_all_the_same(kept: list[Beneficiary]) -> None:
    agent = kept[0].representatives.get()
    with override_settings(FIELD_KEYS=[NEW, OLD]):
        key_rotations.rotate()
    assert representatives.retire(representative_id=agent.pk, by=kept[0].created_by).active is False
