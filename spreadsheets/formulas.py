"""The one guard against formulas: no spreadsheet runs what a person typed (OWASP, CSV injection)."""

import datetime as dt
import re
from operator import itemgetter
from typing import Final

# what begins a formula; the wide signs too, which East Asian versions read so
SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# before such text, so that it stays text
ESCAPE: Final = "'"
# days are counted from here, with a 29 February 1900 that never was
DAY_ZERO: Final = dt.date(1899, 12, 30)
# text that is escaped already is escaped once more, so that `typed` gives back any text as it was
_FORMULA: Final = re.compile(f"{ESCAPE}*[{re.escape(''.join(SIGNS))}]")
_RISKY: Final = frozenset((*SIGNS, ESCAPE))
_FIRST: Final = itemgetter(slice(0, 1))


def inert(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula."""
    return f"{ESCAPE}{text}" if _FORMULA.match(text) else text


def all_inert(texts: list[str]) -> list[str]:
    """Return `inert` of each text; a list without any is seen to be one without a look at each cell in Python."""
    return texts if _RISKY.isdisjoint(map(_FIRST, texts)) else list(map(inert, texts))


def typed(cell: str) -> str:
    """Return the text of which `inert` made this cell."""
    return cell[1:] if cell.startswith(ESCAPE) and _FORMULA.match(cell) else cell
