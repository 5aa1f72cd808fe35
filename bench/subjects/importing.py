"""People brought in from a file: the two jobs beside the library's default settings and COPY, and their memory."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.subjects.base import LARGE, Place, Reading, Running

# the library has no patience for 50,000 rows, nor have we for the library
OF_LIBRARY = 100


@dataclass(frozen=True, kw_only=True)
class Import:
    """Each way in a process of its own, in a transaction that is rolled back: shares of a row's time, and memory."""

    name: str
    rows: int = 50_000
    few: int = 1_000
    library_rows: int = 1_000
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """How many people there are: with few of them, a few rows are enough to see that all is measured."""
        from beneficiaries.models import Beneficiary  # here: inside the portal only

        return {"people": Beneficiary.objects.count()}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """The figures."""
        small = place.found[self.name]["people"] < self.rows
        rows = self.few if small else self.rows
        by_library = min(self.library_rows, OF_LIBRARY if small else self.library_rows)
        asked = {
            name: json.loads(running.run("-m", "bench.imports", name, str(number)).splitlines()[-1])
            for name, number in (
                ("library", by_library),
                ("jobs", rows),
                ("copy", rows),
                ("reading", rows),
                ("memory", rows),
            )
        }
        mine, library, copied = asked["jobs"]["row"], asked["library"], asked["copy"]["row"]
        both = library["row"] + library["preview"]
        return [
            Reading("import, a row", mine * 1e6, "µs"),
            Reading("import, checking a row", asked["jobs"]["check"] * 1e6, "µs"),
            Reading("import, registering a row", asked["jobs"]["write"] * 1e6, "µs"),
            Reading("import in the time of the library's defaults, preview and import", mine / both, "", 1 / 20),
            Reading("import in the time of the library's defaults, import alone", mine / library["row"], ""),
            Reading("import in the time of COPY", mine / copied, "", 1 / 0.3),
            Reading(".xlsx, thousands of rows read in a second", asked["reading"]["rows"] / 1000, "k/s"),
            Reading("import, worker over its idle size", asked["memory"]["worker"], "MB", 32),
            Reading("import, the process that reads", asked["memory"]["child"], "MB"),
        ]


SUBJECTS: list[Any] = []
GAUGES = [Import(name="import of people")]
