"""What is seen of each page on the way: axe's findings wide and narrow, sideways scroll, scripts that fail."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import resolve

WIDTHS = (360, 768, 1280)
# two pages of one shape are looked at once: the same view, title and kinds of things in it
SHAPE = """() => [...new Set([...document.body.querySelectorAll("*")].map(one => one.tagName + "." + one.className))]
  .sort().join(" ")"""
AXE = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.map(node => node.html).join(" | ").slice(0, 400)}`))"""
# the element that sticks out most helps more than the number of pixels
WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const box = one => one.getBoundingClientRect();
  const beyond = one => Math.max(-box(one).left, box(one).right - innerWidth);
  const worst = [...document.body.querySelectorAll("*")].sort((a, b) => beyond(b) - beyond(a))[0];
  return `${root.scrollWidth - root.clientWidth} pixels too wide: ${worst.outerHTML.slice(0, 200)}`;
}"""


class Looks:
    """Collects faults; a test ends with `assert looks.faults == []`."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pages: set[str] = set()
        self._seen: set[tuple[str, str, str]] = set()
        self._axe = (Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")

    def listen(self, page: Any) -> None:
        """Take note of scripts that fail, and of what the security policy blocks."""
        page.on("pageerror", lambda error: self.fault(page, str(error)))
        page.on("console", lambda line: self.fault(page, line.text) if self._matters(line) else None)

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
        page.evaluate(self._axe)
        size = page.viewport_size
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": size["height"]})
            if beyond := page.evaluate(WIDE):
                yield f"at {width}: {beyond}"
            if width != WIDTHS[1]:
                yield from page.evaluate(AXE)
        page.set_viewport_size(size)

    @staticmethod
    def _name(page: Any) -> str:
        path = "/" + str(page.url).split("/", 3)[3].split("?")[0].split("#")[0]
        return str(resolve(path).view_name)

    @staticmethod
    def _matters(line: Any) -> bool:
        # a form that comes back with errors is answered with 422, which the browser calls an error
        return line.type == "error" and "status of 422" not in line.text and "status of 409" not in line.text
