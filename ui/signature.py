"""A drawn signature: one SVG path in a box of 600 x 200 units, whatever the size of the screen it was drawn on."""

import io
import re
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

WIDTH: Final = 600
HEIGHT: Final = 200
LONGEST: Final = 60_000

_PATH: Final = re.compile(r"(?:M-?\d{1,4}(?:\.\d)? -?\d{1,4}(?:\.\d)?(?:L-?\d{1,4}(?:\.\d)? -?\d{1,4}(?:\.\d)?)*)+")
_POINT: Final = re.compile(r"(-?\d{1,4}(?:\.\d)?) (-?\d{1,4}(?:\.\d)?)")


def strokes(path: str) -> list[list[tuple[float, float]]] | None:
    """Return the strokes of a path («M1 2L3 4M…») as points, or None when `path` holds anything but moves and lines."""
    if len(path) > LONGEST or not _PATH.fullmatch(path):
        return None
    return [[(float(x), float(y)) for x, y in _POINT.findall(part)] for part in path.split("M") if part]


def to_svg(path: str) -> SafeString:
    """Return the signature as an SVG image for pages and papers. Raises ValueError for a path that is not one."""
    if strokes(path) is None:
        message = "Not a signature path"
        raise ValueError(message)
    return format_html(
        '<svg class="signature" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path d="{}" fill="none" stroke="#201f1b" stroke-width="3" stroke-linecap="round" stroke-linejoin="round"/>'
        "</svg>",
        WIDTH,
        HEIGHT,
        _("Signature"),
        path,
    )


def to_png(path: str, *, scale: int = 2) -> bytes:
    """Return the signature as a PNG of 600 x 200 pixels times `scale`. Raises ValueError for a path that is not one."""
    lines = strokes(path)
    if lines is None:
        message = "Not a signature path"
        raise ValueError(message)
    image = Image.new("RGB", (WIDTH * scale, HEIGHT * scale), "white")
    pen = ImageDraw.Draw(image)
    half = 1.5 * scale
    for line in lines:
        points = [(x * scale, y * scale) for x, y in line]
        if len(points) > 1:
            pen.line(points, fill="#201f1b", width=3 * scale, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - half, y - half, x + half, y + half), fill="#201f1b")
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return out.getvalue()
