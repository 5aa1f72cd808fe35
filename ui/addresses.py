"""Addresses of many rows of one kind."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse

# of right form for every kind of argument that rows carry: a reference, a row's number, and a person's public id
SAMPLES = {str: "1000-00000", int: "1000000001", UUID: "10000000-0000-4000-8000-000000000001"}


@lru_cache(maxsize=256)
def _around(view: str, sample: str) -> tuple[str, str]:
    before, _sample, after = reverse(view, args=[sample]).partition(sample)
    return before, after


def address(view: str, key: str | int | UUID) -> str:
    """The address of a view that takes one argument, as `reverse` gives it, resolved once for a kind of argument."""
    before, after = _around(view, SAMPLES[type(key)])
    return f"{before}{key}{after}"
