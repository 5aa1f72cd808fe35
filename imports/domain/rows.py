"""One row of a file, checked by the rules of registration: values as they are kept, or all faults."""

import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from beneficiaries.domain import people, validation
from beneficiaries.domain.person_fields import NAME_PARTS, PERSON_FIELDS
from beneficiaries.models import identity_numbers, names
from beneficiaries.states import IdKind, Nationality
from imports.domain.choices import choice
from imports.domain.headings import FULL_NAME
from imports.states import RowOutcome
from ledger.errors import Refused
from spreadsheets import cells
from spreadsheets.reader import Row, shown

NO_FAMILY = _("One word is no full name: a first name and a family name are needed.")
FIELDS = {name: field.cell for name, field in PERSON_FIELDS.items() if field.cell}
# what is kept of a row; None stands for a day that is missing, "" for all else
BLANK: dict[str, Any] = {
    **{name: None if cell == "day" else "" for name, cell in FIELDS.items() if name != "id_number"},
    **dict.fromkeys(("id_token", "id_hmac", "id_tail", "mobile", "email"), ""),
}
VALUES = tuple(BLANK)
# the columns of a staged row in the order in which they are copied
COLUMNS = ("n", "outcome", "errors", "public_id", "name_norm", *VALUES)
READ: Mapping[str, Callable[..., Any]] = {
    "text": cells.text,
    "number": cells.digits,
    "day": cells.day,
    "choice": choice,
}
CellReader = Callable[[Any], Any]


def readers() -> dict[str, CellReader]:
    """Return how the cells of each target are read, in the import of a file and in resources.py."""
    kinds = {FULL_NAME: "text", **FIELDS, "mobile": "number", "email": "text"}
    return {target: partial(READ[kind], field=target) for target, kind in kinds.items()}


@dataclass
class Fault:
    """One fault of a row; `place` is the column's, from 0, and -1 where no column holds the target."""

    place: int
    target: str
    cell: str
    sentence: str

    def packed(self) -> list[Any]:
        """Return the fault as the staging table keeps it."""
        return [self.place, self.target, self.cell, self.sentence]


def hidden(target: str, cell: Any) -> str:
    """Return the cell as text, with a number's digits hidden but for the last four."""
    text = shown(cell)
    return identity_numbers.mask(text) if target in ("id_number", "mobile") else cells.hidden(text)


class RowChecker:
    """Checks rows of one file. `mapping` gives each target its column's place; `constants` stand in for columns."""

    def __init__(self, mapping: Mapping[str, int], constants: Mapping[str, str] | None = None) -> None:
        all_readers = readers()
        self.mapping = dict(mapping)
        self.columns = [(target, place, all_readers[target]) for target, place in mapping.items()]
        self.constants = {name: value for name, value in (constants or {}).items() if value and name not in mapping}

    def row(self, n: int, row: Row) -> tuple[Any, ...]:
        """Return the row as it is staged: a value for each of COLUMNS."""
        values, faults = self.judged(row)
        if faults:
            errors = json.dumps([fault.packed() for fault in faults], ensure_ascii=False)
            kept = BLANK | {name: values.get(name) or "" for name in (*NAME_PARTS, "id_hmac", "id_tail")}
            return (n, RowOutcome.WRONG.value, errors, uuid.uuid4(), "", *kept.values())
        full_name = " ".join(filter(None, [values[name] for name in NAME_PARTS]))
        values = BLANK | values
        ordered = [values[name] for name in VALUES]
        return (n, RowOutcome.GOOD.value, "[]", uuid.uuid4(), names.normalise(full_name), *ordered)

    def judged(self, row: Row) -> tuple[dict[str, Any], list[Fault]]:
        """Return the values that register() would keep, contact points with them, and all faults."""
        refusals: dict[str, Refused] = {}
        given: dict[str, Any] = dict(self.constants)
        for target, place, reader in self.columns:
            try:
                given[target] = reader(row[place]) if place < len(row) else reader("")
            except Refused as refused:
                refusals[target] = refused
        self._complete(given, refusals)
        contact = self._contact(given, refusals)
        values, faults = people.judge(given)  # type: ignore[arg-type]
        for fault in faults:
            self._place(fault, refusals)
        return values | contact, [self._fault(target, refused, row) for target, refused in refusals.items()]

    def _complete(self, given: dict[str, Any], refusals: dict[str, Refused]) -> None:
        """Split a full name, tell the kind of a number by its form, and take Saudi where no nationality is given."""
        if FULL_NAME in given:
            parts = dict(zip(NAME_PARTS, names.split(given.pop(FULL_NAME)), strict=True))
            given |= {name: value for name, value in parts.items() if not given.get(name)}
            if given["first_name"] and not given["family_name"]:
                refusals["family_name"] = Refused(NO_FAMILY, field="family_name", code="one_word")
        if not given.get("id_kind") and "id_kind" not in refusals:
            number = given.get("id_number", "")
            given["id_kind"] = identity_numbers.kind_of(number) or (
                IdKind.IQAMA if number[:1] == "2" else IdKind.NATIONAL
            )
        if not given.get("nationality") and "nationality" not in refusals:
            given["nationality"] = Nationality.SA.value

    def _contact(self, given: dict[str, Any], refusals: dict[str, Refused]) -> dict[str, str]:
        contact = {}
        for kind, rule in (("mobile", validation.mobile), ("email", validation.email)):
            value = given.pop(kind, "").strip()
            if value:
                try:
                    contact[kind] = rule(value)
                except Refused as refused:
                    refusals[kind] = refused
        return contact

    def _place(self, fault: Refused, refusals: dict[str, Refused]) -> None:
        """Keep a fault under its target, unless the cell itself could not be read."""
        target = fault.field or "id_number"
        unread = ("id_kind", "nationality", "id_number") if target in ("id_kind", "nationality") else (target,)
        if not any(name in refusals for name in unread):
            refusals[target] = fault

    def _fault(self, target: str, refused: Refused, row: Row) -> Fault:
        place = self.mapping.get(target, -1)
        if place < 0 and target in NAME_PARTS:
            place = self.mapping.get(FULL_NAME, -1)
        cell = row[place] if 0 <= place < len(row) else ""
        return Fault(place, target, hidden(target, cell), str(refused.message))
