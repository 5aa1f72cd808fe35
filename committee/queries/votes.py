"""Count votes as the database's rules count them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from committee.models import AgendaItem, Motion


@dataclass(frozen=True)
class Tally:
    """How a vote stands without saying who voted what: votes cast, members who count, and how many are needed."""

    cast: int
    present: int
    needed: int

    @property
    def quorate(self) -> bool:
        """Whether enough of them voted for voting to be closed."""
        return self.cast >= self.needed

    @property
    def missing(self) -> int:
        """How many more votes are needed before the voting can be closed."""
        return max(0, self.needed - self.cast)


def tally(item: "AgendaItem", motion: "Motion | None") -> Tally:
    """Return how the vote on `motion` stands, recused members taken out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.votes, (SELECT count(*) FROM counted_members_v1(%(item)s)), COALESCE(v.needed, 0)"
            " FROM counted_votes_v1(%(item)s, %(motion)s) v",
            {"item": item.pk, "motion": motion.pk if motion else None},
        )
        return Tally(*cursor.fetchone())


def carried_motion_holds(item: "AgendaItem") -> bool:
    """Whether a motion was carried on this item and still is, once members recused since are taken out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.carried FROM committee_voteclosing c, counted_votes_v1(c.item_id, c.motion_id) v"
            " WHERE c.item_id = %s AND c.carried",
            [item.pk],
        )
        row = cursor.fetchone()
    return bool(row and row[0])
