"""Steps that recur on the tour: pages of a case, of a person, of a row, and forms."""

from collections.abc import Callable
from typing import Any

from screens.acts import send_empty
from screens.steps import Args, Step
from screens.world import World

TABS = ("data", "documents", "assessment", "committee", "contacts", "history")


def case(name: str, *more: Any) -> Args:
    """The address takes the reference of that case."""
    return lambda world: (world.case(name).reference, *more)


def person(name: str) -> Args:
    """The address takes the person of that case."""
    return lambda world: (world.person(name),)


def pk(find: Callable[[World], Any]) -> Args:
    """The address takes what is found."""
    return lambda world: (find(world),)


def tabs(name: str, *wanted: str) -> list[Step]:
    """The case file at its tabs."""
    return [Step(name=f"case-{name}-{tab}", view="desk:case_tab", args=case(name, tab)) for tab in wanted or TABS]


def form(name: str, view: str, args: Args, *, act: Any = send_empty, **more: Any) -> list[Step]:
    """A page with a form, as it opens and as it comes back when it was sent empty."""
    opened = Step(name=name, view=view, args=args, **more)
    return [opened, Step(name=f"{name}-errors", view=view, args=args, act=act, status=422, **more)]
