"""Icons: line drawings of the npm package @tabler/icons, inlined: no request, no inline style."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# The look's names on the left, the package's file names on the right.
NAMES: Final = {
    "alert": "alert-triangle",
    "arrow": "arrow-right",
    "bell": "bell",
    "bwd": "chevron-left",
    "calendar": "calendar",
    "case": "briefcase",
    "chat": "message",
    "check": "check",
    "clock": "clock",
    "coins": "coins",
    "doc": "file-text",
    "dot": "circle",
    "down": "chevron-down",
    "download": "download",
    "eye": "eye",
    "flag": "flag",
    "fwd": "chevron-right",
    "gavel": "gavel",
    "gift": "package",
    "globe": "world",
    "hand": "heart-handshake",
    "history": "history",
    "home": "home",
    "id": "id",
    "info": "info-circle",
    "key": "key",
    "list": "list",
    "lock": "lock",
    "mail": "mail",
    "minus": "minus",
    "out": "logout",
    "pause": "player-pause",
    "pen": "pencil",
    "people": "users",
    "phone": "phone",
    "pin": "map-pin",
    "plus": "plus",
    "print": "printer",
    "refresh": "refresh",
    "return": "arrow-back-up",
    "search": "search",
    "send": "send",
    "shield": "shield",
    "sign": "writing-sign",
    "trash": "trash",
    "upload": "upload",
    "user": "user",
    "vote": "checkbox",
    "x": "x",
}
# These point forward where text runs from left to right, so an Arabic page mirrors them. Clocks and phones never are.
DIRECTED: Final = frozenset({"arrow", "bwd", "fwd", "out", "return", "send"})

_INSIDE: Final = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_FRAME: Final = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none" ?/>')


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "node_modules/@tabler/icons/icons/outline"


@lru_cache(maxsize=128)
def drawing(name: str) -> SafeString:
    """Return the shapes inside the icon's svg. Raises KeyError for a name the look does not have."""
    source = (_folder() / f"{NAMES[name]}.svg").read_text(encoding="utf-8")
    found = _INSIDE.search(source)
    if found is None:
        message = f"No drawing in the icon file of {name}"
        raise ValueError(message)
    shapes = _FRAME.sub("", found.group(1)).replace(" />", "/>")
    return mark_safe(re.sub(r"\s*\n\s*", "", shapes).strip())  # noqa: S308 - a file of a locked package


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "") -> SafeString:
    """Return the icon as inline SVG, hidden from screen readers: the word beside it is what says the state."""
    own = ["i", *(["i-dir"] if name in DIRECTED else []), *(["i-solid"] if name == "dot" else []), *classes.split()]
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        " ".join(dict.fromkeys(own)),
        drawing(name),
    )
