"""Rules for the values of a person's fields. Each returns the value as it is kept, or raises Refused with its field."""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from beneficiaries.states import ContactKind
from ledger import clock
from ledger.errors import Refused
from ui import digits

OLDEST = 120
COMMON = 60  # longer texts are not likely to come again
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
SHORT_ADDRESS = _("A short national address has four Latin letters and four digits, such as RRRD2929.")
FAMILY_RECORD = _("The number of a family record has digits only, 4 to 15 of them.")
MOBILE = _("A Saudi mobile number has ten digits and begins with 05, such as 0512345678.")
EXPIRED = _("This document has expired; a valid one is needed.")
_SHORT_ADDRESS = re.compile(r"[A-Z]{4}[0-9]{4}")


@lru_cache(maxsize=4096)
def _squeezed(text: str) -> str:
    """One line without marks and control characters. The names of a thousand people are a few hundred words."""
    return " ".join(_CONTROL.sub(" ", digits.plain(text)).split())


@lru_cache(maxsize=4096)
def _is_named(value: str) -> bool:
    return any(sign.isalpha() for sign in value) and not any(sign.isdigit() for sign in value)


def line(text: str | None, *, field: str, longest: int) -> str:
    """Return one line of text as it is kept: without marks and control characters. Raise Refused when too long."""
    typed = text or ""
    value = _squeezed(typed) if len(typed) <= COMMON else _squeezed.__wrapped__(typed)
    if len(value) > longest:
        sentence = _("This is too long: %(longest)s characters at most.") % {"longest": longest}
        raise Refused(sentence, field=field, code="too_long")
    return value


def name(text: str | None, *, field: str, required: bool = True, longest: int = 60) -> str:
    """Return a name, or a part of one, as it is kept. Raises Refused when it is missing or is no name."""
    value = line(text, field=field, longest=longest)
    if not value and required:
        raise Refused(_("This part of the name is missing."), field=field, code="name_missing")
    if value and not _is_named(value):
        raise Refused(_("A name is written in letters, without digits."), field=field, code="name_letters")
    return value


def birth_date(day: dt.date | None, *, field: str = "birth_date", required: bool = True) -> dt.date | None:
    """Return a birth date up to today in Riyadh and within 120 years. Raises Refused otherwise."""
    if day is None:
        if required:
            raise Refused(_("The birth date is missing."), field=field, code="birth_missing")
        return None
    today = clock.today()
    if day > today:
        raise Refused(_("A birth date cannot lie in the future."), field=field, code="birth_future")
    if day < years_before(today, OLDEST):
        sentence = _("This birth date lies more than 120 years back. The year or the calendar may be wrong.")
        raise Refused(sentence, field=field, code="birth_old")
    return day


def not_expired(day: dt.date | None, *, field: str) -> dt.date | None:
    """Return the expiry of a document: today or later. Raise Refused for a day in the past."""
    if day is not None and day < clock.today():
        raise Refused(EXPIRED, field=field, code="expired")
    return day


def mobile(text: str, *, field: str = "mobile") -> str:
    """Return a Saudi mobile as 05XXXXXXXX. Raises Refused for anything else."""
    value = digits.saudi_mobile((text or "")[:60])
    if value is None:
        raise Refused(MOBILE, field=field, code="mobile")
    return value


def email(text: str, *, field: str = "email") -> str:
    """Return an e-mail address in small letters. Raises Refused for anything else."""
    value = digits.plain(text or "").lower()
    try:
        if len(value) > 254:
            raise ValidationError("")
        EmailValidator()(value)
    except ValidationError as error:
        sentence = _("An e-mail address looks like name@example.com; this one is incomplete or mistyped.")
        raise Refused(sentence, field=field, code="email") from error
    return value


def contact(kind: str, value: str) -> str:
    """Return the value of a contact point of this kind, as it is kept."""
    return mobile(value) if kind == ContactKind.MOBILE else email(value)


def short_address(text: str | None, *, field: str = "national_address") -> str:
    """Return a short national address: four Latin letters and four digits, or nothing (Saudi Post). Raises Refused."""
    value = digits.joined((text or "")[:60]).upper()
    if value and not _SHORT_ADDRESS.fullmatch(value):
        raise Refused(SHORT_ADDRESS, field=field, code="national_address")
    return value


def digits_of(text: str | None, *, field: str, least: int, most: int, sentence: Any) -> str:
    """Return `least` to `most` digits, or nothing. Raise Refused with the sentence for anything else."""
    value = digits.joined((text or "")[:60])
    if value and not (value.isascii() and value.isdigit() and least <= len(value) <= most):
        raise Refused(sentence, field=field, code=field)
    return value


def family_record(text: str | None, *, field: str = "family_record") -> str:
    """Return the number of a family record: 4 to 15 digits, or nothing. Raises Refused."""
    return digits_of(text, field=field, least=4, most=15, sentence=FAMILY_RECORD)


def years_before(day: dt.date, years: int) -> dt.date:
    """Return the same day so many years earlier; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
