"""What a browser sees that falls short: sideways scroll, small targets, axe's findings, scripts that fail.

The tour and the browser tests ask the same questions. `page` is a page of playwright throughout.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (360, 768, 1280)
AXE_SOURCE = ROOT / "node_modules/axe-core/axe.min.js"
TARGETS_SOURCE = Path(__file__).with_name("targets.js")
# pixels: WCAG 2.2, 2.5.5 (AAA), and --tap of tokens.css
LEAST = 44
AXE = """() => axe.run({resultTypes: ["violations"]}).then(found => found.violations
  .filter(one => ["serious", "critical"].includes(one.impact))
  .map(one => `${one.id}: ${one.nodes.map(node => node.html.replace(/\\s+/g, " ")).join(" | ").slice(0, 400)}`))"""
# the element that sticks out most helps more than the number of pixels
WIDE = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const box = one => one.getBoundingClientRect();
  const beyond = one => Math.max(-box(one).left, box(one).right - innerWidth);
  const worst = [...document.body.querySelectorAll("*")].sort((a, b) => beyond(b) - beyond(a))[0];
  return `${root.scrollWidth - root.clientWidth} pixels too wide: ${worst.outerHTML.slice(0, 200)}`;
}"""
# a form that comes back with errors is answered with 422 or 409, which the browser calls an error
ANSWERS = ("status of 422", "status of 409")


def prepare(page: Any) -> None:
    """Gives the page axe and the measure of targets; once for each page that has loaded."""
    page.evaluate(AXE_SOURCE.read_text(encoding="utf-8"))
    page.evaluate(TARGETS_SOURCE.read_text(encoding="utf-8"))


def prepare_all(context: Any) -> None:
    """Gives the same to every page that will load in a context of playwright's, before its own scripts."""
    context.add_init_script(path=AXE_SOURCE)
    context.add_init_script(path=TARGETS_SOURCE)


def too_wide(page: Any) -> Iterator[str]:
    """Nothing, or how far the page scrolls sideways and which element sticks out most."""
    if beyond := page.evaluate(WIDE):
        yield f"sideways scroll: {beyond}"


def small_targets(page: Any, *, spared: str = "", within: str = "") -> Iterator[str]:
    """Links, buttons and controls of less than 44 pixels, those that match the selector `spared` left out.

    `within` narrows them to what lies in front of the page. targets.js says how they are measured. Needs `prepare`. The
    page is scrolled, and scrolled back.
    """
    for found in page.evaluate("asked => smallTargets(asked)", {"least": LEAST, "spared": spared, "within": within}):
        yield f"target of {found}"


def violations(page: Any) -> Iterator[str]:
    """axe's serious and critical findings. Needs `prepare`."""
    for found in page.evaluate(AXE):
        yield f"axe: {found}"


def is_fault(line: Any, *, status: int = 200) -> bool:
    """Whether a line of the console matters; `status` is the one that the page's own address answers with."""
    expected = (*ANSWERS, f"status of {status}")
    # axe tries styles of its own, which the page's policy refuses
    return (
        line.type == "error"
        and line.location["url"] != str(AXE_SOURCE)
        and not any(one in line.text for one in expected)
    )
