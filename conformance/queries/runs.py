"""Runs that were kept."""

from conformance.models import Run
from policy.models import PolicyVersion


def newest(*, version: PolicyVersion) -> Run | None:
    """Return the last run of this version, or None where there was none."""
    return Run.objects.filter(version=version).select_related("by").first()
