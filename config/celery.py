"""The worker and beat. No result is kept and nothing waits in the broker for days: see channels_log."""

import os
import signal
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from celery import Celery
from celery.signals import worker_ready

LONGEST_STOP = 14.0  # seconds; longer than the soft shutdown, shorter than the grace that Docker gives

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("mustafid")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def bound_the_stop(**_: Any) -> None:
    """A worker that is told to end does so within LONGEST_STOP, even where its broker has gone and Celery waits for it.

    What it had taken is not lost: unacknowledged tasks are delivered again, and claims of notices run out.
    """
    for number in (signal.SIGTERM, signal.SIGQUIT):
        signal.signal(number, partial(_stop, signal.getsignal(number)))


def _stop(celerys_own: Callable[..., Any] | int | None, number: int, frame: Any) -> None:
    watch = threading.Timer(LONGEST_STOP, _give_up)
    watch.daemon = True
    watch.start()
    if callable(celerys_own):
        celerys_own(number, frame)


def _give_up() -> None:
    from billiard import active_children  # here: only a worker that hangs needs it

    for child in active_children():
        os.kill(child.pid, signal.SIGKILL)
    os._exit(1)
