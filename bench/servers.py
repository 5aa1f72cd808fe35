"""Web servers and a worker as production runs them, each on a free port of the loopback; all end with the block."""

import fcntl
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

from devtools import embedded
from devtools.local_secrets import local_key
from devtools.supervisor import SECONDS_TO_STOP, Program, Supervisor

SECONDS_TO_ANSWER = 60.0
ROOT = embedded.BASE_DIR
SETTINGS = "config.settings"


class Unable(Exception):
    """The measuring cannot go on; the message says why."""


@dataclass(frozen=True)
class Tree:
    """The folder of a portal's code, the Python it runs on, and where its static files are collected."""

    folder: Path = ROOT
    python: str = sys.executable
    static: Path = embedded.LOCAL / "static"

    def environment(self, database: str, **more: str) -> dict[str, str]:
        """What a process of this tree finds: as in production, save for TLS and that notices stay here.

        The address of the database and the keys are named, so that commits of any age understand it.
        """
        return {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PORTAL_LOCAL": str(embedded.LOCAL),
            "DATABASE_URL": url_of(database),
            "REDIS_URL": embedded.redis_url(),
            "SECRET_KEY": local_key("secret"),
            "FIELD_KEYS": local_key("field"),
            "HMAC_KEY": local_key("hmac"),
            "PRIVATE_ROOT": str(embedded.LOCAL / f"private-{database}"),
            "STATIC_ROOT": str(self.static),
            "STATIC_STORAGE": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DEBUG": "0",
            "DEMO": "0",
            "BEHIND_TLS": "0",
            "NOTICE_TRANSPORTS": "sandbox",
            "NOTICE_QUIET": "0",
            "PYTHONUNBUFFERED": "1",
            **more,
        }

    def run(self, *arguments: str, database: str = embedded.DATABASE, **more: str) -> str:
        """Runs Python with these arguments in this tree; its output. Raises Unable with its last words."""
        return self._run(arguments, self.environment(database, **more))

    def embedded(self, *arguments: str) -> str:
        """Runs a management command that finds the embedded servers itself, as in development."""
        named = ("DATABASE_URL", "REDIS_URL", "ENV_FILE")
        kept = {name: value for name, value in os.environ.items() if name not in named}
        return self._run(("manage.py", *arguments), {**kept, "PORTAL_LOCAL": str(embedded.LOCAL)})

    def _run(self, arguments: tuple[str, ...], environment: dict[str, str]) -> str:
        done = subprocess.run(
            [self.python, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Unable(f"{' '.join(arguments)[:200]} failed:\n{done.stderr.strip()[-2000:]}")
        return done.stdout


@dataclass(frozen=True)
class Web:
    """A web server to start: its name, its tree, what it serves and from which database."""

    name: str
    tree: Tree
    database: str
    port: int
    settings: str = SETTINGS
    application: str = "config.wsgi:application"

    @property
    def program(self) -> Program:
        """gunicorn as in production; only that no worker is replaced in the middle of a measurement."""
        options = ["-c", "python:config.gunicorn", "--max-requests", "0"]
        bind = f"127.0.0.1:{self.port}"
        environment = self.tree.environment(self.database, BIND=bind, DJANGO_SETTINGS_MODULE=self.settings)
        return Program(
            name=self.name,
            command=[self.tree.python, "-m", "gunicorn", *options, self.application],
            environment=environment,
            folder=self.tree.folder,
        )

    @property
    def alive(self) -> str:
        """The address that answers once the server does."""
        return f"http://127.0.0.1:{self.port}/{'alive/' if self.application.startswith('config.') else ''}"


def worker(tree: Tree, database: str) -> Program:
    """The Celery worker as docker-compose.yml runs it."""
    command = [tree.python, "-m", "celery", "-A", "config.celery", "worker", "--concurrency", "2", "-l", "INFO"]
    environment = {**tree.environment(database), "REMAP_SIGTERM": "SIGQUIT"}
    return Program(name="worker", command=command, environment=environment, folder=tree.folder)


def url_of(database: str) -> str:
    """The address of one of the embedded server's databases."""
    return embedded.database_url(database)


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def embedded_servers() -> Iterator[None]:
    """PostgreSQL and Valkey, while the block runs; they stay where somebody else uses them.

    Raises Unable where they cannot run, or where another bench has them: two at once would measure each other.
    """
    mark = embedded.hold()
    try:
        with _only_one():
            embedded.start(borrowed=True)
            yield
    except embedded.Unavailable as problem:
        raise Unable(str(problem)) from problem
    finally:
        embedded.stop_unless_held(mark, only_borrowed=True)


@contextmanager
def _only_one() -> Iterator[None]:
    with open(embedded.LOCAL / "bench.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise Unable(f"A bench runs already with the data in {embedded.LOCAL}.") from problem
        yield


class Servers:
    """The processes of one run. A context: at its end, however it comes, all are stopped."""

    def __init__(self, webs: list[Web], others: list[Program]) -> None:
        self.webs = webs
        folder = embedded.LOCAL / "log" / "bench"
        self.supervisor = Supervisor([*(web.program for web in webs), *others], folder=folder)

    def __enter__(self) -> "Servers":
        self.supervisor.end_leftovers()
        for program in self.supervisor.programs:
            self.supervisor.log(program.name).unlink(missing_ok=True)
        try:
            self.supervisor.start()
            for web in self.webs:
                self._wait_for(web)
        except BaseException:
            self.supervisor.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.supervisor.stop()

    def alone(self, *names: str) -> None:
        """Stops every process but these."""
        others = [process for name, process in self.supervisor.running.items() if name not in names]
        for process in others:
            process.terminate()
        for process in others:
            process.wait(SECONDS_TO_STOP)

    def processes(self, name: str) -> list[int]:
        """The process of this name and its children; nothing where the system does not tell."""
        parent = self.supervisor.running[name].pid
        return [parent, *(pid for pid, of in _parents().items() if of == parent)]

    def run(self, *arguments: str) -> str:
        """Runs Python in the environment of the first web server."""
        return self.webs[0].tree.run(*arguments, database=self.webs[0].database)

    def _wait_for(self, web: Web) -> None:
        deadline, pause = time.monotonic() + SECONDS_TO_ANSWER, threading.Event()
        while time.monotonic() < deadline and self.supervisor.results()[web.name] is None:
            try:
                with urllib.request.urlopen(web.alive, timeout=5) as answer:  # noqa: S310 -- our own http address
                    if answer.status == 200:
                        return
            except OSError:
                pause.wait(0.1)
        last = "\n".join(self.supervisor.log(web.name).read_text().splitlines()[-12:])
        raise Unable(f"The server “{web.name}” does not answer:\n{last}")


def _parents() -> dict[int, int]:
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue
    return found
