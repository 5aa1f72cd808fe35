"""Digits as people type them, and as the portal keeps them.

Saudi keyboards give Arabic-Indic (٠-٩), Persian (۰-۹) or ASCII digits, and text pasted from chat apps carries
invisible direction marks. Everything is stored in ASCII digits without marks, so that equality and search work.
"""

import re
from typing import Final

_DIGITS: Final = {base + n: str(n) for base in (0x0660, 0x06F0) for n in range(10)}
# Zero-width characters, direction marks, embeddings and isolates: they change how text looks, never what it says.
_MARKS: Final = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF, 0x061C]
)
_SEPARATORS: Final = re.compile(r"[\s\-‐‑‒–—./()·_]+")
_MOBILE: Final = re.compile(r"(?:(?:\+|00)?966|0)?(5\d{8})")


def to_ascii(text: str) -> str:
    """Return `text` with Arabic-Indic and Persian digits as 0-9; other characters stay as they are."""
    return text.translate(_DIGITS)


def without_marks(text: str) -> str:
    """Return `text` without direction marks and zero-width characters (U+200B-200F, 202A-202E, 2060-2069, FEFF)."""
    return text.translate(_MARKS)


def plain(text: str) -> str:
    """Return typed `text` ready to be kept: ASCII digits, no invisible marks, no spaces around it."""
    return without_marks(to_ascii(text)).strip()


def joined(text: str) -> str:
    """Return `plain(text)` without the spaces, dashes, dots, slashes and brackets between groups of digits."""
    return _SEPARATORS.sub("", plain(text))


def whole(text: str | None, *, otherwise: int = 0) -> int:
    """Return a posted whole number that a column of the database holds, else `otherwise`."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def saudi_mobile(text: str) -> str | None:
    """Return a Saudi mobile number as 05XXXXXXXX, or None when `text` is not one.

    Takes 05…, 5…, 9665…, +9665… and 009665…, in any digits, with spaces, dashes or brackets
    (national numbering plan of the Communications, Space and Technology Commission).
    """
    match = _MOBILE.fullmatch(joined(text))
    return f"0{match.group(1)}" if match else None


def isolated(value: object) -> str:
    """Return `value` between marks that keep it left to right in Arabic text without markup, as in a message."""
    return f"\u2066{value}\u2069"


def masked(value: str, *, shown: int = 4) -> str:
    """Return `value` with all but its last `shown` characters as bullets; a shorter value is all bullets."""
    if len(value) <= shown:
        return "•" * len(value)
    return "•" * (len(value) - shown) + value[-shown:]
