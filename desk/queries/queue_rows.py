"""The rows of a queue, and how many there are, each in one query that costs the same among a thousand and a million.

Every kind is a range of one of the application's indexes, in the queue's order. So each is read as far as one page, and
the page is cut from what they gave. The SQL is compiled once for each QueryKey (docs/adr/0006).
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value

from accounts.queries.query_keys import QueryKey
from accounts.states import Perm
from channels_log.models import Notice
from committee.models import AgendaItem, Member
from desk.queries.queues import QUEUES, Queue
from intake.models import Application
from ledger import prepared_queries
from ledger.prepared_queries import Param, Text
from ui.pagination import Keyset, beyond

if TYPE_CHECKING:
    from accounts.models import Staff
    from accounts.states import Reader

# Beyond this many a list says “99+”: nobody acts on the difference, and counting a million takes a second.
MOST = 99
SIZE = 25

PAGE = """
    SELECT q.kind, q.pk, q.item, q.{key}, a.reference, a.status, {target} AS target_at,
           b.full_name AS who, s.name AS service, r.name AS researcher
      FROM (SELECT * FROM (({{}})) items ORDER BY {order} LIMIT {limit}) q
      JOIN intake_application a ON a.id = q.pk
      JOIN beneficiaries_beneficiary b ON b.id = a.beneficiary_id
      JOIN intake_service s ON s.id = a.service_id
      LEFT JOIN accounts_staff r ON r.id = a.researcher_id
     ORDER BY {outer}
"""


class QueuePages(Keyset):
    """The pages of a queue for one reader: of one kind where `only` names it, else of all."""

    def __init__(self, queue: Queue, user: "Staff", only: str = "") -> None:
        super().__init__(Application.objects.all(), order=queue.order, size=SIZE)
        self.queue, self.user = queue, user
        self.kinds = (only,) if only in queue.kinds else tuple(queue.kinds)

    def fetch(self, cursor: list[Any] | None, back: bool) -> list[dict[str, Any]]:
        """Return the rows as dicts, the nearest to the cursor first."""
        text = _page(self.queue.key, self.kinds, QueryKey.of(self.user), cursor is not None, back)
        key, pk = cursor or (None, None)
        return text.ask(**QueryKey.given(self.user), key=key, after=pk) if text else []


def counts(queue: Queue, user: "Staff") -> dict[str, int]:
    """Return how many rows each kind has, MOST + 1 at most; and under "notices" how many wait to be carried by hand."""
    return _counts(queue.key, QueryKey.of(user)).ask(**QueryKey.given(user))[0]


def number(count: int) -> str:
    """Return a count as lists show it: nothing for none, “99+” for more than are counted."""
    return f"{MOST}+" if count > MOST else str(count or "")


@lru_cache(maxsize=1024)
def _page(key: str, kinds: tuple[str, ...], query_key: QueryKey, moved: bool, back: bool) -> Text | None:
    queue = _queue(key)
    order = [f"{'-' if back else ''}{name}" for name in queue.order]
    cursor = beyond([(name, False) for name in queue.order], [Param("key"), Param("after")], back=back)
    parts = []
    for kind in kinds:
        rows = rows_of(queue, kind, query_key)
        rows = rows.filter(cursor) if moved else rows
        named = rows.annotate(kind=Value(kind, CharField()), item=_agenda_item(queue, query_key)).order_by(*order)
        parts.append(prepared_queries.compiled(named.values(*queue.order, "kind", "item")[: SIZE + 1]))
    direction = " DESC" if back else ""
    by = ", ".join(f"{name}{direction}" for name in queue.order)
    outer = ", ".join(f"q.{name}{direction}" for name in queue.order)
    target = "a.target_at" if queue.by_due else "NULL"
    template = PAGE.format(key=queue.order[0], target=target, order=by, limit=SIZE + 1, outer=outer)
    asked = [part for part in parts if part]
    return prepared_queries.joined(template, *asked, between=") UNION ALL (") if asked else None


@lru_cache(maxsize=256)
def _counts(key: str, query_key: QueryKey) -> Text:
    queue = _queue(key)
    counted: Mapping[str, QuerySet[Any]] = {
        **{kind: rows_of(queue, kind, query_key) for kind in queue.kinds},
        **({"notices": Notice.objects.visible_to(query_key).to_carry()} if query_key.may(Perm.CARRY_NOTICES) else {}),
    }
    parts = []
    for what, rows in counted.items():
        few = prepared_queries.compiled(rows.order_by().values("pk")[: MOST + 1])
        if few:
            parts.append(prepared_queries.joined(f"(SELECT count(*) FROM ({{}}) few) AS {what}", few))
    return prepared_queries.joined("SELECT {}", *parts, between=", ")


def rows_of(queue: Queue, kind: str, reader: "Reader") -> QuerySet[Any]:
    """Return the cases of one kind that the reader may see: a member of staff, or the QueryKey of many."""
    rows = Application.objects.visible_to(reader).filter(queue.kinds[kind].rows)
    return rows.filter(researcher_id=reader.pk) if queue.kinds[kind].mine else rows


def _agenda_item(queue: Queue, query_key: QueryKey) -> Any:
    """Return the agenda item of the present round, where it is on an agenda of one of the reader's committees."""
    if queue.key != "committee":
        return Value(None, AgendaItem._meta.pk)
    items = AgendaItem.objects.filter(
        application=OuterRef("pk"),
        round=OuterRef("round"),
        postponed_at__isnull=True,
        sitting__committee__in=Member.objects.serving().filter(staff_id=query_key.pk).values("committee"),
    )
    return Subquery(items.values("pk")[:1])


def _queue(key: str) -> Queue:
    return next(queue for queue in QUEUES if queue.key == key)
