"""What a merge does, in sentences."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beneficiaries.models import Beneficiary, Merge
from ui import digits
from ui.markup import join_dots


def sentences(
    kept: Beneficiary, merged: Beneficiary, moved: dict[str, list[Any]], left: dict[str, list[Any]]
) -> list[Any]:
    """Return what merging will do, with the rows by table that go along and that stay."""
    counts = [(_TABLES[name], len(ids)) for name, ids in moved.items() if name in _TABLES]
    rest = sum(len(ids) for name, ids in moved.items() if name not in _TABLES)
    goes = join_dots(*(sentence(count) for sentence, count in counts), _other(rest) if rest else "")
    lines = [
        _("The record of %(name)s stays, with the identity number %(number)s.")
        % {"name": kept.full_name, "number": digits.isolated(kept.masked_id)},
        _("The identity number %(number)s leads to it from now on.") % {"number": digits.isolated(merged.masked_id)},
        _("What goes along: %(what)s.") % {"what": goes} if goes else _("Nothing has to go along."),
    ]
    if left:
        lines.append(_("What both records have is kept once."))
    return [
        *lines,
        _("What was signed keeps saying what it said, and both records are kept as they were."),
        _("This cannot be taken back."),
    ]


def result(merge: Merge) -> list[Any]:
    """Return what a merge did."""
    return sentences(merge.kept, merge.merged, merge.moved, merge.left)[:-1]


def _other(count: int) -> str:
    return ngettext("%(n)s other record", "%(n)s other records", count) % {"n": count}


_TABLES: dict[str, Callable[[int], str]] = {
    "intake.Application.beneficiary": lambda n: ngettext("%(n)s application", "%(n)s applications", n) % {"n": n},
    "beneficiaries.ContactPoint.beneficiary": lambda n: (
        ngettext("%(n)s number or address", "%(n)s numbers and addresses", n) % {"n": n}
    ),
    "beneficiaries.HouseholdMember.beneficiary": lambda n: (
        ngettext("%(n)s household member", "%(n)s household members", n) % {"n": n}
    ),
    "beneficiaries.Representative.beneficiary": lambda n: (
        ngettext("%(n)s guardian or agent", "%(n)s guardians and agents", n) % {"n": n}
    ),
    "beneficiaries.BankAccount.beneficiary": lambda n: (
        ngettext("%(n)s bank account", "%(n)s bank accounts", n) % {"n": n}
    ),
    "beneficiaries.Consent.beneficiary": lambda n: ngettext("%(n)s consent", "%(n)s consents", n) % {"n": n},
    "channels_log.Communication.beneficiary": lambda n: (
        ngettext("%(n)s logged contact", "%(n)s logged contacts", n) % {"n": n}
    ),
}
