"""Samples for the addresses of versions of the policy: the one in force, whose number is 1."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("policy", "number"): lambda world: 1,
    ("policy", "left"): lambda world: 1,
    ("policy", "right"): lambda world: 1,
}
