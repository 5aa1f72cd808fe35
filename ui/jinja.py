"""The second template engine, for what a page repeats many times (docs/adr/0006). Pages themselves are Django's."""

from typing import Any

from jinja2 import Environment

from ui.markup import tag


def environment(**options: Any) -> Environment:
    """Jinja with the words of ours that its few templates use; everything in them is escaped."""
    made = Environment(**options, trim_blocks=True, lstrip_blocks=True)  # noqa: S701 - Django's backend sets autoescape
    made.globals["tag"] = tag
    return made
