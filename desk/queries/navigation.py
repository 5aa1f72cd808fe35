"""The counts that every page shows beside its sections."""

from typing import TYPE_CHECKING

from django.core.cache import caches

from beneficiaries.models import DuplicatePair
from channels_log.models import Notice
from desk.queries.queue_rows import MOST

if TYPE_CHECKING:
    from accounts.models import Staff

PAIRS = "pairs-to-settle"


def count_to_carry(user: "Staff") -> int:
    """Return how many notices wait for `user` to carry them, MOST + 1 at most."""
    return Notice.objects.visible_to(user).to_carry()[: MOST + 1].count()


def count_of_pairs(*, fresh: bool) -> int:
    """Return how many pairs wait, MOST + 1 at most; unless `fresh`, the process remembers it for its seconds."""
    near = caches["process"]
    known = None if fresh else near.get(PAIRS)
    if known is None:
        known = DuplicatePair.objects.due()[: MOST + 1].count()
        near.set(PAIRS, known)
    return int(known)
