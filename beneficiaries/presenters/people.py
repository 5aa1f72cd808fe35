"""A person's fields as pages show them."""

import datetime as dt
from typing import Any

from beneficiaries.models import Beneficiary
from ui.dates import day
from ui.markup import ltr

# of Latin letters and digits, or of many digits
LTR = ("national_address", "family_record")


def shown(person: Beneficiary, name: str) -> Any:
    """Return what a page shows of a field (person_fields); empty where nothing is kept."""
    value = getattr(person, name)
    if isinstance(value, dt.date):
        return day(value)
    if Beneficiary._meta.get_field(name).choices:  # type: ignore[union-attr]
        return getattr(person, f"get_{name}_display")()
    return ltr(value) if value and name in LTR else value or ""
