"""What is seen of each page on the way: axe's findings wide and narrow, sideways scroll, scripts that fail."""

from collections.abc import Iterator
from typing import Any

from django.urls import resolve

from screens import looks

# two pages of one shape are looked at once: the same view, title and kinds of things in it
SHAPE = """() => [...new Set([...document.body.querySelectorAll("*")].map(one => one.tagName + "." + one.className))]
  .sort().join(" ")"""


class Looks:
    """Collects faults; a test ends with `assert looks.faults == []`."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pages: set[str] = set()
        self._seen: set[tuple[str, str, str]] = set()

    def listen(self, page: Any) -> None:
        """Take note of scripts that fail, and of what the security policy blocks."""
        page.on("pageerror", lambda error: self.fault(page, str(error)))
        page.on("console", lambda line: self.fault(page, line.text) if looks.is_fault(line) else None)

    def at(self, page: Any) -> None:
        """Look at a page that has just come, at every width."""
        name = self._name(page)
        shape = (name, page.title(), page.evaluate(SHAPE))
        if shape in self._seen:
            return
        self._seen.add(shape)
        self.pages.add(name)
        for fault in self._found(page):
            self.fault(page, fault)

    def fault(self, page: Any, what: str) -> None:
        """Add one."""
        self.faults.append(f"{self._name(page)}: {what}")

    def _found(self, page: Any) -> Iterator[str]:
        looks.prepare(page)
        size = page.viewport_size
        for width in looks.WIDTHS:
            page.set_viewport_size({"width": width, "height": size["height"]})
            yield from (f"at {width}: {found}" for found in looks.too_wide(page))
            if width != looks.WIDTHS[1]:
                yield from looks.violations(page)
        page.set_viewport_size(size)

    @staticmethod
    def _name(page: Any) -> str:
        path = "/" + str(page.url).split("/", 3)[3].split("?")[0].split("#")[0]
        return str(resolve(path).view_name)
