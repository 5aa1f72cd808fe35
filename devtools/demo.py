"""`make demo`: the whole portal on this machine, with invented people. Ctrl-C ends everything that it started."""

import fcntl
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from devtools import embedded
from devtools.supervisor import Program, Supervisor, end_with_parent

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 60
LOG = embedded.LOCAL / "log"


def main() -> int:
    """Prepare the data, run web, worker and beat until told to stop; 0, or 1 where something ended by itself."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    if "MAKELEVEL" in os.environ:
        end_with_parent()  # a make that is killed must not leave a demo behind that nobody sees
    port = int(os.environ.get("PORT") or 8000)
    os.environ.update(environment(port))
    with only_one(), servers():
        Supervisor([], folder=LOG).end_leftovers()
        refuse_busy(port)
        say("Preparing the database, the pages' files and the demo's data (the first time takes minutes) ...")
        if not prepare(stop):
            return 0 if stop.is_set() else 1
        return serve(stop, port)


def environment(port: int) -> dict[str, str]:
    """Return what the demo's processes find in their environment: as in production, save for TLS and real servers."""
    return {
        "PORTAL_LOCAL": str(embedded.LOCAL),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "0",
        "DEMO": "1",
        "BEHIND_TLS": "0",
        "BIND": f"{HOST}:{port}",
        "PYTHONUNBUFFERED": "1",
    }


def programs() -> list[Program]:
    """Return what runs, in the order in which it is stopped."""
    celery = [sys.executable, "-m", "celery", "-A", "config.celery"]
    schedule = str(LOG.parent / "beat-schedule")
    return [
        Program(name="beat", command=[*celery, "beat", "-l", "INFO", "-s", schedule, "--pidfile", ""]),
        Program(
            name="web",
            command=[sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi:application"],
        ),
        Program(
            name="worker",
            command=[*celery, "worker", "-l", "INFO", "--concurrency", "1", "--without-mingle", "--without-gossip"],
            # TERM then means: finish within CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT, and give back the rest
            environment={"REMAP_SIGTERM": "SIGQUIT"},
        ),
    ]


@contextmanager
def only_one() -> Iterator[None]:
    """Two demos on one set of data would fight over it."""
    embedded.LOCAL.mkdir(parents=True, exist_ok=True)
    with open(embedded.LOCAL / "demo.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit(f"A demo already runs with the data in {embedded.LOCAL}.")
        yield


@contextmanager
def servers() -> Iterator[None]:
    """The embedded servers, while the block runs; where DATABASE_URL names real ones nothing is started or stopped."""
    if os.environ.get("DATABASE_URL"):
        yield
        return
    mark = embedded.hold()
    try:
        embedded.start()
        yield
    except embedded.Unavailable as problem:
        sys.exit(str(problem))
    finally:
        embedded.stop_unless_held(mark)


def refuse_busy(port: int) -> None:
    """End the demo with a sentence where somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another: make demo PORT={port + 1}")


def prepare(stop: threading.Event) -> bool:
    """Run `manage.py prepare_demo`. False where it failed or was told to stop."""
    supervisor = Supervisor(
        [Program(name="prepare", command=[sys.executable, "manage.py", "prepare_demo"])], folder=LOG
    )
    supervisor.log("prepare").unlink(missing_ok=True)
    supervisor.start()
    supervisor.wait(stop)
    supervisor.stop()
    done = supervisor.results()["prepare"] == 0
    if not done and not stop.is_set():
        complain(supervisor, ["prepare"])
    return done and not stop.is_set()


def serve(stop: threading.Event, port: int) -> int:
    """Run the programs until `stop` or until one of them ends by itself, and stop the others."""
    supervisor = Supervisor(programs(), folder=LOG)
    supervisor.start()
    try:
        greeter = threading.Thread(target=greet, args=(stop, port), daemon=True)
        greeter.start()
        ended = supervisor.wait(stop)
    finally:
        say("Stopping ...")
        supervisor.stop()
    if ended:
        complain(supervisor, ended)
    return 1 if ended else 0


def greet(stop: threading.Event, port: int) -> None:
    """Wait until the pages answer, then say where they are and who may sign in."""
    address = f"http://{HOST}:{port}"
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while not stop.is_set() and time.monotonic() < deadline:
        if answers(f"{address}/alive/"):
            logins = embedded.LOCAL / "logins.txt"
            say(f"\nMustafid runs at {address}\n")
            if logins.exists():
                say(logins.read_text())
            say(f"Logs are in {LOG}. Ctrl-C ends everything.")
            return
        stop.wait(0.2)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 -- our own http address
            return bool(answer.status == 200)
    except OSError:
        return False


def complain(supervisor: Supervisor, ended: list[str]) -> None:
    """Show what the programs that ended by themselves said last."""
    for name in ended:
        last = "\n".join(supervisor.log(name).read_text().splitlines()[-12:])
        say(f"{name} ended (code {supervisor.results()[name]}), see {supervisor.log(name)}:\n{last}")


def say(text: str) -> None:
    """To the terminal, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
