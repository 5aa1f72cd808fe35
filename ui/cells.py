"""What a spreadsheet makes of text in a cell."""

from typing import Final

# taken for the beginning of a formula (OWASP, CSV injection); the wide signs too, which East Asian versions read so
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# leads such text, so that it stays text
LED: Final = "'"
