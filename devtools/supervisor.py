"""Runs a few processes together: when one ends all end, and none outlives this one, not even after kill -9."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_TO_STOP = 16.0
PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, kw_only=True)
class Program:
    """One process to run: its name, its command, what it adds to the environment, and the folder it works in."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    folder: Path | None = None


class Supervisor:
    """Starts programs, waits, and stops them in the order given. `folder` keeps their logs and process ids."""

    def __init__(self, programs: Iterable[Program], *, folder: Path) -> None:
        self.programs = list(programs)
        self.folder = folder
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def log(self, name: str) -> Path:
        """Where a program's output goes."""
        return self.folder / f"{name}.log"

    def end_leftovers(self) -> None:
        """End what a supervisor that was killed left behind: Linux does so in its own time, macOS never."""
        try:
            left = json.loads(self._pids.read_text())
        except (OSError, ValueError):
            return
        alive = [int(pid) for pid, born in left.items() if born and birth(int(pid)) == born]
        for pid in alive:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + SECONDS_TO_STOP
        while (alive := [pid for pid in alive if birth(pid) == left[str(pid)]]) and time.monotonic() < deadline:
            time.sleep(0.1)
        for pid in alive:
            _kill_group(pid)

    def start(self) -> None:
        """Start every program, and write down who they are."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for program in self.programs:
            self.running[program.name] = self._launch(program)
        births = {str(process.pid): birth(process.pid) for process in self.running.values()}
        self._pids.write_text(json.dumps(births))

    def wait(self, stop: threading.Event) -> list[str]:
        """Return when `stop` is set (nothing) or when programs ended by themselves (their names)."""
        while not stop.wait(0.2):
            ended = [name for name, process in self.running.items() if process.poll() is not None]
            if ended:
                return ended
        return []

    def results(self) -> dict[str, int | None]:
        """Each program's exit code; None while it runs."""
        return {name: process.poll() for name, process in self.running.items()}

    def stop(self) -> None:
        """Ask all to end, kill the groups of those still there after SECONDS_TO_STOP, and wait for each."""
        for process in self.running.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + SECONDS_TO_STOP
        for process in self.running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _kill_group(process.pid)
                process.wait()
        self._pids.unlink(missing_ok=True)

    @property
    def _pids(self) -> Path:
        return self.folder / "processes.json"

    def _launch(self, program: Program) -> subprocess.Popen[bytes]:
        with open(self.log(program.name), "ab") as output:
            # a session of its own: Ctrl-C in the terminal reaches only us, and we stop them in order
            return subprocess.Popen(
                program.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **program.environment},
                cwd=program.folder,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 -- we have no threads when we start programs
            )


def birth(pid: int) -> str:
    """When this process was started, or "" when it is gone: a number alone may belong to somebody else by now."""
    stat = Path(f"/proc/{pid}/stat")
    if sys.platform == "linux":
        try:
            state, *rest = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if state == "Z" else rest[18]
    found = subprocess.run(["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def end_with_parent() -> None:
    """Ask the kernel for a TERM when the process that started this one ends. Linux only; nothing elsewhere."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _kill_group(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
