"""What a kind of notice is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from channels_log.domain.notices.wording import Owed, Written
from channels_log.states import Kind


@dataclass(frozen=True)
class NoticeKind:
    """One kind: who is owed it, what it says, and how its markers are audited.

    `owed(limit)` asks the marker's partial index. `lost()` and `lagging()` read everything, for the nightly audit: the
    first returns what is owed although the index does not say so, or has said so for an hour; the second, how many
    sources are marked as owed although their notice exists.
    """

    kind: Kind
    owed: Callable[[int], list[Owed]]
    write: Callable[[Owed], Written]
    lost: Callable[[], list[Owed]]
    lagging: Callable[[], int]
