"""What a spreadsheet makes of what stands in a cell."""

import datetime as dt
from typing import Final

# taken for the beginning of a formula (OWASP, CSV injection); the wide signs too, which East Asian versions read so
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# leads such text, so that it stays text
LED: Final = "'"
# days are counted from here, with a 29 February 1900 that never was
DAY_ZERO: Final = dt.date(1899, 12, 30)
