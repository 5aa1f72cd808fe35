"""What the portal refuses, said kindly."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _


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
    """Somebody else changed the record first; nothing was saved, and `changes` tells what they changed."""

    def __init__(self, changes: list[Change], message: Any | None = None) -> None:
        super().__init__(
            message or _("A colleague changed this record while it was open here. Nothing was saved yet."), code="stale"
        )
        self.changes = changes


@contextmanager
def kindly(sentences: Mapping[str, Any]) -> Iterator[None]:
    """Turns an IntegrityError whose text holds one of the keys into Refused with that key's sentence.

    The database decides; this only words it. An error that no key fits is raised as it is. Use it around the whole
    atomic block, never inside it: a failed statement leaves the transaction unusable.
    """
    try:
        yield
    except IntegrityError as error:
        text = str(error)
        for fragment, sentence in sentences.items():
            if fragment in text:
                raise Refused(sentence, code=fragment) from error
        raise
