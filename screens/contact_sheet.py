"""The contact sheet: one page on which every picture can be found by role, page and width, and what was found."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

from screens.looks import WIDTHS
from screens.pictures import Finding

TEMPLATE = Path(__file__).with_name("contact_sheet.html")


def write(*, folder: Path, pages: Mapping[str, list[str]], findings: Iterable[Finding]) -> Path:
    """Writes index.html into `folder` for the pictures that lie there; `pages` are names of pages by role."""
    found = list(findings)
    roles = [
        {"role": role, "pages": [_page(folder, role, name, found) for name in names]} for role, names in pages.items()
    ]
    template = Engine().from_string(TEMPLATE.read_text(encoding="utf-8"))
    place = folder / "index.html"
    place.write_text(template.render(Context({"roles": roles, "findings": found, "widths": WIDTHS})), encoding="utf-8")
    return place


def _page(folder: Path, role: str, name: str, findings: list[Finding]) -> dict[str, Any]:
    shots = [(width, f"{role}/{name}-{width}.png") for width in WIDTHS]
    papers = sorted(
        path.relative_to(folder).as_posix()
        for kind in ("paper", "print")
        for path in (folder / role).glob(f"{name}-{kind}-*.png")
    )
    return {
        "name": name,
        "shots": [{"width": width, "path": path} for width, path in shots if (folder / path).exists()],
        "papers": papers,
        "findings": [one for one in findings if (one.role, one.page) == (role, name)],
    }
