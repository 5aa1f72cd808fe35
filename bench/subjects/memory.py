"""What the processes of production hold in memory once they have worked: proportional set size of each."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench import forms
from bench.client import Browser, Wrong
from bench.subjects.base import LARGE, Place, Reading, Running
from bench.subjects.intake import Counter
from bench.subjects.people import LETTERS, RECEPTION, next_of, pool

PSS = re.compile(r"^Pss:\s+(\d+) kB", re.M)
CONNECTIONS = 8  # of their own, so that each web process gets some
SECONDS_TO_SWEEP, SECONDS_BETWEEN = 180.0, 2.0
SWEEP = "import django; django.setup()\nfrom channels_log.tasks import sweep\nsweep.delay()"
UNSENT = """
    SELECT count(*) FROM unnest(%s::text[]) AS r(reference) WHERE NOT EXISTS (
        SELECT 1 FROM channels_log_notice n JOIN intake_application a ON a.id = n.application_id
         WHERE a.reference = r.reference)
"""


@dataclass(frozen=True, kw_only=True)
class Memory:
    """After the rounds: receipts printed by the web processes, letters by the worker, then each process is read."""

    name: str
    web_at_most: float
    worker_at_most: float
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """People to be received, and the receptionist's session."""
        return {"cookies": portal.sign_in(RECEPTION), **pool(portal, LETTERS)}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """PSS in MB, with no other of our servers there to share its pages with."""
        self.work(place, running)
        running.alone(LARGE, "worker")
        limits = {LARGE: ("web", self.web_at_most), "worker": ("worker", self.worker_at_most)}
        return [
            Reading(f"{title}, process {number}", megabytes, "MB", limit)
            for program, (title, limit) in limits.items()
            for number, megabytes in enumerate(filter(None, map(pss, running.processes(program))), 1)
        ]

    def work(self, place: Place, running: Running) -> None:
        """Applications whose applicants want letters, their receipts printed; then a sweep until all have a notice."""
        found = place.found[self.name]
        references = []
        for _ in range(CONNECTIONS):
            _, public_id, name = next_of(found)
            with Browser(place.port, found["cookies"]) as browser:
                counter = Counter(browser, found, name, way="letter")
                path = counter.receive(f"/intake/people/{public_id}/start/")
                page = counter.get(path)
                browser.send(browser.form(f"{path}issue/", forms.sent(forms.fields(page.body))))
                references.append(path.split("/")[2])
        self.sweep(place, running, references)

    def sweep(self, place: Place, running: Running, references: list[str]) -> None:
        """Wakes the worker until these applications have their notices; the passages of the rounds come first."""
        deadline = time.monotonic() + SECONDS_TO_SWEEP
        with psycopg.connect(place.database, autocommit=True) as line:
            while (line.execute(UNSENT, [references]).fetchone() or (0,))[0]:
                if time.monotonic() > deadline:
                    raise Wrong("the worker does not sweep")
                running.run("-c", SWEEP)
                time.sleep(SECONDS_BETWEEN)


def pss(pid: int) -> float:
    """Proportional set size in MB; 0 where the system does not tell."""
    try:
        found = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) * 1024 / 1e6 if found else 0.0


SUBJECTS: list[Any] = []
GAUGES = [Memory(name="memory", web_at_most=150, worker_at_most=110)]
