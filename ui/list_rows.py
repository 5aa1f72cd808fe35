"""A row of a list, as templates/jinja/_queue.html draws it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tag:
    """A state on the page; `tone` is one of the look's tints, empty for waiting."""

    text: Any
    icon: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Who, about what, how it stands, since when, and the one next action; what is empty is not drawn.

    `number` stands before the row, `now` marks the one in service, `action_label` is what a screen reader says.
    """

    who: str
    about: Any = ""
    tag: Tag | None = None
    when: Any = ""
    url: str = ""
    action: Any = ""
    action_label: Any = ""
    number: int | None = None
    now: bool = False
