"""Headings of a table that is written, and the kind of cells under each."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

Cells = list[Any]


class CellKind(Enum):
    """The kind of a cell, by which a spreadsheet sorts and counts."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class Head:
    """The heading of a column; `width` is in characters."""

    text: Any
    kind: CellKind = CellKind.TEXT
    width: int = 18
