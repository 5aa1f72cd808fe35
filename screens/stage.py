"""Where pictures are taken: a copy of the demonstration's database, and the real web server on it.

The demonstration itself is only read. It may run meanwhile, or be prepared here if it never was.
"""

import contextlib
import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from devtools import demo, dev_databases, embedded
from devtools.local_secrets import local_key
from devtools.supervisor import Program, Supervisor

FOLDER = embedded.LOCAL / "screens"
WORK = embedded.LOCAL / "screens-work"
DATABASE = "mustafid_screens"
SECONDS_TO_ANSWER = 60


class Unready(Exception):
    """Pictures cannot be taken here; the message says why."""


@dataclass(frozen=True)
class Servers:
    """Addresses: of the portal, and of one whose database is away."""

    portal: str
    broken: str


@contextlib.contextmanager
def copied() -> Iterator[None]:
    """A copy of the demonstration's data, which this process and its children use; made first where there are none.

    Raises Unready where another tour is under way, and embedded.Unavailable where the embedded servers cannot run.
    """
    if os.environ.get("DATABASE_URL"):
        raise Unready("Pictures are taken of the demonstration on the embedded servers: unset DATABASE_URL.")
    os.environ.update(demo.environment(0))
    with _alone(), _servers():
        _demonstration()
        shutil.rmtree(WORK, ignore_errors=True)
        WORK.mkdir(parents=True)
        _linked("private")
        _linked("static")
        os.environ.update(_environment(dev_databases.copy(DATABASE)))
        try:
            _prepare()
            yield
        finally:
            dev_databases.drop(DATABASE)
            shutil.rmtree(WORK, ignore_errors=True)


@contextlib.contextmanager
def served() -> Iterator[Servers]:
    """gunicorn as in production on the copy, and a second one that finds no database; both end with the block."""
    ports = _free_ports(2)
    absent = {"DATABASE_URL": os.environ["DATABASE_URL"].replace(DATABASE, "absent"), "WEB_WORKERS": "1"}
    programs = [_web("web", ports[0], {}), _web("broken", ports[1], absent)]
    supervisor = Supervisor(programs, folder=WORK)
    supervisor.start()
    addresses = [f"http://{demo.HOST}:{port}" for port in ports]
    try:
        _until_it_answers(supervisor, f"{addresses[0]}/alive/")
        yield Servers(*addresses)
    finally:
        supervisor.stop()


def _web(name: str, port: int, environment: dict[str, str]) -> Program:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi:application"]
    return Program(name=name, command=command, environment={"BIND": f"{demo.HOST}:{port}", **environment})


def _until_it_answers(supervisor: Supervisor, address: str) -> None:
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not demo.answers(address):
        if supervisor.results()["web"] is not None or time.monotonic() > deadline:
            raise Unready(f"The web server does not answer:\n{supervisor.log('web').read_text()[-2000:]}")
        time.sleep(0.1)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    embedded.LOCAL.mkdir(parents=True, exist_ok=True)
    with open(embedded.LOCAL / "screens.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Unready("Another `make screens` is under way.") from None
        yield


@contextlib.contextmanager
def _servers() -> Iterator[None]:
    """Starts the embedded servers where they do not run, and stops them again only then."""
    mark = embedded.hold()
    try:
        embedded.start(borrowed=True)
        yield
    finally:
        embedded.stop_unless_held(mark, only_borrowed=True)


def _demonstration() -> None:
    """Prepares the demonstration's data, unless one runs: then they are there, and its own to keep in order."""
    with open(embedded.LOCAL / "demo.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if not (embedded.LOCAL / "logins.txt").exists():
                raise Unready(
                    "A demonstration is being prepared here. Once it answers, pictures can be taken."
                ) from None
            return
        demo.say("Preparing the demo's data (the first time takes minutes) ...")
        _prepare()


def _prepare() -> None:
    """Runs `manage.py prepare_demo` on the database that the environment names. Raises Unready where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", "prepare_demo"], cwd=embedded.BASE_DIR, capture_output=True, check=False
    )
    if done.returncode:
        raise Unready(f"manage.py prepare_demo failed:\n{done.stderr.decode(errors='replace')[-2000:]}")


def _linked(name: str) -> None:
    """A folder of the demonstration's files under WORK: links, because what is kept there is never written again."""
    if (embedded.LOCAL / name).exists():
        shutil.copytree(embedded.LOCAL / name, WORK / name, copy_function=os.link)


def _environment(database: str) -> dict[str, str]:
    """What makes every process use the copy: named servers, as in production, with the demonstration's keys."""
    return {
        "DATABASE_URL": database,
        # a database of its own, so that what limits tries at signing in starts from nothing
        "REDIS_URL": f"{embedded.redis_url()}?db=1",
        "SECRET_KEY": local_key("secret"),
        "FIELD_KEYS": local_key("field"),
        "HMAC_KEY": local_key("hmac"),
        "ALLOWED_HOSTS": f"{demo.HOST},testserver",
        "PRIVATE_ROOT": str(WORK / "private"),
        "STATIC_ROOT": str(WORK / "static"),
        "STATIC_STORAGE": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "LOG_FORMAT": "plain",
    }


def _free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        probes = [stack.enter_context(socket.socket()) for _ in range(count)]
        for probe in probes:
            probe.bind((demo.HOST, 0))
        return [int(probe.getsockname()[1]) for probe in probes]
