"""Samples for the addresses of a department's decisions."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {}
