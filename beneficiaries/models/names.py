"""Arabic names in one form for searching and comparing: the Python twin of the SQL function ar_norm_v1."""

import re
import unicodedata
from string import ascii_lowercase, ascii_uppercase
from typing import Final

# Letters written in several ways by different hands and keyboards, digits of all three sorts, and Latin capitals.
_LETTERS: Final = {
    "ا": "أإآٱ",
    "ي": "ىئی",
    "ه": "ةەہ",
    "و": "ؤ",
    "ك": "ک",
}
_DIGITS: Final = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
FOLD_FROM: Final = "".join(_LETTERS.values()) + "".join(_DIGITS) + ascii_uppercase
FOLD_TO: Final = "".join(letter * len(forms) for letter, forms in _LETTERS.items()) + "0123456789" * 2 + ascii_lowercase
# Character classes, read alike by Python's `re` and by PostgreSQL: vowel marks and tatweel; marks that only steer
# direction or joining.
STRIP: Final = (
    "\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
    "\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
SPACES: Final = "\t-\r\x1c-\x20\u0085\u00a0\u1680\u2028\u2029"
# First halves of names that are written apart or together.
COMPOUND: Final = ("عبد", "ابو", "ام", "ال")
# Words between the parts of a name that one document has and the next leaves out.
LINKS: Final = frozenset({"بن", "بنت", "ابن", "ابنه"})

_FOLD: Final = str.maketrans(FOLD_FROM, FOLD_TO)
_STRIP: Final = re.compile(f"[{STRIP}]")
_SPACES: Final = re.compile(f"[{SPACES}]+")


def normalise(text: str) -> str:
    """The form in which names are compared: NFKC, one letter for each family, no marks, ASCII digits, single spaces.

    Gives what ar_norm_v1 gives in the database. The order of the steps is part of it.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_FOLD)
    return _SPACES.sub(" ", _STRIP.sub("", folded)).strip(" ")


def joined(text: str) -> str:
    """The normalised form without spaces, in which عبد الله and عبدالله are one.

    The database has it as replace(name_norm, ' ', '').
    """
    return normalise(text).replace(" ", "")


def parts(text: str, *, limit: int = 8) -> list[str]:
    """The parts of a typed name that are worth searching, normalised, `limit` at most and each 60 characters at most.

    بن and بنت are left out, unless nothing else was typed: stored names mostly lack them.
    """
    # neither a NUL nor half a surrogate pair can be sent to the database
    sendable = text[:1000].replace("\x00", "").encode(errors="ignore").decode()
    words = [word[:60] for word in normalise(sendable).split(" ") if any(letter.isalnum() for letter in word)]
    return ([word for word in words if word not in LINKS] or words)[:limit]


def units(parts: list[str]) -> list[tuple[str, ...]]:
    """Searched parts in groups that stand for one name each: عبد and its like with the part that follows."""
    groups, place = [], 0
    while place < len(parts):
        size = 2 if parts[place] in COMPOUND and place + 1 < len(parts) else 1
        groups.append(tuple(parts[place : place + size]))
        place += size
    return groups


def split(text: str) -> tuple[str, str, str, str]:
    """A typed name as first, father's, grandfather's and family name, spelt as typed; what is not there stays empty.

    Two parts are first and family name, three the first, the father's and the family name; more than four leave the
    rest to the family name. عبد and its like stay with the part that follows; بن and بنت fall away.
    """
    words: list[str] = []
    joining = False
    for word in text[:200].split():
        plain = normalise(word)
        if not plain or plain in LINKS:
            continue
        if joining:
            words[-1] = f"{words[-1]} {word}"
        else:
            words.append(word)
        joining = plain in COMPOUND
    match words:
        case [first]:
            return first, "", "", ""
        case [first, family]:
            return first, "", "", family
        case [first, father, family]:
            return first, father, "", family
        case [first, father, grandfather, *family]:
            return first, father, grandfather, " ".join(family)
        case _:
            return "", "", "", ""
