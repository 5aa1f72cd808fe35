"""A real worker and a real beat, as processes of their own on the test's database and the embedded broker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, unquote, urlencode

import redis
from django.conf import settings
from django.db import connection

CELERY = [sys.executable, "-m", "celery", "-A", "config.celery"]
# the broker's databases from 5 on; a demo that borrows the same server uses the first
FIRST_DATABASE = 5


class Portal:
    """Starts worker and beat with these variables added to their environment, and ends what it started."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = {**os.environ, **_environment(), **environment}
        self.running: list[subprocess.Popen[bytes]] = []

    def worker(self) -> "subprocess.Popen[bytes]":
        """A worker with two processes."""
        options = ["--concurrency", "2", "--without-mingle", "--without-gossip", "-l", "INFO"]
        return self._start("worker", *options)

    def beat(self) -> "subprocess.Popen[bytes]":
        """The clock that wakes the sweep."""
        return self._start("beat", "-l", "INFO", "-s", str(self.folder / "schedule"), "--pidfile", "")

    def log(self, name: str) -> str:
        """What the process said."""
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def kill(self, process: "subprocess.Popen[bytes]") -> None:
        """SIGKILL to the process and its children: nothing is tidied up."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def stop(self) -> None:
        """Ends everything that it started."""
        for process in list(self.running):
            self.kill(process)

    def _start(self, name: str, *options: str) -> "subprocess.Popen[bytes]":
        with open(self.folder / f"{name}.log", "ab") as log:
            process = subprocess.Popen(
                [*CELERY, name, *options],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.running.append(process)
        return process


def until(true: Callable[[], bool], *, seconds: float, what: str, portal: Portal) -> None:
    """Waits until it is true; fails with the worker's words after so many seconds."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}\n{portal.log('worker')[-4000:]}"
        time.sleep(0.1)


def _environment() -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": _database_url(),
        "REDIS_URL": _broker_url(),
        "SECRET_KEY": settings.SECRET_KEY,
        "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "HMAC_KEY": settings.HMAC_KEY,
        "PRIVATE_ROOT": str(settings.PRIVATE_ROOT),
        "NOTICE_TRANSPORTS": "real",
        "NOTICE_QUIET": "0",
        "SWEEP_SECONDS": "1",
        "LOG_FORMAT": "plain",
        "LOG_LEVEL": "INFO",
    }


def _database_url() -> str:
    """The test's database, as the role that has rows and nothing else, as in production."""
    known = connection.settings_dict
    options = {"options": "-c role=portal_app", **_socket(known["OPTIONS"].get("host") or known["HOST"])}
    host = "" if "host" in options else f"{known['HOST']}:{known['PORT'] or 5432}"
    word = f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else ""
    return f"postgresql://{quote(known['USER'])}{word}@{host}/{known['NAME']}?{urlencode(options, quote_via=quote)}"


def _socket(host: str) -> dict[str, str]:
    return {"host": host} if host.startswith("/") else {}


def _broker_url() -> str:
    """A database of the broker that only this test process uses, emptied."""
    number = FIRST_DATABASE + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10
    base = settings.REDIS_URL.partition("?")[0]
    if base.startswith("redis+socket://"):
        redis.Redis(unix_socket_path=unquote(base.removeprefix("redis+socket://")), db=number).flushdb()
        return f"{base}?virtual_host={number}"
    address = f"{base.rstrip('/').removesuffix('/0')}/{number}"
    redis.Redis.from_url(address).flushdb()
    return address
