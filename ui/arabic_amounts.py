"""Amounts of money in Arabic words (tafqit), as letters and receipts state them beside the figures.

The noun follows the number as grammar asks: ريال واحد، ريالان، ثلاثة ريالات، أحد عشر ريالًا، مئة ريال، and after a
hundred or thousand again by the last two digits.
"""

from dataclasses import dataclass
from decimal import Decimal

# counting a masculine noun, 3 to 10 take the ة; a feminine one, they lose it
UNITS = ("", "واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة")
UNITS_F = ("", "واحدة", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
TENS = ("", "عشرة", "عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون")
HUNDREDS = (
    "", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة",
)  # fmt: skip
LIMIT = 10**12


@dataclass(frozen=True)
class Noun:
    """What is counted: one, two, three to ten, eleven to ninety-nine; `alone` is the whole phrase for one."""

    one: str
    two: str
    few: str
    many: str
    alone: str
    feminine: bool = False


RIYAL = Noun("ريال", "ريالان", "ريالات", "ريالًا", "ريال واحد")
HALALA = Noun("هللة", "هللتان", "هللات", "هللة", "هللة واحدة", feminine=True)
SCALES = (
    (10**9, Noun("مليار", "ملياران", "مليارات", "مليارًا", "مليار")),
    (10**6, Noun("مليون", "مليونان", "ملايين", "مليونًا", "مليون")),
    (10**3, Noun("ألف", "ألفان", "آلاف", "ألفًا", "ألف")),
)


def riyals(amount: Decimal | int) -> str:
    """Return the amount (riyals, halalas as the two decimals, below 10^12) in words. Raises ValueError outside that."""
    halalas = int((Decimal(amount) * 100).to_integral_exact())
    if not 0 <= halalas < LIMIT * 100 or Decimal(halalas) != Decimal(amount) * 100:
        raise ValueError(f"no amount of riyals and halalas below {LIMIT}: {amount}")
    whole, part = divmod(halalas, 100)
    phrases = [counted(whole, RIYAL)] if whole or not part else []
    return " و".join([*phrases, *([counted(part, HALALA)] if part else [])])


def counted(number: int, noun: Noun) -> str:
    """`number` of `noun`, both in words; zero is «صفر ريال»."""
    if number == 0:
        return f"صفر {noun.one}"
    low = number % 100
    if low in (1, 2):
        last = noun.one if low == 1 else noun.two
        if number == low:
            return noun.alone if low == 1 else noun.two
        return f"{counted(number - low, noun)} و{last}"
    words = " و".join(_parts(number, noun))
    if low == 0:
        return f"{_bound(words)} {noun.one}"
    return f"{words} {noun.few if low <= 10 else noun.many}"


def _parts(number: int, noun: Noun) -> list[str]:
    parts = []
    for scale, name in SCALES:
        group, number = divmod(number, scale)
        if group:
            parts.append(counted(group, name))
    hundreds, low = divmod(number, 100)
    if hundreds:
        parts.append(HUNDREDS[hundreds])
    if low:
        parts.append(_below_hundred(low, feminine=noun.feminine))
    return parts


def _below_hundred(number: int, *, feminine: bool) -> str:
    units = UNITS_F if feminine else UNITS
    if number <= 10:
        return units[number]
    if number < 20:
        unit = number - 10
        first = {1: ("أحد", "إحدى"), 2: ("اثنا", "اثنتا")}.get(unit, (UNITS[unit], UNITS_F[unit]))[feminine]
        return f"{first} {'عشرة' if feminine else 'عشر'}"
    ten, unit = divmod(number, 10)
    if not unit:
        return TENS[ten]
    one = {1: ("واحد", "إحدى"), 2: ("اثنان", "اثنتان")}.get(unit, (units[unit], units[unit]))[feminine]
    return f"{'ثمانٍ' if one == 'ثماني' else one} و{TENS[ten]}"


def _bound(words: str) -> str:
    """Return the words as they stand right before the noun they are bound to: ألفان becomes ألفا, ألفًا becomes ألف."""
    for full, short in (("ئتان", "ئتا"), ("ألفان", "ألفا"), ("ليونان", "ليونا"), ("لياران", "ليارا"), ("ًا", "")):
        if words.endswith(full):
            return words.removesuffix(full) + short
    return words
