"""People as django-import-export sees them: the fields of a list, their headings, and the cleaning of their cells.

The import of a file (domain/people_imports.py) and this resource read cells by the same functions and judge rows by the
same rules; the resource serves small lists and programs, and is what the import is measured against.
"""

from typing import Any

from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget

from accounts.models import Staff
from beneficiaries.domain import contact_points, people
from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.states import ContactKind, IdKind
from imports.domain.headings import FULL_NAME, WORDS, guess
from imports.domain.rows import readers
from ledger.errors import Refused
from spreadsheets.reader import Column

READERS = readers()
CONTACT_KINDS = tuple(kind.value for kind in ContactKind)


class CellWidget(Widget):
    """Reads a cell as the import of a file does."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """Return the value. Raises ValueError with the sentence for the reader."""
        try:
            return READERS[self.target](value)
        except Refused as refused:
            raise ValueError(str(refused)) from refused

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


def heading_of(target: str) -> str:
    """Return the heading under which the resource reads and writes this target."""
    return WORDS[target].partition("|")[0]


def _field(target: str) -> fields.Field:
    heading = heading_of(target)
    # numbers and contact points are written by the domain, not set on the row
    attribute = None if target in ("id_number", *CONTACT_KINDS) else target
    return fields.Field(column_name=heading, attribute=attribute, widget=CellWidget(target))


class ByNumber(BaseInstanceLoader):
    """Finds the person of a row by the fingerprint of its number."""

    def get_instance(self, row: Any) -> Beneficiary | None:
        """Return the person, or None for a new one."""
        number = self.resource.fields["id_number"].clean(row)
        return Beneficiary.objects.filter(id_hmac__in=identity_numbers.fingerprints(number)).first() if number else None


class PersonResource(resources.ModelResource):
    """New people by the rules of registration; a registered person is left unchanged."""

    def __init__(self, by: Staff | None = None) -> None:
        super().__init__()
        self.by = by

    class Meta:
        model = Beneficiary
        fields = tuple(target for target in READERS if target != FULL_NAME)
        import_id_fields = ("id_number",)
        instance_loader_class = ByNumber
        skip_unchanged = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Take headings as people write them, guessed as in the import of a file."""
        columns = [Column(place, str(heading)) for place, heading in enumerate(dataset.headers)]
        guessed = guess(columns)
        dataset.headers = [
            heading_of(guessed[column.place]) if column.place in guessed else column.heading for column in columns
        ]

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Skip the row of a registered person."""
        return instance.pk is not None or super().skip_row(instance, original, row, import_validation_errors)

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Judge the row by the rules of register(). Raises ValueError with the first sentence."""
        given = {name: field.clean(row) for name, field in self.fields.items() if field.column_name in row}
        self._contact = {kind: given.pop(kind, "") for kind in CONTACT_KINDS}
        given["id_kind"] = given.get("id_kind") or identity_numbers.kind_of(given["id_number"]) or IdKind.NATIONAL
        given["nationality"] = given.get("nationality") or "SA"
        values, faults = people.judge(given)  # type: ignore[arg-type]
        if faults:
            raise ValueError(str(faults[0].message))
        for name, value in values.items():
            setattr(instance, name, value)
        instance.created_by, instance.branch = self.by, self.by.branch if self.by else None

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        for kind, value in self._contact.items():
            if value and self.by is not None:
                contact_points.put(beneficiary_id=instance.pk, kind=kind, value=value, by=self.by)


for _target in PersonResource.Meta.fields:
    PersonResource.fields[_target] = _field(_target)
