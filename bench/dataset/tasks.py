"""Pieces of loading as a queue that two connections work through, each piece once what it needs is there."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

CONNECTIONS = 2
# the load has the machine to itself; a seq scan that joins another in its middle would mix up the order of rows
SESSION = """
    SET session_replication_role = replica;
    SET synchronous_commit = off;
    SET synchronize_seqscans = off;
    SET max_parallel_workers_per_gather = 0;
    SET max_parallel_maintenance_workers = 0;
    SET work_mem = '384MB';
    SET hash_mem_multiplier = 2;
    SET maintenance_work_mem = '512MB';
    SET vacuum_buffer_usage_limit = '16MB';
    SET timezone = 'Asia/Riyadh';
"""


@dataclass(frozen=True)
class Task:
    """One statement: its name, its SQL, the names of what has to be done before, and the kind of work for the report.

    "table" waits for "table" and for every "table:part".
    """

    name: str
    sql: str
    after: tuple[str, ...] = ()
    kind: str = "rows"


def connect(params: dict[str, Any]) -> "psycopg.Connection[Any]":
    """A connection in which triggers and foreign keys rest: only a superuser may open it."""
    connection = psycopg.connect(**params, autocommit=True)
    connection.execute(SESSION)
    return connection


class Queue:
    """Runs tasks on several connections, in the order given as far as what they need is done."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.waiting = list(tasks)
        self.undone = {task.name for task in tasks}
        self.seconds: dict[str, float] = {}
        self.failure: BaseException | None = None
        self._turn = threading.Condition()

    def run(self, params: dict[str, Any], said: Callable[[str], None]) -> dict[str, float]:
        """Runs all and returns the seconds of each kind of work, summed over connections. Raises what a task raised."""
        threads = [threading.Thread(target=self._work, args=(params, said), daemon=True) for _ in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failure is not None:
            raise self.failure
        return self.seconds

    def _work(self, params: dict[str, Any], said: Callable[[str], None]) -> None:
        try:
            with connect(params) as connection:
                while (task := self._next()) is not None:
                    began = time.monotonic()
                    connection.execute(task.sql)
                    self._finished(task, time.monotonic() - began, said)
        except BaseException as error:  # whatever it is, it is raised by run()
            with self._turn:
                self.failure = self.failure or error
                self._turn.notify_all()

    def _next(self) -> Task | None:
        with self._turn:
            while self.waiting and self.failure is None:
                ready = next((task for task in self.waiting if not self._blocked(task)), None)
                if ready is not None:
                    self.waiting.remove(ready)
                    return ready
                self._turn.wait()
            return None

    def _blocked(self, task: Task) -> bool:
        return any(name in self.undone or any(one.startswith(f"{name}:") for one in self.undone) for name in task.after)

    def _finished(self, task: Task, seconds: float, said: Callable[[str], None]) -> None:
        with self._turn:
            self.undone.discard(task.name)
            self.seconds[task.kind] = self.seconds.get(task.kind, 0.0) + seconds
            self._turn.notify_all()
        said(f"{task.kind:<8} {task.name:<44} {seconds:7.1f} s")
