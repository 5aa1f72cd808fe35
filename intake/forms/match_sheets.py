"""The match sheet: what the officer found when holding each datum against its document."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beneficiaries.models import identity_numbers
from intake.domain.match_sheets import Match
from intake.forms.fields import LONGEST_ANSWER, EditsForm, answer_field, kept, typed
from intake.models import MatchLine, Statement
from intake.states import FieldKind, MatchResult, Stands, Takes
from ui import digits
from ui.fields import PlainField

PARTS = ("on_document", "stands", "reason")
FOUND = [(result.value, result.label) for result in (MatchResult.MATCHES, MatchResult.DIFFERS, MatchResult.ABSENT)]


class MatchForm(EditsForm):
    """The lines of one document: `line-<id>` for the result, `line-<id>-<part>` for a difference.

    `whole` asks for a result on every required line; without it, a save to be gone on with takes what there is.
    """

    def __init__(
        self, *args: Any, statement: Statement, lines: Iterable[MatchLine], whole: bool = True, **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {"edits": statement.edits})
        super().__init__(*args, **kwargs)
        self.whole, self.lines = whole, list(lines)
        for line in self.lines:
            self.fields |= {f"{name_of(line)}{suffix}": field for suffix, field in _fields(line).items()}

    def rows(self) -> list[dict[str, Any]]:
        """Return each line with its bound fields, by part."""
        return [
            {
                "line": line,
                "result": self[name_of(line)],
                "value_label": _value_label(line),
                "failed": any(self.has_error(f"{name_of(line)}{suffix}") for suffix in ("", *_suffixes())),
                **{part: self[f"{name_of(line)}-{part}"] for part in PARTS},
            }
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse a difference that is not settled, and forget what stands under a result that is none."""
        cleaned = super().clean() or self.cleaned_data
        for line in self.lines:
            self._clean_line(line, cleaned)
        return cleaned

    def results(self) -> dict[int, Match]:
        """Return the findings for the lines that have a result."""
        found = {}
        for line in self.lines:
            name = name_of(line)
            if result := self.cleaned_data.get(name):
                on_document = kept(self.cleaned_data.get(f"{name}-on_document"))
                found[line.pk] = Match(
                    result=result,
                    on_document=_masked(on_document) if is_id(line) else on_document,
                    stands=self.cleaned_data.get(f"{name}-stands") or "",
                    reason=self.cleaned_data.get(f"{name}-reason") or "",
                )
        return found

    def _clean_line(self, line: MatchLine, cleaned: dict[str, Any]) -> None:
        name, result = name_of(line), cleaned.get(name_of(line), "")
        if result != MatchResult.DIFFERS:
            for suffix in _suffixes():
                self.errors.pop(f"{name}{suffix}", None)
        if not result and self.whole and line.required and not self.has_error(name):
            self.add_error(name, _("The result of the match is missing."))
        elif result == MatchResult.MATCHES and not line.declared:
            self.add_error(name, _("There is no declared value to match. It is entered with the documents."))
        elif result == MatchResult.DIFFERS:
            self._clean_difference(line, cleaned)

    def _clean_difference(self, line: MatchLine, cleaned: dict[str, Any]) -> None:
        name = name_of(line)
        value = kept(cleaned.get(f"{name}-on_document"))
        if value and value == line.declared and not is_id(line):
            self.add_error(f"{name}-on_document", _("This is the declared value. Then the result is that it matches."))
        if cleaned.get(f"{name}-stands") == Stands.DECLARED and not cleaned.get(f"{name}-reason"):
            self.add_error(f"{name}-reason", _("The reason why the declared value is relied upon is missing."))


def name_of(line: MatchLine) -> str:
    """Return the name of the field of the line's result; a refusal of the domain names it the same."""
    return f"line-{line.pk}"


def is_id(line: MatchLine) -> bool:
    """Return whether the line holds an identity number, which is kept masked."""
    return bool(line.requirement.takes == Takes.ID_NUMBER)


def _value_label(line: MatchLine) -> str:
    label = _("The value as on the document")
    return str(_("%(label)s (riyals)") % {"label": label} if line.kind == FieldKind.MONEY else label)


def _masked(number: str) -> str:
    return identity_numbers.mask(digits.joined(number))


def _suffixes() -> tuple[str, ...]:
    return tuple(f"-{part}" for part in PARTS)


def _fields(line: MatchLine) -> dict[str, forms.Field]:
    """Return the line's fields, each labelled with the datum for the error summary; the page has its own labels."""
    found = forms.ChoiceField(
        label=line.label,
        choices=FOUND,
        required=False,
        widget=forms.RadioSelect,
        initial="" if line.result == MatchResult.OPEN else line.result,
    )
    on_document = answer_field(kind=line.kind, label=line.label, required=True)
    on_document.error_messages["required"] = _("The value as it stands on the document is missing.")
    on_document.initial = typed(line.kind, line.on_document)
    if is_id(line):
        on_document.help_text = _("Of an identity number the last four digits are kept here.")
    stands = forms.ChoiceField(
        label=line.label,
        choices=[
            (Stands.DOCUMENT.value, Stands.DOCUMENT.label),
            (Stands.DECLARED.value, _("What the applicant declared, for a stated reason")),
        ],
        widget=forms.RadioSelect,
        initial=line.stands,
        error_messages={"required": _("Which value is relied upon is not chosen yet.")},
    )
    reason = PlainField(
        label=line.label,
        max_length=LONGEST_ANSWER,
        required=False,
        initial=line.reason,
    )
    return {"": found, "-on_document": on_document, "-stands": stands, "-reason": reason}
