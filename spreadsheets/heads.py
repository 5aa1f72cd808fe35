"""Headings of a table: what stands above a column, what its cells hold, how wide it is."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

Cells = list[Any]


class Kind(Enum):
    """What a cell holds: a spreadsheet sorts and counts by it."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Head:
    """A column's heading, what its cells hold, and how wide it is, in characters."""

    text: Any
    kind: Kind = Kind.TEXT
    width: int = 18
