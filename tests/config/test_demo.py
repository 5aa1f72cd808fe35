"""`make demo`, for real: killed and started again, then ended by Ctrl-C without a trace."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from devtools.supervisor import birth

ROOT = Path(__file__).resolve().parents[2]
MINUTES = 60


@pytest.fixture
def local():
    folder = Path(tempfile.mkdtemp(prefix="portal-"))
    folder.chmod(0o711)
    yield folder / "local"
    subprocess.run(
        [sys.executable, "-m", "devtools.embedded", "discard"], cwd=ROOT, env=environment(folder / "local"), check=False
    )
    shutil.rmtree(folder)


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(local, **more):
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "MAKELEVEL"}}
    return {**kept, "PORTAL_LOCAL": str(local), "DEMO_CASES": "2", **more}


def start(local, port, **more):
    out = open(local.parent / f"out-{time.monotonic_ns()}", "w+")  # noqa: SIM115 -- closed with the process
    demo = subprocess.Popen(
        [sys.executable, "-m", "devtools.demo"],
        cwd=ROOT,
        env=environment(local, PORT=str(port), **more),
        stdout=out,
        stderr=out,
        start_new_session=True,
    )
    return demo, Path(out.name)


def wait_until_it_greets(demo, out, seconds):
    deadline = time.monotonic() + seconds
    while "Ctrl-C ends everything" not in out.read_text():
        assert demo.poll() is None, out.read_text()
        assert time.monotonic() < deadline, out.read_text()
        time.sleep(0.2)


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.headers)


def processes(local):
    return json.loads((local / "log" / "processes.json").read_text())


def still_there(born, seconds=20):
    deadline = time.monotonic() + seconds
    while (alive := [pid for pid, when in born.items() if birth(int(pid)) == when]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return alive


@pytest.mark.timeout(20 * MINUTES)
def test_killed_and_started_again_then_ended_without_a_trace(local, port):
    demo, out = start(local, port)
    try:
        wait_until_it_greets(demo, out, 10 * MINUTES)
        assert f"http://127.0.0.1:{port}" in out.read_text()
        logins = (local / "logins.txt").read_text()
        assert logins in out.read_text()
        assert (local / "logins.txt").stat().st_mode & 0o777 == 0o600
        status, page, headers = get(port, "/accounts/login/")
        assert status == 200
        assert 'dir="rtl"' in page
        assert "unsafe-inline" not in headers["Content-Security-Policy"]

        refused = start(local, port)
        assert refused[0].wait(60) != 0
        assert "already runs" in refused[1].read_text()

        first = processes(local)
        demo.kill()
        demo.wait()
        demo, out = start(local, port)
        wait_until_it_greets(demo, out, 5 * MINUTES)
        assert still_there(first) == []
        assert logins in out.read_text(), "the data and the logins are the same"
        assert get(port, "/alive/")[:2] == (200, "ok")

        second = processes(local)
        demo.send_signal(signal.SIGINT)
        assert demo.wait(60) == 0
        assert still_there(second) == []
        status = subprocess.run(
            [sys.executable, "-m", "devtools.embedded", "status"],
            cwd=ROOT,
            env=environment(local),
            capture_output=True,
            text=True,
            check=True,
        )
        assert status.stdout.strip() == "stopped"
    finally:
        if demo.poll() is None:
            demo.kill()
            demo.wait()


def test_a_taken_port_is_said_before_anything_is_prepared(local):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        demo, out = start(local, taken.getsockname()[1])
        assert demo.wait(60) != 0
        assert "is taken" in out.read_text()
