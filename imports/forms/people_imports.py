"""Forms of an import: the file, its columns, and the registration of its people."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Staff
from beneficiaries.states import Nationality
from imports.domain.headings import TARGETS
from imports.domain.rows import hidden
from spreadsheets.reader import Column
from ui.fields import PlainField
from ui.forms import PortalForm

NOTHING = [("", _("Nothing: the column is left out"))]
LEAVE, INCLUDE = "leave", "include"
SKIP, ALL_OR_NOTHING = "skip", "all_or_nothing"


class UploadForm(PortalForm):
    """A file of people."""

    file = forms.FileField(
        label=_("File of people"),
        help_text=_(".xlsx or .csv, up to 100,000 rows and 50 MB, with headings in the first row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class ColumnsForm(PortalForm):
    """The target of each column, and constants for columns that are missing."""

    nationality = forms.ChoiceField(
        label=_("Nationality of rows that say none"), choices=Nationality, initial=Nationality.SA
    )
    city = PlainField(label=_("City of all rows, where no column says it"), max_length=80, required=False)
    id_kind_reason = PlainField(
        label=_("Why a passport, a GCC ID or a border number is used"),
        max_length=200,
        required=False,
        help_text=_("For all rows with one of these, where no column says it."),
    )
    branch = forms.ModelChoiceField(
        label=_("Branch that the people belong to"), queryset=Branch.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, columns: Sequence[Column], by: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        branches = Branch.objects.order_by("name")
        self.fields["branch"].queryset = branches.filter(pk=by.branch_id) if by.branch_id else branches  # type: ignore[attr-defined]
        if by.branch_id:
            self.fields["branch"].initial = by.branch_id
        choices = [*NOTHING, *TARGETS.items()]
        for column in columns:
            self.fields[f"column_{column.place}"] = forms.ChoiceField(
                label=column.heading or column.letter, choices=choices, required=False
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return the columns, each with its choice and a few of its values, numbers masked."""
        return [
            {
                "field": self[f"column_{column.place}"],
                "column": column,
                "samples": [hidden("", text) for text in column.samples],
            }
            for column in self.columns
        ]

    def others(self) -> list[Any]:
        """Return the fields that are not about columns."""
        return [self[name] for name in ("nationality", "city", "id_kind_reason", "branch")]

    def values(self) -> dict[str, Any]:
        """Return the arguments of people_imports.start_check."""
        chosen = {column.place: self.cleaned_data[f"column_{column.place}"] for column in self.columns}
        constants = {name: self.cleaned_data[name] for name in ("nationality", "city", "id_kind_reason")}
        return {
            "targets": {place: target for place, target in chosen.items() if target},
            "constants": {name: value for name, value in constants.items() if value},
            "branch": self.cleaned_data["branch"],
        }


class RegisterForm(PortalForm):
    """What happens to rows with errors, and to likely duplicates."""

    errors_are = forms.ChoiceField(
        label=_("Rows with errors"),
        choices=[
            (SKIP, _("Leaving them out and registering the others")),
            (ALL_OR_NOTHING, _("All or nothing: registering nobody unless everybody can be")),
        ],
        widget=forms.RadioSelect,
        initial=SKIP,
        error_messages={"required": _("Say what happens to rows with errors.")},
    )
    likely_are = forms.ChoiceField(
        label=_("Likely duplicates"),
        choices=[(LEAVE, _("Leaving them out")), (INCLUDE, _("Registering them too: they are other people"))],
        widget=forms.RadioSelect,
        initial=LEAVE,
        error_messages={"required": _("Say what happens to likely duplicates.")},
    )

    def __init__(self, *args: Any, any_likely: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not any_likely:
            del self.fields["likely_are"]

    def values(self) -> dict[str, bool]:
        """Return the arguments of people_imports.start_registration."""
        data = self.cleaned_data
        return {
            "all_or_nothing": data["errors_are"] == ALL_OR_NOTHING,
            "include_possible_duplicates": data.get("likely_are") == INCLUDE,
        }
