"""How somebody works a page: with a mouse, or with nothing but the keys. Targets are CSS selectors."""

import contextlib
from pathlib import Path
from typing import Any

from playwright.sync_api import TimeoutError as OutOfTime

from tests.browser.looks import Looks

# where the target lies, seen from what has focus
WHERE = """target => {
  const wanted = [...document.querySelectorAll(target)].find(one => one.getClientRects().length);
  const at = document.activeElement;
  if (!wanted) return "nowhere";
  if (at === wanted) return "here";
  if (at.type === "radio" && wanted.type === "radio" && at.name === wanted.name) return "group";
  return at.compareDocumentPosition(wanted) & Node.DOCUMENT_POSITION_PRECEDING ? "before" : "after";
}"""

# what has focus has to be in view and not under a bar; a drawn choice is its label
SEEN = """() => {
  const at = document.activeElement.closest("label") || document.activeElement;
  const box = at.getBoundingClientRect();
  const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return top && (at.contains(top) || top.contains(at));
}"""
FOCUSED = "() => document.activeElement.outerHTML.slice(0, 160)"


class Hand:
    """Somebody at a page."""

    def __init__(self, page: Any, looks: Looks | None = None) -> None:
        self.page, self.looks = page, looks
        self.broken: list[str] = []
        page.on("response", lambda answer: self.broken.append(answer.url) if answer.status >= 500 else None)
        if looks:
            looks.listen(page)

    @property
    def path(self) -> str:
        """The address of the page, without the host."""
        return "/" + str(self.page.url).split("/", 3)[3]

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(path)
        self.arrived()

    def arrived(self) -> None:
        """Look at the page that has come, which is never one of the server's failures."""
        assert self.broken == []
        if self.looks:
            self.looks.at(self.page)

    def see(self, text: str) -> bool:
        """Whether the page's words hold this text."""
        return text in self.page.inner_text("body")

    def count(self, target: str) -> int:
        """How many of these the page has."""
        return int(self.page.locator(target).count())

    def date(self, name: str, day: str, month: str, year: str) -> None:
        """Write a date in parts; the year decides the calendar."""
        for part, text in (("day", day), ("month", month), ("year", year)):
            self.write(f'[name="{name}_{part}"]', text)

    def time(self, target: str, text: str) -> None:
        """Write an hour, as 10:30."""
        self.write(target, text)

    def vote(self, choice: str) -> None:
        """Vote on the motion in view."""
        self.choose(f'[name=choice][value="{choice}"]')
        self.go("form[data-keys] button")

    def mend(self) -> None:
        """From the error summary, which is at the top of the page, into the first field that it names."""
        self.page.click(".error-summary a")

    def write(self, target: str, text: str) -> None:
        """Put `text` in place of what stands there."""
        raise NotImplementedError

    def choose(self, target: str) -> None:
        """Take a radio, or tick a box."""
        raise NotImplementedError

    def pick(self, target: str, value: str) -> None:
        """Take an option of a list."""
        raise NotImplementedError

    def attach(self, target: str, file: Path) -> None:
        """Choose a file."""
        raise NotImplementedError

    def unfold(self, target: str) -> None:
        """Open a menu."""
        raise NotImplementedError

    def go(self, target: str) -> None:
        """Follow a link or press a button, and wait for the page that comes."""
        raise NotImplementedError


class Mouse(Hand):
    """Clicks; what is typed is typed into what was clicked. It works where scripts are off."""

    def write(self, target: str, text: str) -> None:
        self.page.fill(target, text)

    def choose(self, target: str) -> None:
        self.page.locator("label", has=self.page.locator(target)).click()

    def pick(self, target: str, value: str) -> None:
        self.page.select_option(target, value)

    def attach(self, target: str, file: Path) -> None:
        self.page.set_input_files(target, file)

    def unfold(self, target: str) -> None:
        self.page.click(target)

    def go(self, target: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(target).locator("visible=true").first.click()
        self.arrived()


class Keyboard(Hand):
    """Tab, Shift+Tab, arrows, Space, Enter and letters; no mouse anywhere."""

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def where(self, target: str) -> str:
        """Where the target lies from what has focus: here, group, before, after."""
        found = str(self.page.evaluate(WHERE, target))
        assert found != "nowhere", f"{self.path} has no {target}"
        return found

    def reach(self, target: str, ends: tuple[str, ...] = ("here",)) -> None:
        """Tab until the target has focus; AssertionError where the keys never get there."""
        for _stroke in range(150):
            place = self.where(target)
            if place in ends:
                self._see_focus()
                return
            self.press("Shift+Tab" if place == "before" else "Tab")
        raise AssertionError(f"no key leads to {target} on {self.path}")

    def _see_focus(self) -> None:
        # the page scrolls a moment after the stroke
        try:
            self.page.wait_for_function(SEEN, timeout=1_000)
        except OutOfTime:
            if self.looks:
                self.looks.fault(self.page, f"focus is out of sight: {self.page.evaluate(FOCUSED)}")

    def write(self, target: str, text: str) -> None:
        self.reach(target)
        self.press("Control+A")
        self.page.keyboard.type(text)
        assert self.page.input_value(f"{target} >> visible=true") == text

    def time(self, target: str, text: str) -> None:
        self.reach(target)
        self.page.keyboard.type(text.replace(":", ""))
        if not self.page.input_value(target):
            # where the browser writes twelve hours, the half of the day is the third part
            self.press("ArrowUp")
        assert self.page.input_value(target) == text

    def mend(self) -> None:
        assert self.where(".error-summary") == "here", "an error summary takes focus"
        self.reach(".error-summary a")
        wanted = str(self.page.get_attribute(".error-summary a", "href"))
        self.press("Enter")
        assert self.where(f"{wanted}, {wanted} input") == "here"
        self._see_focus()

    def vote(self, choice: str) -> None:
        self.press({"for": "1", "against": "2", "abstain": "3"}[choice])
        self.enter()

    def choose(self, target: str) -> None:
        self.reach(target, ends=("here", "group"))
        for _stroke in range(12):
            if self.where(target) == "here":
                break
            self.press("ArrowDown")
        if not self.page.is_checked(target):
            self.press("Space")
        assert self.page.is_checked(target), target

    def pick(self, target: str, value: str) -> None:
        self.reach(target)
        self.press("Home")
        for _stroke in range(60):
            if self.page.input_value(target) == value:
                return
            self.press("ArrowDown")
        raise AssertionError(f"no arrow leads to {value} in {target}")

    def attach(self, target: str, file: Path) -> None:
        self.reach(target)
        # a browser that is short of time lets a stroke pass; whoever sits there strikes again
        for patience in (5_000, 10_000, 20_000):
            with contextlib.suppress(OutOfTime), self.page.expect_file_chooser(timeout=patience) as chooser:
                self.press("Enter")
            if chooser.is_done():
                break
        chooser.value.set_files(file)

    def unfold(self, target: str) -> None:
        self.reach(target)
        self.press("Enter")

    def go(self, target: str) -> None:
        self.reach(target)
        self.enter()

    def enter(self) -> None:
        """Press Enter where it leads to another page."""
        with self.page.expect_navigation():
            self.press("Enter")
        self.arrived()
