"""Samples for the addresses of conformance."""

from collections.abc import Callable
from typing import Any

SAMPLES: dict[tuple[str, str], Callable[[Any], Any]] = {}
