"""The states of a job (leaf module: anything may import it)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a job stands."""

    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", pgettext_lazy("job", "Failed")
    CANCELLED = "cancelled", pgettext_lazy("job", "Cancelled")


S = State

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
