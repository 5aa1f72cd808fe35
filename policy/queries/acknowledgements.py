"""Who has read a version, and who is still to."""

from dataclasses import dataclass

from accounts.models import Staff
from policy.models import Acknowledgement, PolicyVersion


@dataclass(frozen=True)
class Readers:
    """Acknowledgements in their order, and the active staff who have not acknowledged, by name."""

    read: list[Acknowledgement]
    unread: list[Staff]


def readers(*, version: PolicyVersion) -> Readers:
    read = list(version.acknowledgements.select_related("by__branch"))
    unread = Staff.objects.filter(is_active=True).exclude(acknowledgements__version=version)
    return Readers(read, list(unread.select_related("branch").order_by("name")))
