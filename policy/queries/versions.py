"""Versions of the policy, as pages read them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from policy.models import Channel, PolicyVersion, SignedDocument, Tool
from policy.states import CHANNEL_FACTS, FIXED, TOOL_FACTS, PolicyStatus


def in_force() -> PolicyVersion | None:
    """Return the version in force with its association, or None before one is loaded."""
    return PolicyVersion.objects.filter(status=PolicyStatus.IN_FORCE).select_related("association").first()


def in_force_or_404() -> PolicyVersion:
    version = in_force()
    if version is None:
        raise Http404
    return version


def version_or_404(number: int) -> PolicyVersion:
    return get_object_or_404(PolicyVersion.objects.select_related("association"), number=number)


def version_of(pk: str) -> PolicyVersion | None:
    """Return the version of a posted key, or None."""
    return PolicyVersion.objects.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() else None


def listed() -> list[PolicyVersion]:
    """Return every version, the newest first, annotated with `has_signed`."""
    signed = SignedDocument.objects.filter(version=OuterRef("pk"))
    return list(PolicyVersion.objects.annotate(has_signed=Exists(signed)))


def unsigned() -> QuerySet[PolicyVersion]:
    """Return the versions that the board approved and whose signed document is not here yet, by number."""
    waiting = (PolicyStatus.APPROVED, PolicyStatus.IN_FORCE)
    return PolicyVersion.objects.filter(status__in=waiting, signed__isnull=True).order_by("number")


def ever_in_force() -> list[PolicyVersion]:
    """Return the versions that are or were in force, the newest first."""
    return list(PolicyVersion.objects.filter(status__in=FIXED))


def compared_first(version: PolicyVersion) -> int | None:
    """Return the version to compare with first, by number: the one in force for a newer one, else the one before."""
    others = PolicyVersion.objects.exclude(pk=version.pk)
    if not version.fixed and (current := others.filter(status=PolicyStatus.IN_FORCE).first()):
        return current.number
    before = others.filter(number__lt=version.number).first()
    return before.number if before else None


def other_numbers(*versions: PolicyVersion) -> Iterable[int]:
    others = PolicyVersion.objects.exclude(pk__in=[version.pk for version in versions])
    return others.values_list("number", flat=True)[:20]


def lists_in_use() -> dict[str, list[dict[str, Any]]]:
    return {
        "channels": list(Channel.objects.offered().values(*CHANNEL_FACTS)),
        "tools": list(Tool.objects.offered().values(*TOOL_FACTS)),
    }
