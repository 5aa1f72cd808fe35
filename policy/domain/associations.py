"""The association whose name stands on every page."""

from django.core.cache import caches

from policy.models import Association

KEY = "association"


def shown() -> Association | None:
    """The association, as this process last read it: a change is seen within the seconds of the cache `process`.

    None before a profile is loaded, which is asked again each time.
    """
    near = caches["process"]
    found: Association | None = near.get(KEY)
    if found is None:
        found = Association.objects.first()
        near.set(KEY, found)
    return found


def forget() -> None:
    """The next page of this process reads the association anew."""
    caches["process"].delete(KEY)
