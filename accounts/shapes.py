"""Queries that ask who reads are compiled once for all who may the same."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.permissions import Perm
from ledger.prepared import Given

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class Shape:
    """Stands for every member of staff with these permissions while a query is compiled; the ids are given later."""

    permissions: frozenset[Perm]
    has_branch: bool

    @property
    def pk(self) -> Given:
        """Who asks, when they ask."""
        return Given("staff")

    @property
    def branch_id(self) -> Given | None:
        """The branch that will be given, or None for who works for all."""
        return Given("branch") if self.has_branch else None

    def may(self, perm: Perm) -> bool:
        """Whether these permissions hold this one."""
        return perm in self.permissions

    @classmethod
    def of(cls, user: "Staff") -> "Shape":
        """This member of staff's shape."""
        return cls(user.permissions, user.branch_id is not None)

    @staticmethod
    def given(user: "Staff") -> dict[str, Any]:
        """What is given where a query was compiled for this member of staff's Shape."""
        return {"staff": user.pk, "branch": user.branch_id}
