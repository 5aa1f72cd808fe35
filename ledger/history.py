"""History: the old row of every update and delete, with who, when and from which request.

pghistory's context is kept as JSON in the event row itself: its default separate table is updated by design, so that
"who" could be rewritten there.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pghistory
from django.db import models

from ledger.triggers import append_only

M = TypeVar("M", bound=type[models.Model])


def tracked(*, exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Class decorator: keeps the old row of each UPDATE and DELETE in an append-only event table.

    `exclude` names fields left out: encrypted ones (key rotation could not rewrite append-only events) and generated
    ones (the event table would compute them anew).
    """
    options: dict[str, Any] = {"meta": {"triggers": append_only()}, "append_only": False}
    if exclude:
        options["exclude"] = list(exclude)
    return pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), **options)
