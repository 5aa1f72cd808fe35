"""Bank accounts: IBANs checked, encrypted, masked, revealed with a trace, retired."""

from typing import Any

import pytest
from django.db import connection
from django.utils import translation

from accounts.models import AccessLog, Staff
from beneficiaries.domain import bank_accounts
from beneficiaries.models import BankAccount, ibans
from demo.names import iban as invented
from ledger.errors import Refused
from tests.factories import make_person, make_staff

pytestmark = pytest.mark.django_db


def account(person: Any, value: str = "", **fields: Any) -> BankAccount:
    given = {"iban": value or invented(7), "holder_name": "نورة صالح", "seen_original": True, **fields}
    return bank_accounts.add(beneficiary_id=person.pk, by=person.created_by, **given)


def test_it_is_kept_encrypted_and_shown_by_its_tail() -> None:
    value = invented(7)
    spaced = " ".join(value[n : n + 4] for n in range(0, 24, 4)).lower()
    one = BankAccount.objects.get(pk=account(make_person(), spaced).pk)
    assert (one.iban, one.iban_tail, one.bank_code, one.bank) == (value, value[-4:], "00", "")
    assert one.masked.endswith(value[-4:])
    assert value[4:20] not in f"{one.iban_token}{one.masked}"


def test_arabic_digits_are_taken() -> None:
    value = invented(8)
    arabic = value[:2] + "".join("٠١٢٣٤٥٦٧٨٩"[int(digit)] for digit in value[2:])
    assert ibans.check(arabic) == value


@pytest.mark.parametrize(
    ("value", "code", "sentence"),
    [
        ("", "iban_missing", "رقم الآيبان غير مدخل."),
        ("DE89370400440532013000", "iban_country", "هذا آيبان من دولة أخرى"),
        (invented(7)[:-1], "iban_length", "الآيبان 24 خانة"),
        (invented(7)[2:], "iban_form", "الآيبان هو الحرفان"),
        (invented(7)[:-1] + "x", "iban_form", "الآيبان هو الحرفان"),
        (invented(7)[:-1] + "9", "iban_checksum", "رقم الآيبان غير صحيح"),
        ("9" * 10_000, "iban_form", "الآيبان هو الحرفان"),
    ],
)
def test_a_wrong_one_is_told_what_is_wrong(value: str, code: str, sentence: str) -> None:
    with translation.override("ar"), pytest.raises(Refused) as caught:
        ibans.check(value)
    assert caught.value.code == code
    with translation.override("ar"):
        assert str(caught.value.message).startswith(sentence)


def test_the_bank_is_told_by_its_code() -> None:
    with translation.override("en"):
        assert (ibans.bank("80"), ibans.bank("99")) == ("Al Rajhi Bank", "")


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"holder_name": ""}, "holder_name", "name_missing"),
        ({"seen_original": False}, "seen_original", "document_unseen"),
        ({"iban": "SA1"}, "iban", "iban_length"),
    ],
)
def test_it_says_what_is_missing(change: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(Refused) as caught:
        account(make_person(), **change)
    assert (caught.value.field, caught.value.code) == (field, code)


def test_one_person_has_an_account_once_and_two_may_share_it() -> None:
    person, other = make_person(), make_person()
    mine = account(person)
    with pytest.raises(Refused) as caught:
        account(person)
    assert caught.value.code == "account_twice"
    assert bank_accounts.shared_with([mine]) == {}
    theirs = account(other)
    assert bank_accounts.shared_with([mine]) == {mine.iban_hmac: [other]}
    bank_accounts.retire(account_id=theirs.pk, by=person.created_by)
    assert bank_accounts.shared_with([mine]) == {}


def test_revealing_is_logged_and_needs_its_permission(reception: Staff) -> None:
    person = make_person()
    one = account(person)
    with pytest.raises(Refused):
        bank_accounts.reveal(account_id=one.pk, by=make_staff("manager"), url="/x/")
    assert not AccessLog.objects.exists()
    assert bank_accounts.reveal(account_id=one.pk, by=reception, url="/x/").replace(" ", "") == invented(7)
    row = AccessLog.objects.get()
    assert (row.what, row.person_id, row.detail) == ("iban_reveal", str(person.public_id), one.iban_tail)


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("iban_token = 'SA00'", "bank_account_is_encrypted"),
        ("iban_hmac = repeat('0', 64)", "written once"),
        ("iban_tail = '1111'", "written once"),
        ("holder_name = ' '", "bank_account_has_a_holder"),
        ("seen_original = false", "bank_account_proof_was_seen"),
        ("beneficiary_id = (SELECT max(id) FROM beneficiaries_beneficiary)", "written once"),
    ],
)
def test_the_database_refuses_it(refused: Any, change: str, name: str) -> None:
    account(make_person())
    make_person()
    with refused(name), connection.cursor() as cursor:
        cursor.execute(f"UPDATE beneficiaries_bankaccount SET {change}")


def test_it_is_retired_and_never_deleted(refused: Any) -> None:
    account(make_person())
    with refused("retired and never deleted"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM beneficiaries_bankaccount")


def test_a_token_of_another_row_is_noticed() -> None:
    one, two = account(make_person()), account(make_person(), invented(9))
    BankAccount.objects.filter(pk=one.pk).update(iban_token=two.iban_token)
    with pytest.raises(Exception, match="not the one this row was made with"):
        _ = BankAccount.objects.get(pk=one.pk).iban
