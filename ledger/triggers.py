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


def refuse(code: str, sentence: str, *arguments: str, sqlstate: str = CHECK_VIOLATION) -> str:
    """Return SQL that refuses the statement with this English sentence; `%` in it takes the expressions in `arguments`.

    `code` arrives as the name of a constraint, as that of a real one does: whoever catches the error looks there and
    never at words. SQLSTATE 23514 or 23001 arrives in Django as IntegrityError; a plain RAISE as ProgrammingError.
    """
    values = "".join(f", {argument}" for argument in arguments)
    return f"RAISE EXCEPTION '{sentence}'{values} USING ERRCODE = '{sqlstate}', CONSTRAINT = '{code}';"


def append_only(*, unless: str = "") -> list[Rule]:
    """Return the Rules that refuse every UPDATE, DELETE and TRUNCATE of a table's rows.

    `unless` is an SQL condition over OLD and NEW under which an UPDATE is let through all the same.
    """
    door = f"IF TG_OP = 'UPDATE' AND ({unless}) THEN RETURN NEW; END IF;\n" if unless else ""
    return [
        Rule(
            name="append_only",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=door + refuse("append_only", "append only: %", "TG_TABLE_NAME", sqlstate=RESTRICT_VIOLATION),
        ),
        no_truncate(),
    ]


def no_truncate() -> Rule:
    """Return the Rule that refuses TRUNCATE, CASCADE included."""
    return Rule(
        name="no_truncate",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=refuse("append_only", "append only: % may not be truncated", "TG_TABLE_NAME", sqlstate=RESTRICT_VIOLATION),
    )


def before_insert(name: str, func: str, **declared: str) -> Rule:
    """Return a Rule that judges each new row; `declared` are variables of the SQL by name."""
    return Rule(name=name, when=pgtrigger.Before, operation=pgtrigger.Insert, declare=list(declared.items()), func=func)


def never_deleted(sentence: str) -> Rule:
    """Return the Rule that refuses every DELETE with this sentence."""
    return Rule(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=refuse("never_deleted", sentence, sqlstate=RESTRICT_VIOLATION),
    )


def stamped(column: str = "at") -> Rule:
    """Return the Rule that dates each new row by the database's clock, whatever the statement says."""
    return Rule(
        name="stamped",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=f"NEW.{column} := portal_now(); RETURN NEW;",
    )


def written_once(*columns: str, unless: str = "") -> Rule:
    """Return the Rule that refuses a change of columns that are written once.

    `unless` is an SQL condition over OLD and NEW under which the first column may change all the same.
    """
    changed = [f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns]
    if unless:
        changed[0] = f"({changed[0]} AND NOT {unless})"
    some = "\n   OR ".join(changed)
    refusal = refuse("written_once", "this part of a record is written once")
    return Rule(
        name="written_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"IF {some} THEN\n    {refusal}\nEND IF;\nRETURN NEW;",
    )


def quoted(values: Iterable[str]) -> str:
    """Return the values as an SQL list: `'a', 'b'`. For constants of our own code only, never for input."""
    return ", ".join(f"'{value}'" for value in values)
