"""A worker ends in bounded time, whatever Celery does."""

import signal
import subprocess
import sys
import textwrap
import time

SCRIPT = """
    import signal, sys, time
    from config import celery
    celery.LONGEST_STOP = 0.5
    hangs = lambda *_: time.sleep(60)
    signal.signal(signal.SIGTERM, hangs if sys.argv[1] == "hangs" else lambda *_: sys.exit(0))
    celery.bound_the_stop()
    print("ready", flush=True)
    time.sleep(60)
"""


def stopped_after(kind, root):
    command = [sys.executable, "-c", textwrap.dedent(SCRIPT), kind]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        begins = time.monotonic()
        process.send_signal(signal.SIGTERM)
        code = process.wait(20)
    return code, time.monotonic() - begins


def test_a_stop_that_hangs_is_cut_short(root):
    code, seconds = stopped_after("hangs", root)
    assert code == 1
    assert 0.4 < seconds < 15


def test_a_stop_that_works_is_left_alone(root):
    assert stopped_after("works", root)[0] == 0
