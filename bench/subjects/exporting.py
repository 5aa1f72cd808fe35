"""The head's whole list as a file: how fast beside COPY and beside the library, and what the worker needs for it."""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.client import Wrong
from bench.subjects.base import LARGE, Place, Reading, Running
from bench.subjects.memory import pss

LONGEST, BETWEEN = 300.0, 0.05
STATE = "SELECT state, done FROM jobs_job WHERE id = %s"
MORE = 20  # MB over the idle worker, at any number of rows
OF_COPY, OF_LIBRARY = 0.2, 3


def told(running: Running, *arguments: str) -> Any:
    """What bench.exported says."""
    return json.loads(running.run("-m", "bench.exported", *arguments).strip().splitlines()[-1])


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Rows a second of four ways, one after the other in one process, as shares of one another."""

    name: str
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """Nothing: whose list it is stands in bench.exported."""
        return {}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """The shares, and what they are shares of."""
        rates = told(running, "speed")
        return [
            Reading("export: CSV, of the speed of COPY", rates["csv"] / rates["copy"], "", at_least=OF_COPY),
            Reading("export: .xlsx, of the library's speed", rates["xlsx"] / rates["library"], "", at_least=OF_LIBRARY),
            *(Reading(f"export: {name}", rate, "rows/s") for name, rate in rates.items()),
        ]


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The worker's processes before and while they write the file."""

    name: str
    places: Sequence[str] = (LARGE,)

    def find(self, portal: Any) -> dict[str, Any]:
        """As Speed's."""
        return {}

    def read(self, place: Place, running: Running) -> list[Reading]:
        """The most that one of them needs beyond what it held before it wrote its first file."""
        readings = []
        with psycopg.connect(place.database, autocommit=True) as line:
            for kind in ("csv", "xlsx"):
                idle = dict.fromkeys(running.processes("worker"), 0.0)
                idle = {pid: pss(pid) for pid in idle}
                job = told(running, "ask", kind)["job"]
                more, rows = self.watch(line, job, idle)
                readings.append(Reading(f"export: worker over idle, {kind}", more, "MB", MORE))
        return [*readings, Reading("export: rows in each file", rows, "rows")]

    def watch(self, line: psycopg.Connection[Any], job: str, idle: dict[int, float]) -> tuple[float, int]:
        """The most over idle of any process until the job is done, and its rows."""
        deadline, more = time.monotonic() + LONGEST, 0.0
        while time.monotonic() < deadline:
            more = max(more, *(pss(pid) - before for pid, before in idle.items()))
            state, done = line.execute(STATE, [job]).fetchone() or ("", 0)
            if state == "done":
                return more, done
            if state in ("failed", "cancelled"):
                raise Wrong(f"the export is {state}")
            time.sleep(BETWEEN)
        raise Wrong("the worker exports nothing")


SUBJECTS: list[Any] = []
GAUGES = [Speed(name="export: speed"), Memory(name="export: memory")]
