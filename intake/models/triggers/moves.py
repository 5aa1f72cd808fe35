"""What the database refuses about moves: pairs that the table does not have, and a move without its change."""

import pgtrigger

from intake.states import ALLOWED
from ledger.triggers import Rule, append_only, refuse

PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(ALLOWED))

TRIGGERS = [
    *append_only(),
    Rule(
        name="stamped",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text"), ("counter", "int")],
        func=f"""
            SELECT status, step INTO stands, counter FROM intake_application
             WHERE id = NEW.application_id FOR NO KEY UPDATE;
            IF (NEW.from_status, NEW.to_status) NOT IN ({PAIRS}) THEN
                {refuse("move_not_allowed", "the move % to % is not allowed", "NEW.from_status", "NEW.to_status")}
            END IF;
            IF NEW.from_status <> stands OR NEW.n <> counter + 1 THEN
                {refuse("move_starts_elsewhere", "the move does not start where the application stands")}
            END IF;
            NEW.at := portal_now();
            RETURN NEW;
        """,
    ),
    Rule(
        name="moves_something",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"""
            IF NOT EXISTS (SELECT 1 FROM intake_application a
                            WHERE a.id = NEW.application_id AND a.step >= NEW.n) THEN
                {refuse("move_without_status", "a move without its change of status")}
            END IF;
            RETURN NULL;
        """,
    ),
]
