"""The association whose name is on every page."""

from django.core.cache import caches

from policy.models import Association

KEY = "association"


def shown() -> Association | None:
    """Return the association as this process last read it: a change is seen within the seconds of the cache `process`.

    None before a profile is loaded, which is asked again each time.
    """
    cache = caches["process"]
    association: Association | None = cache.get(KEY)
    if association is None:
        association = Association.objects.first()
        cache.set(KEY, association)
    return association


def forget() -> None:
    """Let the next page of this process read the association anew."""
    caches["process"].delete(KEY)
