"""Digits, marks and phones as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import digits

FORMS = ["{}", "0{}", "966{}", "+966{}", "00966{}", "+966 {}", "(+966) {}", "\u202a0{}\u202c"]


@given(st.text())
def test_it_only_changes_digits(text):
    kept = digits.to_ascii(text)
    assert len(kept) == len(text)
    assert not set(kept) & set("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
    assert digits.to_ascii(kept) == kept


@given(st.integers(min_value=0, max_value=10**12))
def test_both_arabic_scripts_say_the_same_number(number):
    for zero in ("٠", "۰"):
        assert digits.to_ascii("".join(chr(ord(zero) + int(c)) for c in str(number))) == str(number)


@pytest.mark.parametrize("form", FORMS)
@given(tail=st.integers(min_value=0, max_value=99_999_999))
def test_a_mobile_number_is_kept_in_one_form(form, tail):
    national = f"5{tail:08d}"
    assert digits.saudi_mobile(form.format(national)) == f"0{national}"
    spaced = f"{national[:2]} {national[2:5]}-{national[5:]}"
    assert digits.saudi_mobile(form.format(spaced)) == f"0{national}"


@pytest.mark.parametrize(
    "text", ["", "0512345", "0412345678", "+971512345678", "05123456789", "05abcdefgh", "920000000"]
)
def test_what_is_no_saudi_mobile_is_none(text):
    assert digits.saudi_mobile(text) is None


def test_a_mobile_in_arabic_digits_is_understood():
    assert digits.saudi_mobile("٠٥١٢ ٣٤٥ ٦٧٨") == "0512345678"


def test_an_identity_shows_its_last_four_only():
    assert digits.masked("1000003176") == "••••••3176"
    assert digits.masked("317") == "•••"


@given(st.text())
def test_plain_text_has_no_invisible_marks(text):
    kept = digits.plain(text)
    assert digits.without_marks(kept) == kept
