"""What a check is, and the ways in which one fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from conformance.domain.scene import Scene

# A sentence that is worded when it is shown: the page speaks Arabic, the command English.
Words = Any


def _listed(words: "Sequence[Words]") -> str:
    return ("، " if get_language() == "ar" else ", ").join(str(word) for word in words)


# Several words as a list, joined when they are shown.
listed = lazy(_listed, str)


class Absent(Exception):
    """What a check looked for was not there; its one argument is the sentence that says so."""


class NoClock(Exception):
    """The database's clock cannot be moved by this role, so that nothing after the window can be acted."""


NO_CLOCK = _(
    "What follows the window was not acted: the database role in use may not move the clock. Run the command as the"
    " owner of the database schema."
)


@dataclass(frozen=True)
class Check:
    """How it is known that a clause is carried out.

    `run` acts in a scene of its own and returns what it saw; it raises, Absent or anything else, where something is not
    so. `carried_by` names what it acts through: dotted paths of functions and models, and names of pages
    ("intake:referrals"). `lacks` says what of the clause the portal does not carry out, whatever the check sees.
    """

    name: str
    carried_by: tuple[str, ...]
    run: "Callable[[Scene], Words]"
    lacks: Words = ""


def require(found: Any, sentence: Words) -> None:
    """Raises Absent with this sentence where nothing was found."""
    if not found:
        raise Absent(sentence)
