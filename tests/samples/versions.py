"""Samples for the addresses of versions of the policy."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {}
