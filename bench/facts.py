"""The machine, in words that name nobody and no place."""

import os
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

import psycopg

from bench.servers import url_of
from devtools import embedded


def busy(seconds: float = 2.0) -> float:
    """The share of the machine, 0 to 1, that is at work while we are not; 0 where the system does not tell."""
    idle, total = _ticks()
    time.sleep(seconds)
    idle_then, total_then = _ticks()
    return 1 - (idle_then - idle) / (total_then - total) if total_then > total else 0.0


def lines(busy: float) -> list[str]:
    """Cores, memory, the versions that matter, and how busy others kept the machine."""
    with psycopg.connect(url_of(embedded.DATABASE)) as line:
        row = line.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')").fetchone()
    server, buffers = row or ("?", "?")
    return [
        f"{os.cpu_count()} cores{_memory()}, {platform.system()}, {platform.machine()}; the client uses the same cores",
        f"PostgreSQL {server} with its defaults (shared_buffers {buffers}), Valkey, on sockets of the same machine",
        f"Python {sys.version.split()[0]}, Django {version('django')}, psycopg {version('psycopg')}, "
        f"gunicorn {version('gunicorn')} with 2 processes of 4 threads, Celery {version('celery')}",
        f"other programs used {busy:.0%} of the cores when the rounds began",
    ]


def _ticks() -> tuple[int, int]:
    try:
        counted = [int(part) for part in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except (OSError, ValueError):
        return 0, 0
    return counted[3] + counted[4], sum(counted)


def _memory() -> str:
    try:
        kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    except (OSError, ValueError):
        return ""
    return f", {kilobytes / 1e6:.0f} GB of memory"
