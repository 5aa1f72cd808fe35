"""Web servers and a worker as production runs them, each on a free port of the loopback; all end with the block."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import embedded
from config.supervisor import Program, Supervisor

SECONDS_TO_ANSWER = 60.0
ROOT = embedded.BASE_DIR
# named servers and somebody's settings are not what is measured
LEFT_OUT = ("DATABASE_URL", "REDIS_URL", "ENV_FILE", "DJANGO_SETTINGS_MODULE", "STATIC_STORAGE")


class Unable(Exception):
    """The measuring cannot go on; the message says why."""


@dataclass(frozen=True)
class Tree:
    """The folder of a portal's code, the Python it runs on, and where its static files are collected."""

    folder: Path = ROOT
    python: str = sys.executable
    static: Path = embedded.LOCAL / "static"

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """What a process of this tree finds: as in production, save for TLS, real servers and real notices."""
        kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return {
            **kept,
            "PORTAL_LOCAL": str(embedded.LOCAL),
            "PORTAL_DATABASE": database,
            "STATIC_ROOT": str(self.static),
            "DEBUG": "0",
            "DEMO": "0",
            "ACCESS_MAP_STRICT": "0",
            "BEHIND_TLS": "0",
            "NOTICE_TRANSPORTS": "sandbox",
            "LOG_FORMAT": "json",
            "PYTHONUNBUFFERED": "1",
            **more,
        }

    def run(self, *arguments: str, database: str = "", **more: str) -> str:
        """Runs Python with these arguments in this tree; its output. Raises Unable with its last words."""
        done = subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env=self.environment(database, **more),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Unable(f"{' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
        return done.stdout

    def manage(self, *arguments: str, database: str = "", **more: str) -> str:
        """Runs a management command in this tree."""
        return self.run("manage.py", *arguments, database=database, **more)


@dataclass(frozen=True)
class Web:
    """A web server to start: its name, its tree, what it serves and from which database."""

    name: str
    tree: Tree
    application: str
    database: str
    port: int
    settings: str = "config.settings"

    @property
    def program(self) -> Program:
        """gunicorn as in production; only that a worker is not replaced in the middle of a measurement."""
        command = [self.tree.python, "-m", "gunicorn", "-c", "python:config.gunicorn", "--max-requests", "0"]
        bind = f"127.0.0.1:{self.port}"
        environment = self.tree.environment(self.database, BIND=bind, DJANGO_SETTINGS_MODULE=self.settings)
        # Program has no folder of its own: gunicorn changes there itself
        return Program(
            name=self.name,
            command=[*command, "--chdir", str(self.tree.folder), self.application],
            environment={**environment, "PYTHONPATH": str(self.tree.folder)},
        )


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def embedded_servers() -> Iterator[None]:
    """PostgreSQL and Valkey, while the block runs; they stay where somebody else uses them."""
    mark = embedded.hold()
    try:
        embedded.start(borrowed=True)
        yield
    except embedded.Unavailable as problem:
        raise Unable(str(problem)) from problem
    finally:
        embedded.stop_unless_held(mark, only_borrowed=True)


@contextmanager
def running(webs: list[Web], others: list[Program], *, log: Path) -> Iterator[Supervisor]:
    """Web servers that answer, and the other programs; all are stopped at the block's end, however it ends."""
    for name in LEFT_OUT:
        os.environ.pop(name, None)
    supervisor = Supervisor([*(web.program for web in webs), *others], folder=log)
    supervisor.end_leftovers()
    for program in supervisor.programs:
        supervisor.log(program.name).unlink(missing_ok=True)
    try:
        supervisor.start()
        for web in webs:
            _wait_for(web, supervisor)
        yield supervisor
    finally:
        supervisor.stop()


def ended(supervisor: Supervisor) -> list[str]:
    """Programs that ended by themselves."""
    return [name for name, code in supervisor.results().items() if code is not None]


def _wait_for(web: Web, supervisor: Supervisor) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    address = f"http://127.0.0.1:{web.port}/{'' if web.application.startswith('bench.floor') else 'alive/'}"
    pause = threading.Event()
    while time.monotonic() < deadline:
        if supervisor.results()[web.name] is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own http address
                if answer.status == 200:
                    return
        except OSError:
            pause.wait(0.1)
    last = "\n".join(supervisor.log(web.name).read_text().splitlines()[-12:])
    raise Unable(f"{web.name} does not answer:\n{last}")
