"""One step of the tour: who opens which page, and what is done there before it is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from screens.world import World

Act = Callable[[Any], None]
Args = Callable[[World], tuple[Any, ...]]


def nothing(world: World) -> tuple[Any, ...]:
    """The address takes no arguments."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Step:
    """A page to look at. `name` is unique within its role; `view` is the address's full name in config/access.py.

    `address` stands in for `view` where an address is not the portal's to name. `act` is done after the page has
    opened; `status` is what the last page answers with; `who` is the local part of somebody else's login; `spared`
    is a selector of targets that may stay small, with its reason beside it in the tour; `within` is what lies in front
    of the page, so that only its targets are measured; `printed` takes the page as
    paper too; `dead` asks the server whose database is away.
    """

    name: str
    view: str = ""
    args: Args = nothing
    query: str | Callable[[World], str] = ""
    address: str = ""
    act: Act | None = None
    status: int = 200
    who: str = ""
    language: str = "ar"
    spared: str = ""
    within: str = ""
    printed: bool = False
    dead: bool = False


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A PDF to look at: who may open it, and how many pages it should have."""

    name: str
    view: str
    args: Args
    pages: int = 1


@dataclass(frozen=True, kw_only=True)
class Part:
    """The pages of one role; `who` is the local part of the login, and "" nobody who is signed in."""

    role: str
    who: str
    steps: list[Step]
    papers: list[Paper] = field(default_factory=list)
