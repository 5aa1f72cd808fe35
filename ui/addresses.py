"""Addresses of many rows of one kind."""

from functools import lru_cache

from django.urls import reverse

# of right form for every kind of argument that rows carry: a reference, and a row's number
SAMPLES = {str: "1000-00000", int: "1000000001"}


@lru_cache(maxsize=256)
def _around(view: str, sample: str) -> tuple[str, str]:
    before, _sample, after = reverse(view, args=[sample]).partition(sample)
    return before, after


def address(view: str, key: str | int) -> str:
    """The address of a view that takes one argument, as `reverse` gives it, resolved once for a kind of argument."""
    before, after = _around(view, SAMPLES[type(key)])
    return f"{before}{key}{after}"
