"""PDFs as pictures: fetched as whoever may open them does, drawn by poppler."""

import subprocess
import urllib.request
from pathlib import Path

from screens.pictures import Album, Finding

DOTS = 80  # an inch: an A4 page of 661 by 935 pixels
LIMIT = 60


def take(*, role: str, name: str, url: str, session: str, pages: int, album: Album) -> None:
    """Fetches one PDF and draws it; another number of pages than expected, or no PDF at all, is a finding."""
    asked = urllib.request.Request(url, headers={"Cookie": f"sessionid={session}"})  # noqa: S310 -- our own address
    with urllib.request.urlopen(asked, timeout=LIMIT) as answer:  # noqa: S310 -- see above
        kind, content = answer.headers.get_content_type(), answer.read()
    place = album.place(role, name, "paper").with_suffix(".pdf")
    place.write_bytes(content)
    drawn = draw(place) if kind == "application/pdf" else []
    if len(drawn) != pages:
        what = f"{len(drawn)} pages of {kind}, expected {pages}"
        album.findings.append(Finding(role=role, page=name, width=0, what=what))


def draw(place: Path) -> list[Path]:
    """Draws every page of a PDF beside it, as <name>-1.png and so on, and removes the PDF."""
    stem = place.with_suffix("")
    subprocess.run(["pdftoppm", "-png", "-r", str(DOTS), str(place), str(stem)], check=True)
    place.unlink()
    return sorted(place.parent.glob(f"{stem.name}-*.png"))
