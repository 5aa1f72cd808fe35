"""The head of research's queue: 25 rows, filtered, and 990,000 rows deep."""

from typing import Any

from bench.subjects.base import LARGE, SMALL, Page, Target
from bench.subjects.people import HEAD

WAITING = ("submitted", "in_assessment", "awaiting_applicant", "awaiting_decision")
DEEP = 0.99  # of the rows that wait
ROWS = (('<li class="row-q', 25),)


def deep(portal: Any) -> list[str]:
    """The page after the row at DEEP of the list, its cursor made as the pager makes it."""
    from django.http import QueryDict  # here: the leading process has no Django

    try:
        from desk.queries.queues import HEAD as QUEUE  # and no portal
    except ImportError:  # where commits before 0.1 keep it
        from desk.queues import HEAD as QUEUE  # type: ignore[import-not-found, no-redef]
    from intake.models import Application  # as above
    from ui.pagination import Keyset  # as above

    rows = Application.objects.filter(status__in=WAITING)
    count = rows.count()
    at = min(int(count * DEEP), count - 25)  # a small database too shows a whole page
    two = list(rows.order_by(*QUEUE.order).values_list("pk", flat=True)[at - 1 : at + 1])
    page = Keyset(Application.objects.filter(pk__in=two), order=QUEUE.order, size=1).page(QueryDict())
    return ["/" + page.next_query]


SUBJECTS = [
    Page(
        name="queue",
        visitor=HEAD,
        paths=lambda portal: ["/"],
        holds=ROWS,
        places=(LARGE, SMALL),
        queries_at_most=4,
        targets=(
            Target("floor", at_most=12, later="9"),
            Target("queue@small", at_most=1.10),
            Target("admin: first page", at_least=60, speed=True),
            Target("queue: plain psycopg"),
        ),
    ),
    Page(
        name="queue filtered",
        visitor=HEAD,
        paths=lambda portal: ["/?only=assign"],
        holds=ROWS,
        queries_at_most=4,
        targets=(Target("floor", at_most=12, later="9"),),
    ),
    Page(
        name="queue deep",
        visitor=HEAD,
        paths=deep,
        holds=ROWS,
        queries_at_most=4,
        targets=(
            Target("floor", at_most=12, later="9"),
            Target("queue", at_least=0.95, at_most=1.05),
            Target("admin: deep page", at_least=500, speed=True),
        ),
    ),
]
