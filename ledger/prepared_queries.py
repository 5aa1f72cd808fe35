"""Queries that are written with the ORM once and asked many times.

Building a list's query costs Django more than PostgreSQL needs to answer it, and planning it costs PostgreSQL more than
carrying it out. Where a page is opened all day, the queryset is compiled once, with `Param` in the places of what
differs from one reader to the next, and kept as text, which PostgreSQL keeps prepared in each connection.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import BigIntegerField, BooleanField, Expression, F, Field, Func, Model, QuerySet
from django.db.models.query import ModelIterable


class Param(Expression):
    """A value that is known when the query is asked: `filter(branch=Param("branch"))`."""

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return a placeholder whose parameter is this object, until `Text.values` puts the value in its place."""
        return "%s", [self]


def among(column: str, name: str) -> Func:
    """Return the condition that a column's number is among those given as a list: `filter(among(...))`."""
    numbers = Param(name, output_field=ArrayField(BigIntegerField()))
    template, joiner = "%(expressions)s)", " = ANY("
    return Func(F(column), numbers, template=template, arg_joiner=joiner, output_field=BooleanField())


@dataclass(frozen=True)
class Text:
    """A piece of SQL, and what has to be given in its places, in their order."""

    sql: str
    params: tuple[Param, ...] = ()

    def values(self, given: dict[str, Any]) -> list[Any]:
        """Return the values in the order of the places. KeyError where `given` lacks one."""
        return [given[one.name] for one in self.params]

    def ask(self, **given: Any) -> list[dict[str, Any]]:
        """Return the rows, as dicts by the columns' names, in one query."""
        names, rows = self.answer(given)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def answer(self, given: dict[str, Any]) -> tuple[list[str], list[tuple[Any, ...]]]:
        with _cursor() as cursor:
            cursor.execute(self.sql, self.values(given))
            return [column.name for column in cursor.description], cursor.fetchall()


class Instances:
    """A queryset of whole models, with what it selects beside them: `build` makes it when it is first asked."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self._build = build

    def ask(self, **given: Any) -> list[Any]:
        """Return the models, in one query; what the queryset prefetches is left out."""
        queryset, compiler, text = self._kept
        if text is None:
            return []
        rows: Any = _Asked(queryset, compiler, text.answer(given)[1])
        return list(ModelIterable(rows))

    def one(self, **given: Any) -> Any:
        """Return the first of them, or None."""
        return next(iter(self.ask(**given)), None)

    @cached_property
    def _kept(self) -> tuple[QuerySet[Any, Any], Any, Text | None]:
        queryset = self._build()
        compiler = queryset.query.get_compiler(connection=connection)
        return queryset, compiler, compiled(queryset, compiler)


def keep(instance: Model, **related: list[Any]) -> None:
    """Let the models in `related` stand for what the instance's relations of these names hold, as a prefetch would."""
    kept = instance.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in related.items():
        manager = getattr(instance, name)
        for row in rows:
            setattr(row, manager.field.name, instance)
        kept[name] = manager.get_queryset()
        kept[name]._result_cache, kept[name]._prefetch_done = rows, True


class _Asked:
    """Gives rows that are there already to the part of Django that makes models of rows, which asks a compiler."""

    def __init__(self, queryset: Any, compiler: Any, rows: list[Any]) -> None:
        self.query, self.db, self.model = self, queryset.db, queryset.model
        self._known_related_objects: dict[Any, Any] = {}
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map, self.results_iter = compiler.annotation_col_map, compiler.results_iter
        self._rows = rows

    def get_compiler(self, using: str) -> "_Asked":
        return self

    def execute_sql(self, **how: Any) -> list[Any]:
        return [self._rows]


class PreparingCursor(ServerBindingCursor):  # type: ignore[misc, valid-type]
    """Has PostgreSQL prepare what it executes; Django's own cursors never do.

    A pooler would mix up what was prepared on its connections: with DISABLE_SERVER_SIDE_CURSORS nothing is prepared.
    """

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Run the query. The threshold is the whole connection's, and history's statements cannot be prepared."""
        line: Any = self.connection  # type: ignore[attr-defined]
        line.prepare_threshold = None if settings.DISABLE_SERVER_SIDE_CURSORS else 0
        try:
            return super().execute(query, params, **options)  # type: ignore[misc]
        finally:
            line.prepare_threshold = None
            if connection.queries_logged and self._query is None:  # type: ignore[has-type]
                # psycopg remembers no text of what was prepared before; whoever reads the log of queries wants it
                self._query = self._convert_query(query)  # type: ignore[attr-defined]


def _cursor() -> Any:
    """Such a cursor in Django's wrapper, which counts and logs queries."""
    connection.ensure_connection()
    raw: Any = PreparingCursor(connection.connection)  # type: ignore[call-arg]
    return connection.make_debug_cursor(raw) if connection.queries_logged else connection.make_cursor(raw)


def compiled(queryset: QuerySet[Any, Any], compiler: Any = None) -> Text | None:
    """Return the queryset as SQL; None where it can never hold a row (as Django knows of `pk__in=[]`)."""
    try:
        sql, params = (compiler or queryset.query.get_compiler(connection=connection)).as_sql()
    except EmptyResultSet:
        return None
    # what is the same for every reader stands in the text, where the planner sees it and finds the partial indexes
    fixed = ["%s" if isinstance(one, Param) else _literal(one) for one in params]
    text = sql.replace("%%", "%%%%") % tuple(fixed)
    return Text(text, tuple(one for one in params if isinstance(one, Param)))


def _literal(value: Any) -> str:
    compose: Any = connection.ops.compose_sql  # type: ignore[attr-defined]
    return str(compose("%s", [value])).replace("%", "%%")


def joined(template: str, *parts: Text, between: str = "") -> Text:
    """Return the parts, joined and put in the place of `{}` in `template`, which begins with SELECT: it only reads."""
    sql = between.join(part.sql for part in parts)
    return Text(template.format(sql), tuple(param for part in parts for param in part.params))
