"""Who has read a version, and who has not."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from policy.queries.acknowledgements import Readers

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class InBranch:
    """How many of a branch's active staff have read the version."""

    name: str
    read: int
    total: int

    @property
    def all(self) -> bool:
        return self.read == self.total


@dataclass(frozen=True)
class Circulation:
    """The lists as they are, and counts of the active staff: of all, and by branch."""

    readers: Readers
    read: int
    total: int
    branches: list[InBranch]


def circulation(readers: Readers) -> Circulation:
    """Return the readers of a version with their counts; those who left after reading it are listed, not counted."""
    read = Counter(_branch(row.by) for row in readers.read if row.by.is_active)
    unread = Counter(_branch(person) for person in readers.unread)
    branches = [InBranch(name, read[name], read[name] + unread[name]) for name in sorted({*read, *unread})]
    return Circulation(readers, read.total(), read.total() + unread.total(), branches)


def _branch(person: "Staff") -> str:
    return person.branch.name if person.branch else _("All branches")
