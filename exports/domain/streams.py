"""A list read as a stream of rows by one statement, and so as of one moment."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import F, QuerySet

from ledger import prepared_queries
from ledger.prepared_queries import Text

BATCH = 2_000


def statement(parts: Sequence[QuerySet[Any]], sources: Sequence[Any], keys: Sequence[str]) -> Text | None:
    """Return one statement for the sources' values of the rows of all parts, in the order of the keys.

    `keys` are names of fields, each with "-" before it for descending. None where there can be no row.
    """
    names = [f"c{at}" for at in range(len(sources) + len(keys))]
    asked = [*sources, *(key.removeprefix("-") for key in keys)]
    selected = {
        name: F(source) if isinstance(source, str) else source for name, source in zip(names, asked, strict=True)
    }
    texts = []
    for part in parts:
        text = prepared_queries.compiled(part.order_by().annotate(**selected).values_list(*names))
        if text is not None:
            texts.append(text)
    order = ", ".join(
        f"{name} DESC" if key.startswith("-") else name for name, key in zip(names[len(sources) :], keys, strict=True)
    )
    # the keys stay behind: to read a moment into Python takes longer than all else that is read of a row
    values = ", ".join(names[: len(sources)])
    template = f"SELECT {values} FROM (({{}})) rows ORDER BY {order}"
    return prepared_queries.joined(template, *texts, between=") UNION ALL (") if texts else None


@contextmanager
def streamed(text: Text) -> Iterator[Iterator[list[tuple[Any, ...]]]]:
    """Yield batches of rows, one at a time in memory.

    The server holds the cursor beyond its transaction, so that progress is committed while rows are read. A pooler
    would lose it: behind one the rows come over a connection of their own, in one transaction.
    """
    pooled = settings.DISABLE_SERVER_SIDE_CURSORS
    line: Any = connection.copy() if pooled else connection
    try:
        if pooled:
            line.set_autocommit(False)
        with line.chunked_cursor() as cursor:
            cursor.execute(text.sql, text.values({}))
            yield iter(lambda: cursor.fetchmany(BATCH), [])
    finally:
        if pooled:
            line.close()
