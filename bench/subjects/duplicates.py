"""The search for like records among all people, a labelled set among them: its time, what it misses and mistakes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bench.subjects.base import LARGE, Place, Reading, Running

# inside the portal: the set is there only while the search runs
SEARCH = """
import json, pathlib, time
import django
django.setup()
from django.db import connection, transaction
from accounts.models import Staff
from beneficiaries.domain.duplicates import blocking, scan
from beneficiaries.models import Beneficiary
from tests.beneficiaries.duplicate_factories import duplicates, keep, labelled

def megabytes(word):
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(word))

with transaction.atomic():
    made = labelled({planted})
    place_of = keep(made, Staff.objects.order_by("pk")[0])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE beneficiaries_beneficiary, beneficiaries_contactpoint")
    people, before = Beneficiary.objects.count(), megabytes("VmRSS")
    pathlib.Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    began = time.monotonic()
    pairs = {{(first.pk, second.pk) for key in blocking.KEYS for first, second, _ in scan.likely(key)}}
    took, peak = time.monotonic() - began, megabytes("VmHWM")
    transaction.set_rollback(True)
found = {{(place_of[a], place_of[b]) for a, b in pairs if a in place_of and b in place_of}}
meant = duplicates(made)
print(json.dumps({{
    "seconds": took * 100_000 / people,
    "missed": 1 - len(found & meant) / len(meant),
    "wrong": 1 - len(found & meant) / max(len(found), 1),
    "more": max(peak - before, 0),
}}))
"""


@dataclass(frozen=True, kw_only=True)
class Search:
    """All people compared once, `planted` labelled ones among them."""

    name: str
    planted: int
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """Nothing that has to be known before."""
        return {}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """Seconds for each 100,000 people, and shares of the labelled set."""
        found = json.loads(running.run("-c", SEARCH.format(planted=self.planted)).strip().splitlines()[-1])
        return [
            Reading("like records: search, for each 100,000 people", found["seconds"], "s", 60),
            Reading("like records: second records not found", found["missed"] * 100, "%", 5),
            Reading("like records: found ones that are two people", found["wrong"] * 100, "%", 3),
            Reading("like records: memory that the search adds", found["more"], "MB", 100),
        ]


SUBJECTS: list[Any] = []
GAUGES = [Search(name="duplicates", planted=10_000)]
