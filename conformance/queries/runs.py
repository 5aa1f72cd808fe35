"""Runs that were kept."""

from conformance.models import Run
from policy.models import PolicyVersion


def newest(*, version: PolicyVersion) -> Run | None:
    return Run.objects.filter(version=version).select_related("by").first()
