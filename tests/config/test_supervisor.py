"""Processes that run together end together, in every way in which they can end."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from devtools.supervisor import birth

ROOT = Path(__file__).resolve().parents[2]

# three programs: one polite, one that ignores TERM, one with a child of its own
SCRIPT = """
    import signal, sys, threading
    from pathlib import Path
    from devtools import supervisor
    supervisor.SECONDS_TO_STOP = 1.0
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    stubborn = [sys.executable, "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"]
    parent = ["sh", "-c", "sleep 61 & wait"]
    brief = [sys.executable, "-c", "print('no'); raise SystemExit(3)"]
    names = dict(sleeper=sleeper, stubborn=stubborn, parent=parent, brief=brief)
    chosen = [supervisor.Program(name=name, command=names[name]) for name in sys.argv[2:]]
    boss = supervisor.Supervisor(chosen, folder=Path(sys.argv[1]))
    boss.end_leftovers()
    boss.start()
    print(*[process.pid for process in boss.running.values()], flush=True)
    ended = boss.wait(stop)
    boss.stop()
    print(*ended, flush=True)
    sys.exit(1 if ended else 0)
"""


@pytest.fixture
def supervised(tmp_path):
    started = []

    def start(*names):
        command = [sys.executable, "-c", textwrap.dedent(SCRIPT), str(tmp_path), *names]
        boss = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
        started.append(boss)
        return boss, [int(pid) for pid in boss.stdout.readline().split()]

    yield start
    for boss in started:
        if boss.poll() is None:
            boss.kill()
        boss.wait()
        boss.stdout.close()


def gone(pids, seconds=5.0):
    """Waits until none of these processes lives; returns those that still do."""
    deadline = time.monotonic() + seconds
    while (alive := [pid for pid in pids if birth(pid)]) and time.monotonic() < deadline:
        time.sleep(0.05)
    return alive


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_even_the_one_that_ignores_it(supervised, number):
    boss, pids = supervised("sleeper", "stubborn")
    time.sleep(0.3)
    boss.send_signal(number)
    assert boss.wait(10) == 0
    assert gone(pids) == []


def test_when_one_ends_by_itself_all_end_and_it_is_named(supervised):
    boss, pids = supervised("sleeper", "brief")
    assert boss.wait(10) == 1
    assert boss.stdout.read().split() == ["brief"]
    assert gone(pids) == []


def test_a_killed_supervisor_takes_its_programs_along_and_the_next_one_starts(supervised):
    boss, pids = supervised("sleeper", "stubborn")
    boss.kill()
    boss.wait()
    again, fresh = supervised("sleeper")
    assert gone(pids) == [], "the next supervisor ends what the kernel could not"
    again.send_signal(signal.SIGINT)
    assert again.wait(10) == 0
    assert gone(fresh) == []


def test_a_number_that_now_belongs_to_somebody_else_is_left_alone(supervised, tmp_path):
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (tmp_path / "processes.json").write_text(f'{{"{bystander.pid}": "1"}}')
        boss, _pids = supervised("sleeper")
        boss.send_signal(signal.SIGINT)
        boss.wait(10)
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def test_output_goes_to_a_log_of_its_own(supervised, tmp_path):
    boss, _pids = supervised("brief")
    boss.wait(10)
    assert (tmp_path / "brief.log").read_text() == "no\n"


def test_birth_tells_the_living_from_the_dead():
    child = subprocess.Popen(["true"])
    child.wait()
    assert birth(child.pid) == ""
    assert birth(os.getpid()) != ""
