"""History: the old row of every update and delete, with who, when and from which request.

pghistory's context is kept as JSON in the event row itself: its default separate table is updated by design, so that
"who" could be rewritten there. Its capturing triggers are compiled as Rules, so that no session variable silences them.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import pghistory
import pgtrigger
from django.db import models
from pghistory.trigger import Event

from ledger.triggers import Rule, append_only, refuse

M = TypeVar("M", bound=type[models.Model])


class Captures(Rule, Event):  # type: ignore[misc]
    """pghistory's capturing trigger, which `pgtrigger.ignore` cannot silence."""


class _Captured(pghistory.RowEvent):
    """A row event whose trigger is a Rule."""

    def add_event_trigger(self, event_model: type[models.Model]) -> None:
        pgtrigger.register(
            Captures(
                event_model=event_model,
                label=self.label,
                name=self.trigger_name,
                row=self.row,
                operation=self.operation,
                condition=self.condition,
                level=self.level,
            )
        )(event_model.pgh_tracked_model)  # type: ignore[attr-defined]


class Updated(_Captured, pghistory.UpdateEvent):
    """Keeps the row as it was before an UPDATE that changed something."""

    label = "update"


class Deleted(_Captured, pghistory.DeleteEvent):
    """Keeps the row that a DELETE removed."""

    label = "delete"


def written_by_triggers() -> Rule:
    """Return the Rule that takes history from the capturing triggers only, and dates it by the database's clock."""
    return Rule(
        name="written_by_triggers",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"""
            IF pg_trigger_depth() < 2 THEN
                {refuse("history_written_by_database", "history is written by the database itself")}
            END IF;
            NEW.pgh_created_at := portal_now();
            RETURN NEW;
        """,
    )


def tracked(*, exclude: Sequence[str] = ()) -> Callable[[M], M]:
    """Class decorator: keeps the old row of each UPDATE and DELETE in an append-only event table.

    `exclude` names fields left out: encrypted ones (key rotation could not rewrite append-only events) and generated
    ones (the event table would compute them anew).
    """
    options: dict[str, Any] = {"meta": {"triggers": [*append_only(), written_by_triggers()]}, "append_only": False}
    if exclude:
        options["exclude"] = list(exclude)
    return pghistory.track(Updated(row=pghistory.Old), Deleted(), **options)
