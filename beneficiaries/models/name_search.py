"""The forms in which the database keeps a name for searching: generated columns, and the lookup that reads them."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models


class PersonName(models.Func):
    """person_name_v1(): the parts of a name, joined."""

    function = "person_name_v1"
    output_field = models.TextField()


class ArabicForm(models.Func):
    """ar_norm_v1() over a joined name. A generated column may not refer to another, so it joins the parts itself."""

    function = "ar_norm_v1"
    output_field = models.TextField()


class ArabicParts(models.Func):
    """ar_tsv_v1() over a joined name."""

    function = "ar_tsv_v1"
    output_field = SearchVectorField()


def quoted(lexeme: str) -> str:
    """A lexeme as a tsquery takes it, whatever signs stand in it."""
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


@SearchVectorField.register_lookup
class Matches(models.Lookup):  # type: ignore[type-arg]
    """`name_tsv__matches="'مها':* & 'سليمان':*"`: a ready tsquery, which no parser may take apart."""

    lookup_name = "matches"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> tuple[str, tuple[str, ...]]:
        return "%s::tsquery", (value,)

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}", [*left_params, *right_params]


@SearchVectorField.register_lookup
class Holds(Matches):
    """`name_tsv__holds="'ال':*"`: the same, asked of rows that were found otherwise, never of the index."""

    lookup_name = "holds"

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"({left} || ''::tsvector) @@ {right}", [*left_params, *right_params]
