"""Samples for the addresses of channels of the policy."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {
    (f"policy:channel_{name}", "key"): lambda world: world.case.notify_channel.key
    for name in ("edit", "retire", "restore", "move")
}
