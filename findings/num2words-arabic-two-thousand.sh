#!/bin/sh
# num2words 0.5.14, Arabic: are round amounts spelled as they stand on a voucher?
#
# Guess:     yes for round numbers; if anything is wrong, then the agreement of three to ten with what is counted.
# Behaviour: it is the round ones. Two thousand, two million and two hundred thousand come in the form that a noun must
#            follow (ألفا, مليونا, مئتا ألف), whatever follows, and "and" is set apart from its word by a blank.
# Seen:      2000 ألفا | 2000000 مليونا | 200000 مئتا ألف | 1102 ألف و مائة و اثنان
# What to do: write amounts in words by rules of one's own, with a test over all numbers that a voucher may hold.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check "num2words==0.5.14"
cat > "$folder/look.py" <<'PY'
from num2words import num2words

said = {number: num2words(number, lang="ar") for number in (2000, 2_000_000, 200_000, 1102)}
print(" | ".join(f"{number} {words}" for number, words in said.items()))
assert said == {2000: "ألفا", 2_000_000: "مليونا", 200_000: "مئتا ألف", 1102: "ألف و مائة و اثنان"}, said
PY
"$folder/venv/bin/python" "$folder/look.py"
