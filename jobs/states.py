"""The states of a job (leaf module: anything may import it)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")


S = State

# Seconds that the longest task of all may run: an export of a million rows takes minutes, and a file half written
# cannot be gone on with.
LONGEST = 3_600
# seconds from the wish that it ends to its end by force
GRACE = 60

# A job that is run again after its worker was lost stays RUNNING, with the next attempt; one that paused waits again.
ALLOWED: frozenset[tuple[State, State]] = frozenset(
    {
        (S.WAITING, S.RUNNING),
        (S.WAITING, S.CANCELLED),
        (S.RUNNING, S.WAITING),
        (S.RUNNING, S.DONE),
        (S.RUNNING, S.FAILED),
        (S.RUNNING, S.CANCELLED),
    }
)
OPEN = (S.WAITING, S.RUNNING)
ENDS = (S.DONE, S.FAILED, S.CANCELLED)
