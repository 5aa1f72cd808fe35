"""How required documents are presented with a statement (policy step 2)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from intake.models import Statement, StatementDocument
from ledger import clock
from ledger.errors import Change, Refused
from ui import calendars

if TYPE_CHECKING:
    from accounts.models import Staff
    from documents.models import StoredFile


@dataclass(frozen=True)
class Shown:
    """How one required document was presented."""

    file: "StoredFile | None" = None
    seen_original: bool = False
    number: str = ""
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


def show(row: StatementDocument, shown: Shown, by: "Staff") -> None:
    """Write how a document of a locked statement was presented. Raise Refused where it has expired, or has no date."""
    if shown.expires_on and shown.expires_on < clock.today():
        raise Refused(_("This document has expired."), field=f"document-{row.pk}-expires_on", code="expired")
    if row.expires and (shown.file or row.file_id or shown.seen_original) and shown.expires_on is None:
        raise Refused(_("Enter the expiry date."), field=f"document-{row.pk}-expires_on")
    presented = bool(shown.file or row.file_id or shown.seen_original)
    StatementDocument.objects.filter(pk=row.pk).update(
        file=shown.file or row.file,
        seen_original=shown.seen_original,
        number=shown.number.strip(),
        issued_on=shown.issued_on,
        expires_on=shown.expires_on,
        by=by if presented else None,
        at=clock.now() if presented else None,
    )


def changes(statement: Statement, documents: Mapping[int, Shown]) -> list[Change]:
    """Return each part of the documents in which what is kept now differs from what was sent."""
    return [
        change
        for row in statement.documents.select_related("file").filter(pk__in=documents)
        for change in _changes(row, documents[row.pk])
    ]


def _changes(row: StatementDocument, yours: Shown) -> list[Change]:
    parts = [
        (_("I saw the original"), _yes(row.seen_original), _yes(yours.seen_original)),
        (_("Document number"), row.number, yours.number.strip()),
        (_("Issued on"), _day(row.issued_on), _day(yours.issued_on)),
        (_("Expires on"), _day(row.expires_on), _day(yours.expires_on)),
    ]
    differing = [Change(f"{row.label} · {part}", theirs, ours) for part, theirs, ours in parts if theirs != ours]
    # a scan that is kept stays kept where none is sent with this save
    if yours.file and not (row.file and row.file.sha256 == yours.file.sha256):
        differing.insert(0, Change(f"{row.label} · {_('Scan')}", row.file.name if row.file else "", yours.file.name))
    return differing


def _yes(said: bool) -> str:
    return _("Yes") if said else _("No")


def _day(day: dt.date | None) -> str:
    return calendars.both(day) if day else ""
