"""What the portal refuses, in sentences for people."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from ledger import refusals


class Refused(Exception):
    """A rule says no. `message` is the translated sentence for the page; `field` names the form field it belongs to."""

    def __init__(self, message: Any, *, field: str | None = None, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code

    def __str__(self) -> str:
        return str(self.message)


@dataclass(frozen=True)
class Change:
    """One field that a colleague changed meanwhile: its label, their value and the one being sent now."""

    label: Any
    theirs: Any
    yours: Any


class Stale(Refused):
    """Another person changed the record first; nothing was saved, and `changes` says what they changed."""

    def __init__(self, changes: list[Change], message: Any | None = None) -> None:
        super().__init__(
            message or _("A colleague changed this record while it was open here. Nothing was saved yet."), code="stale"
        )
        self.changes = changes


@contextmanager
def translated_integrity_errors(sentences: Mapping[str, Any]) -> Iterator[None]:
    """Turn an IntegrityError into Refused with the sentence of the constraint that refused; its name is the code.

    The database decides; this only words it. `sentences` are an app's, by names of constraints; those that all apps
    share (ledger.refusals) are always among them. An error of a constraint without a sentence is raised as it is. Use
    it around the whole atomic block, never inside it: a failed statement leaves the transaction unusable.
    """
    try:
        yield
    except IntegrityError as error:
        constraint = constraint_of(error)
        sentence = sentences.get(constraint) or refusals.SENTENCES.get(constraint)
        if sentence is None:
            raise
        raise Refused(sentence, code=constraint) from error


def constraint_of(error: BaseException) -> str:
    """Return the name of the constraint that refused, or the code of the trigger that did; empty where none is named.

    Never the message's words: its DETAIL holds what people typed.
    """
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""
