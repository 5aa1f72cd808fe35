"""Addresses of many rows of one kind, and the one to go on to."""

from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

# of right form for every kind of argument that rows carry: a reference, a row's number, and a person's public id
SAMPLES = {str: "1000-00000", int: "1000000001", UUID: "10000000-0000-4000-8000-000000000001"}


@lru_cache(maxsize=256)
def _around(view: str, sample: str) -> tuple[str, str]:
    before, _sample, after = reverse(view, args=[sample]).partition(sample)
    return before, after


def address(view: str, key: str | int | UUID) -> str:
    """Return the address of a view with one argument, as `reverse` does, resolved once for a kind of argument."""
    before, after = _around(view, SAMPLES[type(key)])
    return f"{before}{key}{after}"


def onward(request: HttpRequest) -> str:
    """Return the page to go on to, as the form or link that led here names it (`next`); "" for a foreign one."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""
