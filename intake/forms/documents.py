"""What the service asks for: the applicant's answers, and each required document."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.fields import EditsForm, ScanField, answer_field, kept, typed
from intake.models import MatchLine, Statement, StatementDocument
from intake.states import Takes
from ui.fields import DualDateField, PlainField

PARTS = ("seen_original", "file", "number", "issued_on", "expires_on")


class DocumentsForm(EditsForm):
    """Answers (`answer-<key>`) and documents (`document-<id>-<part>`) of an open statement.

    `whole` asks for everything that is required; without it, a save to be gone on with takes what there is.
    """

    def __init__(self, *args: Any, statement: Statement, whole: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"edits": statement.edits})
        super().__init__(*args, **kwargs)
        self.statement, self.whole = statement, whole
        self.rows = list(statement.documents.all())
        self.asked = [line for line in statement.lines.all() if line.requirement.takes == Takes.ANSWER]
        given = statement.data.get("answers", {})
        for line in self.asked:
            self.fields[f"answer-{line.key}"] = _answer(line, given.get(line.key, ""))
        for row in self.rows:
            self.fields |= {f"document-{row.pk}-{part}": field for part, field in _parts(row).items()}

    def answer_fields(self) -> list[forms.BoundField]:
        return [self[f"answer-{line.key}"] for line in self.asked]

    def document_rows(self) -> Iterator[dict[str, Any]]:
        """Return each document with its bound fields, by part."""
        for row in self.rows:
            bound = {part: self[f"document-{row.pk}-{part}"] for part in PARTS if self._has(row, part)}
            yield {"row": row, "labels": _labels(row), **bound}

    @property
    def files_lost(self) -> bool:
        """Return whether files were chosen that the browser will not send again by itself."""
        return self.is_bound and bool(self.files)

    def clean(self) -> dict[str, Any]:
        """Refuse a document that is not whole; a save that is not `whole` may leave things out."""
        cleaned = super().clean() or self.cleaned_data
        if not self.whole:
            self.forgive_empty()
        for row in self.rows:
            self._clean_row(row, cleaned)
        return cleaned

    def answers(self) -> dict[str, str]:
        """Return the answers as a statement keeps them, by key."""
        return {line.key: kept(self.cleaned_data.get(f"answer-{line.key}")) for line in self.asked}

    def shown(self) -> dict[int, dict[str, Any]]:
        """Return what was said about each document: {row id: {file: upload or None, seen_original, number, dates}}."""
        return {row.pk: {part: self._part(row, part) for part in PARTS} for row in self.rows}

    def _has(self, row: StatementDocument, part: str) -> bool:
        return f"document-{row.pk}-{part}" in self.fields

    def _part(self, row: StatementDocument, part: str) -> Any:
        return self.cleaned_data.get(f"document-{row.pk}-{part}")

    def _clean_row(self, row: StatementDocument, cleaned: dict[str, Any]) -> None:
        name = f"document-{row.pk}"
        presented = bool(cleaned.get(f"{name}-file") or row.file_id or cleaned.get(f"{name}-seen_original"))
        issued, expires = cleaned.get(f"{name}-issued_on"), cleaned.get(f"{name}-expires_on")
        # seen or scanned, either will do; and what was not presented has no dates to give
        if presented or not (self.whole and row.required):
            self._forgive(f"{name}-file")
        if not presented:
            self._forgive(f"{name}-expires_on")
        elif row.expires and expires is None and not self.has_error(f"{name}-expires_on"):
            self.add_error(f"{name}-expires_on", self.fields[f"{name}-expires_on"].error_messages["required"])
        if issued and expires and issued > expires:
            self.add_error(f"{name}-issued_on", _("A document is not issued after it expires."))

    def _forgive(self, name: str) -> None:
        if self.has_error(name, "required"):
            del self.errors[name]


def _answer(line: MatchLine, text: str) -> forms.Field:
    field = answer_field(kind=line.kind, label=line.label, required=line.required, choices=line.requirement.choices)
    field.initial = typed(line.kind, text)
    return field


def _labels(row: StatementDocument) -> dict[str, Any]:
    """Return the labels of a document's fields, as they stand below its name."""
    return {
        "file": _("Another scan in its place") if row.file_id else _("Scan"),
        "seen_original": _("I saw the original"),
        "number": _("Document number"),
        "issued_on": _("Issued on"),
        "expires_on": _("Expires on"),
    }


def _parts(row: StatementDocument) -> dict[str, forms.Field]:
    """Return the document's fields. Their labels name it too, for the error summary, which does not stand below it."""
    labels = {part: f"{row.label} · {label}" for part, label in _labels(row).items()}
    fields: dict[str, forms.Field] = {
        "seen_original": forms.BooleanField(label=labels["seen_original"], required=False, initial=row.seen_original),
        "file": ScanField(
            label=labels["file"],
            help_text=_("PDF, JPEG or PNG, up to 10 MB."),
            required=row.required and not row.file_id,
            error_messages={"required": _("A scan is missing, or the word that the original was seen.")},
        ),
        "number": PlainField(label=labels["number"], max_length=60, required=False, initial=row.number),
        "issued_on": DualDateField(label=labels["issued_on"], past=True, required=False, initial=row.issued_on),
    }
    if row.expires:
        fields["expires_on"] = DualDateField(label=labels["expires_on"], future=True, initial=row.expires_on)
        fields["expires_on"].error_messages |= {
            "future": _("This document has expired. A valid one is needed."),
            "required": _("The expiry date is missing."),
        }
    fields["number"].widget.attrs |= {"class": "in-20", "autocomplete": "off"}
    return fields
