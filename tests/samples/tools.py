"""Samples for the addresses of tools of the policy."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {}
