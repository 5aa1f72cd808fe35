#!/bin/sh
# pyiso20022 1.6.2: can a payment file (pain.001) be built once the package is installed?
#
# Guess:     yes. The classes of its messages are dataclasses of xsdata, which it therefore brings.
# Behaviour: it does not: the package declares no dependency on xsdata, so that importing any message fails. With xsdata
#            beside it the amount takes any number of decimals and an IBAN with a wrong check digit, without a word.
# Seen:      alone: ModuleNotFoundError xsdata; beside xsdata: 1000.005 and SA0000000000000000000000 are taken
# What to do: name xsdata oneself, and check amounts (two decimals) and IBANs (length 24, modulo 97) before building.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check "pyiso20022==1.6.2"
cat > "$folder/alone.py" <<'PY'
try:
    import pyiso20022.pain.pain_001_001_09  # noqa: F401
except ModuleNotFoundError as error:
    print("alone: ModuleNotFoundError", error.name)
    assert error.name == "xsdata"
else:
    raise SystemExit("it imports now")
PY
"$folder/venv/bin/python" "$folder/alone.py"
"$folder/venv/bin/pip" install -qq --disable-pip-version-check "xsdata==26.10"
cat > "$folder/beside.py" <<'PY'
from decimal import Decimal

from pyiso20022.pain.pain_001_001_09 import AccountIdentification4Choice, ActiveOrHistoricCurrencyAndAmount

amount = ActiveOrHistoricCurrencyAndAmount(value=Decimal("1000.005"), ccy="SAR")
account = AccountIdentification4Choice(iban="SA" + "0" * 22)
print("beside xsdata:", amount.value, "and", account.iban, "are taken")
assert (str(amount.value), account.iban) == ("1000.005", "SA0000000000000000000000")
PY
"$folder/venv/bin/python" "$folder/beside.py"
