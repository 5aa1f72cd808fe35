"""The facts of a profile, and the form in which a load of them is kept."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder


@dataclass(frozen=True)
class Profile:
    """The checked facts of one profile, as plain values by model field.

    `lines` has the line of each key of the file by its full name, `channels[2].name`.
    """

    association: dict[str, Any]
    version: dict[str, Any]
    channels: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    lines: dict[str, int] = field(default_factory=dict, compare=False)

    def kept(self) -> dict[str, Any]:
        """Return the facts by section, row and field, as ProfileLoad keeps them: dates as texts, rows numbered."""
        facts = {
            "association": self.association,
            "channels": _by_key(self.channels),
            "tools": _by_key(self.tools),
            "version": self.version,
        }
        return plain(facts)  # type: ignore[no-any-return]

    def digest(self) -> str:
        """Return SHA-256 of the facts, in hexadecimal: the same for files that differ in remarks and spaces."""
        return hashlib.sha256(json.dumps(self.kept(), sort_keys=True).encode()).hexdigest()


def plain(value: Any) -> Any:
    """Return a value as JSON gives it back, so that what was kept and what is there compare."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


def _by_key(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {row["key"]: row | {"position": n, "active": True} for n, row in enumerate(rows, start=1)}
