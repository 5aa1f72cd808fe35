"""IBANs of Saudi banks: their form, how they are kept, and how they are shown. Kept as identity numbers are."""

import hmac

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from stdnum import iban as standard
from stdnum.exceptions import ValidationError

from beneficiaries.models import identity_numbers
from ledger.errors import Refused
from ui import digits

LENGTH = 24
_LONGEST = 64
# the two digits after the check digits, as the Saudi Central Bank gives them to banks
BANKS = {
    "05": pgettext_lazy("bank", "Alinma Bank"),
    "10": pgettext_lazy("bank", "Saudi National Bank"),
    "15": pgettext_lazy("bank", "Bank Albilad"),
    "20": pgettext_lazy("bank", "Riyad Bank"),
    "30": pgettext_lazy("bank", "Arab National Bank"),
    "45": pgettext_lazy("bank", "Saudi Awwal Bank"),
    "55": pgettext_lazy("bank", "Banque Saudi Fransi"),
    "60": pgettext_lazy("bank", "Bank Aljazira"),
    "65": pgettext_lazy("bank", "Saudi Investment Bank"),
    "80": pgettext_lazy("bank", "Al Rajhi Bank"),
}


def check(text: str, *, field: str = "iban") -> str:
    """Return an IBAN as it is kept: SA and 22 digits without spaces. Takes spaces and any digits.

    Raises Refused beside `field`, one sentence for each thing that may be wrong. Check digits: ISO 13616.
    """
    value = digits.joined((text or "")[:_LONGEST]).upper()
    if not value:
        raise Refused(_("The IBAN is missing."), field=field, code="iban_missing")
    if value[:2].isalpha() and value[:2] != "SA":
        abroad = _("This is an IBAN of another country. Help is paid to accounts in the Kingdom only.")
        raise Refused(abroad, field=field, code="iban_country")
    if not (value.isascii() and value.startswith("SA") and value[2:].isdigit()):
        raise Refused(_("An IBAN is SA followed by 22 digits."), field=field, code="iban_form")
    if len(value) != LENGTH:
        sentence = _("An IBAN has 24 characters: SA and 22 digits. %(given)s were written.") % {"given": len(value)}
        raise Refused(sentence, field=field, code="iban_length")
    try:
        standard.validate(value)
    except ValidationError as error:
        mistyped = _("This IBAN is not valid: a digit may be wrong, or two digits may have changed places.")
        raise Refused(mistyped, field=field, code="iban_checksum") from error
    return value


def fingerprint(value: str) -> str:
    """Return the keyed hash under which a checked IBAN is found again."""
    return identity_numbers.keyed_hash(f"iban:{value}")


def read(token: str, fingerprint_kept: str) -> str:
    """Return the IBAN of a token, if it is the one whose fingerprint is kept with it. Raise Unreadable otherwise."""
    value = identity_numbers.decrypt(token)
    if not hmac.compare_digest(fingerprint(value), fingerprint_kept):
        raise identity_numbers.Unreadable("the IBAN is not the one this row was made with")
    return value


def shown(tail: str) -> str:
    return f"SA•• •••• •••• •••• •••• {tail}"


def grouped(value: str) -> str:
    """Return the IBAN in groups of four, as it is printed."""
    return " ".join(value[n : n + 4] for n in range(0, len(value), 4))


def bank(code: str) -> str:
    """Return the name of the bank with this code; empty for an unknown one."""
    return str(BANKS.get(code, ""))
