"""Queries that are written with the ORM once and asked many times.

Building a list's query costs Django more than PostgreSQL needs to answer it. Where a page is opened all day, the
queryset is compiled once, with `Given` in the places of what differs from one reader to the next, and kept as text.
"""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Expression, Field, QuerySet


class Given(Expression):
    """A value that is known when the query is asked: `filter(branch=Given("branch"))`."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """A placeholder whose parameter is this object itself, until `Text.values` puts the value in its place."""
        return "%s", [self]


@dataclass(frozen=True)
class Text:
    """A piece of SQL with its parameters, some of them `Given`."""

    sql: str
    params: tuple[Any, ...] = ()

    def values(self, given: dict[str, Any]) -> list[Any]:
        """The parameters, each Given in them replaced. KeyError where `given` lacks one."""
        return [given[one.name] if isinstance(one, Given) else one for one in self.params]

    def ask(self, **given: Any) -> list[dict[str, Any]]:
        """The rows, as dicts by the columns' names, in one query."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values(given))
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def compiled(queryset: QuerySet[Any, Any]) -> Text | None:
    """The queryset as SQL in brackets; None where it can never hold a row (as Django knows of `pk__in=[]`)."""
    try:
        sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return Text(f"({sql})", tuple(params))


def joined(template: str, *parts: Text, between: str = " UNION ALL ") -> Text:
    """The parts, joined and put in the place of `{}` in `template`."""
    sql = between.join(part.sql for part in parts)
    return Text(template.format(sql), tuple(param for part in parts for param in part.params))
