"""Queries that ask who reads are compiled once for all who may the same."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accounts.states import Perm
from ledger.prepared_queries import Param

if TYPE_CHECKING:
    from accounts.models import Staff


@dataclass(frozen=True)
class QueryKey:
    """Stands for every member of staff with these permissions while a query is compiled; the ids are given later."""

    permissions: frozenset[Perm]
    has_branch: bool

    @property
    def pk(self) -> Param:
        """Who asks, when they ask."""
        return Param("staff")

    @property
    def branch_id(self) -> Param | None:
        """The branch that will be given, or None for who works for all."""
        return Param("branch") if self.has_branch else None

    def may(self, perm: Perm) -> bool:
        return perm in self.permissions

    @classmethod
    def of(cls, user: "Staff") -> "QueryKey":
        return cls(user.permissions, user.branch_id is not None)

    @staticmethod
    def given(user: "Staff") -> dict[str, Any]:
        """Return what is given where a query was compiled for this member of staff's QueryKey."""
        return {"staff": user.pk, "branch": user.branch_id}
