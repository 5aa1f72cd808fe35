"""Identity numbers: their form, how they are kept, and how they are shown.

A number is kept twice: as a Fernet token (readable with FIELD_KEYS, newest first) and as an HMAC-SHA256 (HMAC_KEY),
which serves equality and uniqueness and never changes with the keys of the first.
"""

import hashlib
import hmac
import re
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from stdnum import luhn

from beneficiaries.states import IdKind
from ledger.errors import Refused
from ui import digits

# Every column that holds a token: model, token, and the fingerprint beside it. A rotation of keys goes through these.
# Staged rows come first: a person who is registered from them during the rotation has a token of the newest key.
TOKENS = (
    ("imports.ImportRow", "id_token", "id_hmac"),
    ("beneficiaries.Beneficiary", "id_token", "id_hmac"),
    ("beneficiaries.Representative", "id_token", "id_hmac"),
    ("beneficiaries.HouseholdMember", "id_token", "id_hmac"),
    ("beneficiaries.BankAccount", "iban_token", "iban_hmac"),
)
_GCC_LENGTHS = range(6, 16)
# ISO 3166-1 code of the state: how its ID numbers begin, and how many digits they have in all
_GCC_FORMS = {
    "AE": (r"784[0-9]{12}", _("A national ID of the United Arab Emirates has 15 digits and begins with 784.")),
    "BH": (r"[0-9]{9}", _("A national ID of Bahrain has 9 digits.")),
    "KW": (r"[123][0-9]{11}", _("A civil ID of Kuwait has 12 digits and begins with 1, 2 or 3.")),
    "OM": (r"[0-9]{6,9}", _("A civil number of Oman has 6 to 9 digits.")),
    "QA": (r"[23][0-9]{10}", _("A national ID of Qatar has 11 digits and begins with 2 or 3.")),
}
_PASSPORT = re.compile(r"[A-Z0-9]{5,15}")
_LONGEST = 64


class Unreadable(Exception):
    """A kept number cannot be read, or is not the one its row was registered with: keys or rows were tampered with."""


def check(number: str, kind: str, *, field: str = "id_number") -> str:
    """Return the number as it is kept: ASCII digits (capitals too in a passport), without spaces, dashes and marks.

    National ID and iqama: ten digits, first 1 or 2, and the Luhn check digit. Raises Refused beside `field`, one
    sentence for each thing that may be wrong.
    """
    value = digits.joined(number[:_LONGEST]).upper()
    if not value:
        raise Refused(_("The identity number is missing."), field=field, code="id_missing")
    match kind:
        case IdKind.NATIONAL:
            _check_saudi(value, "1", _("A national ID begins with 1."), field)
        case IdKind.IQAMA:
            _check_saudi(value, "2", _("A residence permit number begins with 2."), field)
        case IdKind.BORDER:
            _check_digits(value, field)
            _check_length(value, range(10, 11), _("A border number has ten digits."), field)
            if value[0] in "12":
                raise Refused(_("A border number does not begin with 1 or 2."), field=field, code="id_first_digit")
        case IdKind.GCC:
            _check_digits(value, field)
            _check_length(value, _GCC_LENGTHS, _("A GCC national ID has 6 to 15 digits."), field)
        case IdKind.PASSPORT:
            if not _PASSPORT.fullmatch(value):
                sentence = _("A passport number has 5 to 15 Latin letters and digits.")
                raise Refused(sentence, field=field, code="id_passport")
            if kind_of(value) and luhn.is_valid(value):
                sentence = _("This is the number of a national ID or a residence permit, and no passport number.")
                raise Refused(sentence, field=field, code="id_no_passport")
        case _:
            raise Refused(_("The kind of identity is missing."), field="id_kind", code="id_kind")
    return value


def check_gcc(number: str, nationality: str, *, field: str = "id_number") -> None:
    """Raise Refused where a GCC ID number has not the form of its state; numbers of other states are not judged."""
    form = _GCC_FORMS.get(nationality)
    if form and not re.fullmatch(form[0], number):
        raise Refused(form[1], field=field, code="id_gcc_form")


def kind_of(number: str) -> IdKind | None:
    """Return the kind that a number has by its form alone: national or iqama; None for anything else."""
    value = digits.joined(number[:_LONGEST])
    if not re.fullmatch(r"[12][0-9]{9}", value):
        return None
    return IdKind.NATIONAL if value[0] == "1" else IdKind.IQAMA


def guess(number: str) -> IdKind:
    """Return the most likely kind of a number, where none was chosen: by its digits, their count, and letters."""
    value = digits.joined(number[:_LONGEST])
    if value.isascii() and value.isdigit():
        return kind_of(value) or (IdKind.BORDER if len(value) == 10 else IdKind.GCC)
    return IdKind.PASSPORT


def encrypt(number: str) -> str:
    """Return the Fernet token of a checked number, by the newest key. Two calls give two tokens."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(number.encode()).decode()


def decrypt(token: str) -> str:
    """Return the number of a token made with any of the keys. Raise Unreadable when none fits."""
    try:
        return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("no key of FIELD_KEYS reads this identity number") from error


def read(token: str, fingerprint_kept: str, kind: str) -> str:
    """Return the number of a token, if it is the one whose fingerprint is kept beside it. Raise Unreadable otherwise.

    Fernet binds a token to no row: without this a token copied from another row would pass.
    """
    number = decrypt(token)
    if not hmac.compare_digest(fingerprint(number, kind), fingerprint_kept):
        raise Unreadable("the identity number is not the one this row was registered with")
    return number


def fingerprint(number: str, kind: str) -> str:
    """Return the HMAC-SHA256, in hexadecimal, of a number with its kind: a passport and a GCC ID may share digits."""
    return keyed_hash(f"{kind}:{number}")


def keyed_hash(text: str) -> str:
    """Return HMAC-SHA256 in hexadecimal of a text that says what it is: "national:…", "iban:…"."""
    key = settings.HMAC_KEY
    secret = key.encode() if isinstance(key, str) else key
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def fingerprints(number: str) -> list[str]:
    """Return the fingerprints under which a number could be kept: one for each kind whose form it fits."""
    found = []
    for kind in IdKind:
        try:
            found.append(fingerprint(check(number, kind), kind))
        except Refused:
            continue
    return found


def tail(number: str) -> str:
    """Return what may be kept in the clear beside the token: the last four characters of eight or more."""
    return number[-4:] if len(number) >= 8 else ""


def shown(tail: str) -> str:
    """Return a number as lists show it that have its tail only: the same for every length."""
    return f"••••••{tail}"


def mask(number: str) -> str:
    """Return the number with all but its last four characters hidden."""
    return digits.masked(number)


def _check_saudi(value: str, first: str, first_sentence: Any, field: str) -> None:
    _check_digits(value, field)
    _check_length(value, range(10, 11), _("The identity number has ten digits."), field)
    if value[0] != first:
        raise Refused(first_sentence, field=field, code="id_first_digit")
    if not luhn.is_valid(value):
        sentence = _("This identity number is not valid: a digit may be wrong, or two digits may have changed places.")
        raise Refused(sentence, field=field, code="id_checksum")


def _check_digits(value: str, field: str) -> None:
    if not re.fullmatch(r"[0-9]+", value):
        raise Refused(_("The identity number has digits only."), field=field, code="id_digits")


def _check_length(value: str, lengths: range, sentence: Any, field: str) -> None:
    if len(value) not in lengths:
        raise Refused(sentence, field=field, code="id_length")


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
