"""Values as statements keep them, as people read them."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.utils.safestring import SafeString

from beneficiaries.states import IdKind, Nationality, Sex
from intake.states import FieldKind
from ui.dates import ABSENT, day
from ui.markup import grouped, money

IDENTITY_WORDS = {"id_kind": IdKind, "sex": Sex, "nationality": Nationality}


def kept_value(kind: str, text: str) -> SafeString | str:
    """Return a kept value by its kind: dates in both calendars, amounts with the riyal, numbers in their direction."""
    if not text:
        return ABSENT
    try:
        match kind:
            case FieldKind.DATE:
                return day(dt.date.fromisoformat(text))
            case FieldKind.MONEY:
                return money(Decimal(text))
            case FieldKind.NUMBER:
                return grouped(int(text))
    except (ValueError, InvalidOperation):
        return text
    return text


def identity_word(name: str, identity: Mapping[str, str]) -> str:
    """Return the kind of identity, the sex or the nationality of a stated identity in words."""
    kept = identity.get(name, "") if identity else ""
    return str(dict(IDENTITY_WORDS[name].choices).get(kept, kept or ABSENT))
