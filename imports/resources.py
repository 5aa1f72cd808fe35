"""People as django-import-export sees them: the fields of a list, their headings, and the cleaning of their cells.

The fast way in (domain/importing) and this resource read cells by the same functions and judge rows by the same rules;
the resource serves small lists and programs, and is what the fast way is measured against.
"""

from typing import Any

from import_export import fields, resources
from import_export.instance_loaders import BaseInstanceLoader
from import_export.widgets import Widget

from accounts.models import Staff
from beneficiaries.domain import contact_points, people
from beneficiaries.models import Beneficiary, identity_numbers
from beneficiaries.states import ContactKind, IdKind
from imports.domain.columns import FULL_NAME, WORDS, guess
from imports.domain.validation import readers
from ledger.errors import Refused
from spreadsheets.reader import Column

READERS = readers()
REACH = tuple(kind.value for kind in ContactKind)


class CellWidget(Widget):
    """A cell read as the import of a file reads it."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self.target = target

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        """The value. Raises ValueError with the sentence for the reader."""
        try:
            return READERS[self.target](value)
        except Refused as refused:
            raise ValueError(str(refused)) from refused

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        """The value as text."""
        return "" if value is None else str(value)


def heading_of(target: str) -> str:
    """The heading under which the resource reads and writes this target."""
    return WORDS[target].partition("|")[0]


def _field(target: str) -> fields.Field:
    heading = heading_of(target)
    # numbers and contact points are written by the domain, not set on the row
    attribute = None if target in ("id_number", *REACH) else target
    return fields.Field(column_name=heading, attribute=attribute, widget=CellWidget(target))


class ByNumber(BaseInstanceLoader):
    """Finds the person whom a row is about by the fingerprint of its number."""

    def get_instance(self, row: Any) -> Beneficiary | None:
        """The person, or None for somebody new."""
        number = self.resource.fields["id_number"].clean(row)
        return Beneficiary.objects.filter(id_hmac__in=identity_numbers.fingerprints(number)).first() if number else None


class PersonResource(resources.ModelResource):
    """New people by the rules of registration; whoever is registered already is left as they are."""

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
        """Takes headings as people write them, guessed as in the import of a file."""
        columns = [Column(place, str(heading)) for place, heading in enumerate(dataset.headers)]
        guessed = guess(columns)
        dataset.headers = [
            heading_of(guessed[column.place]) if column.place in guessed else column.heading for column in columns
        ]

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        """Nobody who is registered is changed by a list."""
        return instance.pk is not None or super().skip_row(instance, original, row, import_validation_errors)

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Judges the row by the rules of register(). Raises ValueError with the first sentence."""
        given = {name: field.clean(row) for name, field in self.fields.items() if field.column_name in row}
        self._reach = {kind: given.pop(kind, "") for kind in REACH}
        given["id_kind"] = given.get("id_kind") or identity_numbers.kind_of(given["id_number"]) or IdKind.NATIONAL
        given["nationality"] = given.get("nationality") or "SA"
        values, faults = people.judge(given)  # type: ignore[arg-type]
        if faults:
            raise ValueError(str(faults[0].message))
        for name, value in values.items():
            setattr(instance, name, value)
        instance.created_by, instance.branch = self.by, self.by.branch if self.by else None

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Adds the contact points."""
        for kind, value in self._reach.items():
            if value and self.by is not None:
                contact_points.put(beneficiary_id=instance.pk, kind=kind, value=value, by=self.by)


for _target in PersonResource.Meta.fields:
    PersonResource.fields[_target] = _field(_target)
