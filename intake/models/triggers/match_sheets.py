"""What the database refuses about the rows of a statement: its documents, and the lines of its match sheet."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, refuse


def part_of_open_statement(*fixed: str) -> Rule:
    """Return the Rule for a statement's rows: while it is unsigned, never removed, and `fixed` columns never change.

    It locks the statement first: without that, "sign" and "change a row" could both succeed (write skew).
    """
    new, old = (", ".join(f"{side}.{column}" for column in fixed) for side in ("NEW", "OLD"))
    return Rule(
        name="part_of_open_statement",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("signed", "timestamptz")],
        func=f"""
            IF TG_OP = 'DELETE' THEN
                {refuse("never_deleted", "a row of the match sheet is never removed", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
            IF signed IS NOT NULL THEN
                {refuse("statement_signed", "a signed statement may not change", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF pg_trigger_depth() < 2 THEN
                    {refuse("sheet_laid_out", "the match sheet is laid out by the database")}
                END IF;
            ELSIF ({new}) IS DISTINCT FROM ({old}) THEN
                {refuse("sheet_asked_fixed", "what a match sheet asks may not change", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            RETURN NEW;
        """,
    )


DOCUMENTS = [
    part_of_open_statement("statement_id", "requirement_id", "key", "label", "required", "expires", "position")
]

LINES = [
    part_of_open_statement(
        "statement_id", "requirement_id", "document_id", "key", "label", "kind", "required", "position"
    ),
    Rule(
        name="reopens",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("declared"),
        func=f"""
            IF NEW.result <> 'open' AND NEW.at IS NOT DISTINCT FROM OLD.at THEN
                {refuse("line_not_rematched", "a declared value that changes is matched again")}
            END IF;
            RETURN NEW;
        """,
    ),
]
