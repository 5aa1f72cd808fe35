"""Triggers that no session variable can switch off.

django-pgtrigger's stock triggers begin with a clause that reads the session variable `pgtrigger.ignore`, which anybody
who can run SQL may set. Ours are compiled without it, and pin `search_path`, so that a temporary table of the same name
cannot stand in for ours. Migrations name `HardTriggerSql`: never move or rename it.
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger
from pgtrigger import compiler

CHECK_VIOLATION = "23514"
RESTRICT_VIOLATION = "23001"


class HardTriggerSql(compiler.UpsertTriggerSql):
    """The SQL of one trigger and its function, as written into migrations."""

    def get_template(self) -> str:
        return """
            CREATE OR REPLACE FUNCTION {pgid}()
            RETURNS TRIGGER AS $$
                {declare}
                BEGIN
                    {func}
                END;
            $$ LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp;

            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid}
                {when} {operation} ON {table}
                {timing}
                {referencing}
                FOR EACH {level} {condition}
                EXECUTE PROCEDURE {execute};

            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Rule(pgtrigger.Trigger):
    """A pgtrigger.Trigger whose refusal holds for whoever asks through the application's role."""

    def compile(self, model: Any) -> compiler.Trigger:
        return compiler.Trigger(
            name=self.name,
            sql=HardTriggerSql(
                pgid=self.get_pgid(model),
                declare=self.render_declare(model),
                func=self.render_func(model),
                table=model._meta.db_table,
                constraint="CONSTRAINT" if self.timing else "",
                when=self.when,
                operation=self.operation,
                timing=f"DEFERRABLE INITIALLY {self.timing}" if self.timing else "",
                referencing=self.referencing or "",
                level=self.level,
                condition=self.render_condition(model),
                execute=self.render_execute(model),
            ),
        )


def refuse(sentence: str, *arguments: str, code: str = CHECK_VIOLATION) -> str:
    """SQL that refuses the statement with this English sentence; `%` in it takes the SQL expressions in `arguments`.

    Code 23514 or 23001 arrives in Django as IntegrityError; a plain RAISE would arrive as ProgrammingError.
    """
    values = "".join(f", {argument}" for argument in arguments)
    return f"RAISE EXCEPTION '{sentence}'{values} USING ERRCODE = '{code}';"


def append_only(*, unless: str = "") -> list[Rule]:
    """Rules that refuse every UPDATE, DELETE and TRUNCATE of a table's rows.

    `unless` is an SQL condition over OLD and NEW under which an UPDATE is let through all the same.
    """
    door = f"IF TG_OP = 'UPDATE' AND ({unless}) THEN RETURN NEW; END IF;" if unless else ""
    return [
        Rule(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=door + refuse("append only: %", "TG_TABLE_NAME", code=RESTRICT_VIOLATION),
        ),
        no_truncate(),
    ]


def no_truncate() -> Rule:
    """The Rule that refuses TRUNCATE, CASCADE included."""
    return Rule(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=refuse("append only: % may not be truncated", "TG_TABLE_NAME", code=RESTRICT_VIOLATION),
    )


def quoted(values: Iterable[str]) -> str:
    """The values as an SQL list: `'a', 'b'`. For constants of our own code only, never for input."""
    return ", ".join(f"'{value}'" for value in values)
