"""The two records of a pair: how each is named, and what it holds in a field."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from beneficiaries.models import Beneficiary
from ui.dates import day
from ui.markup import ltr


def named(person: Beneficiary) -> Any:
    """A record in one line: name, masked number, and since when it is kept."""
    return format_html(
        '{} · {}<br><span class="meta">{} {}</span>',
        *(person.full_name, ltr(person.masked_id), _("Registered on"), day(person.created_at)),
    )


def value(person: Beneficiary, name: str) -> Any:
    """A field of MergeForm as the page shows it."""
    if name == "birth_date":
        return day(person.birth_date)
    if name in ("sex", "language"):
        return getattr(person, f"get_{name}_display")()
    return getattr(person, name) or _("Nothing recorded")


def side_of(person: Beneficiary, first: Beneficiary) -> str:
    """Which side of the pair this is."""
    return "first" if person.pk == first.pk else "second"
