"""What the sandbox kept."""

from typing import TYPE_CHECKING

from channels_log.models import SandboxMessage

if TYPE_CHECKING:
    from django.db.models import QuerySet


def kept() -> "QuerySet[SandboxMessage]":
    """Return every message that would have left the machine, with its case."""
    return SandboxMessage.objects.select_related("notice__application")
