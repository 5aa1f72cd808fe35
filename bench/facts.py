"""The machine, in words that name nobody and no place."""

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import psycopg

from bench.servers import url_of
from config import embedded


def lines() -> list[str]:
    """Cores, memory, and the versions that matter."""
    with psycopg.connect(url_of(embedded.DATABASE)) as line:
        row = line.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')").fetchone()
    server, buffers = row or ("?", "?")
    return [
        f"{os.cpu_count()} cores{_memory()}, {platform.system()}, {platform.machine()}; the client uses the same cores",
        f"PostgreSQL {server} with its defaults (shared_buffers {buffers}), Valkey, on sockets of the same machine",
        f"Python {sys.version.split()[0]}, Django {version('django')}, psycopg {version('psycopg')}, "
        f"gunicorn {version('gunicorn')} with 2 processes of 4 threads, Celery {version('celery')}",
    ]


def _memory() -> str:
    try:
        kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    except (OSError, ValueError):
        return ""
    return f", {kilobytes / 1e6:.0f} GB of memory"
