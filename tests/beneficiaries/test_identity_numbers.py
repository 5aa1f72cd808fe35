"""Identity numbers: their form, the sentence for each failure, and how they are kept."""

import pytest
from cryptography.fernet import Fernet
from django.test import override_settings
from django.utils import translation

from beneficiaries.models import Beneficiary, identity_numbers
from ledger.errors import Refused
from tests.factories import make_person


@pytest.mark.parametrize(
    ("number", "kind", "kept"),
    [
        ("1000000008", "national", "1000000008"),
        ("1101798278", "national", "1101798278"),
        ("١٠٠٠٠٠٠٠٠٨", "national", "1000000008"),
        ("۱۰۰۰۰۰۰۰۰۸", "national", "1000000008"),
        (" 100-000 0008\u200f", "national", "1000000008"),
        ("2000000006", "iqama", "2000000006"),
        ("3012345678", "border", "3012345678"),
        ("784198012345678", "gcc", "784198012345678"),
        ("ab1234567", "passport", "AB1234567"),
    ],
)
def test_a_right_number_is_kept_in_ascii(number: str, kind: str, kept: str) -> None:
    assert identity_numbers.check(number, kind) == kept


@pytest.mark.parametrize(
    ("number", "kind", "code", "sentence"),
    [
        ("", "national", "id_missing", "رقم الهوية غير مدخل."),
        ("100000000", "national", "id_length", "رقم الهوية عشر خانات."),
        ("10000000080", "iqama", "id_length", "رقم الهوية عشر خانات."),
        ("2000000006", "national", "id_first_digit", "يبدأ رقم الهوية الوطنية بالرقم 1."),
        ("1000000008", "iqama", "id_first_digit", "يبدأ رقم هوية مقيم بالرقم 2."),
        ("1000000009", "national", "id_checksum", "رقم الهوية غير صحيح"),
        ("10000000O8", "national", "id_digits", "رقم الهوية أرقام فقط."),
        ("١٢a", "gcc", "id_digits", "رقم الهوية أرقام فقط."),
        ("12345", "gcc", "id_length", "رقم هوية دول الخليج"),
        ("1012345678", "border", "id_first_digit", "لا يبدأ رقم الحدود"),
        ("301234567", "border", "id_length", "رقم الحدود عشر خانات."),
        ("جواز1234", "passport", "id_passport", "رقم جواز السفر"),
        ("1000000008", "library card", "id_kind", "نوع الهوية غير محدد."),
        ("1" * 10_000, "national", "id_length", "رقم الهوية عشر خانات."),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(number: str, kind: str, code: str, sentence: str) -> None:
    with translation.override("ar"), pytest.raises(Refused) as caught:
        identity_numbers.check(number, kind)
    assert caught.value.code == code
    with translation.override("ar"):
        assert str(caught.value.message).startswith(sentence)


def test_every_single_digit_error_is_noticed() -> None:
    right = "1101798278"
    for place in range(1, 10):
        for digit in "0123456789":
            wrong = right[:place] + digit + right[place + 1 :]
            if wrong != right:
                with pytest.raises(Refused) as caught:
                    identity_numbers.check(wrong, "national")
                assert caught.value.code == "id_checksum"


def test_a_token_is_read_back_and_says_nothing() -> None:
    one, two = identity_numbers.encrypt("1000000008"), identity_numbers.encrypt("1000000008")
    assert one != two
    assert "1000000008" not in one
    assert identity_numbers.decrypt(one) == identity_numbers.decrypt(two) == "1000000008"


def test_keys_rotate() -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    with override_settings(FIELD_KEYS=[old]):
        before = identity_numbers.encrypt("1000000008")
    with override_settings(FIELD_KEYS=[new, old]):
        assert identity_numbers.decrypt(before) == "1000000008"
        after = identity_numbers.encrypt("1000000008")
    with override_settings(FIELD_KEYS=[new]):
        assert identity_numbers.decrypt(after) == "1000000008"
        with pytest.raises(identity_numbers.Unreadable):
            identity_numbers.decrypt(before)


def test_a_fingerprint_depends_on_kind_and_key() -> None:
    assert identity_numbers.fingerprint("12345678", "passport") != identity_numbers.fingerprint("12345678", "gcc")
    with override_settings(HMAC_KEY="another"):
        other = identity_numbers.fingerprint("12345678", "gcc")
    assert other != identity_numbers.fingerprint("12345678", "gcc")


@pytest.mark.django_db
def test_a_token_copied_from_another_row_is_noticed() -> None:
    one, two = make_person(), make_person()
    Beneficiary.objects.filter(pk=one.pk).update(id_token=two.id_token)
    with pytest.raises(identity_numbers.Unreadable):
        _ = Beneficiary.objects.get(pk=one.pk).id_number


@pytest.mark.django_db
def test_a_person_shows_the_last_four_digits() -> None:
    person = make_person(id_number="1000000008")
    assert (person.masked_id, person.id_number) == ("••••••0008", "1000000008")
