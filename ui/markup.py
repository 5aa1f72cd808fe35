"""Small pieces of a page as code writes them: states, numbers that keep their direction, amounts, joined parts."""

from decimal import Decimal
from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from ui import digits, icons
from ui.dates import ABSENT

TONES = frozenset({"", "green", "amber", "red", "blue"})


def tag(text: object, icon: str = "", tone: str = "") -> SafeString:
    """Show a state: an icon of its own shape, a word, and a tint (green, amber, red, blue or none for waiting)."""
    return _tag(str(text), icon, tone)


@lru_cache(maxsize=1024)
def _tag(text: str, icon: str, tone: str) -> SafeString:
    if tone not in TONES:
        message = f"Unknown tone {tone!r}"
        raise ValueError(message)
    drawn = icons.icon(icon, "i-s") if icon else ""
    return format_html('<span class="tag{}">{}{}</span>', f" tag-{tone}" if tone else "", drawn, text)


def ltr(value: object) -> SafeString:
    """Keep a number, phone, code or reference in its own direction and on one line."""
    return format_html('<bdi dir="ltr" class="num">{}</bdi>', "" if value is None else value)


def masked(value: object) -> SafeString:
    """Show the last four characters of an identity number, the rest as bullets."""
    return ltr(digits.masked(str(value or "")))


def grouped(value: Decimal | int | None) -> SafeString:
    """Show a number with thousands' commas in Latin digits."""
    return ltr(ABSENT if value is None else f"{value:,}")


def money(amount: Decimal | int | None) -> SafeString:
    """Show an amount with the riyal's name in the form its number asks for; halalas only where there are some."""
    if amount is None:
        return ABSENT
    whole = amount == int(amount)
    text = f"{int(amount):,}" if whole else f"{amount:,.2f}"
    unit = ngettext("riyal", "riyals", int(amount) if whole else 100)
    return format_html('<span class="nb"><bdi dir="ltr">{}</bdi> {}</span>', text, unit)


def days(number: int) -> SafeString:
    """Show a number of days with the word in the form its number asks for."""
    return format_html('<span class="nb"><bdi>{}</bdi> {}</span>', number, ngettext("day", "days", number))


def join_dots(*parts: object) -> SafeString:
    """Join what there is of several parts with « · »."""
    return format_html_join(" · ", "{}", ((part,) for part in parts if part))
