"""What the database does about accounts."""

import pgtrigger

from ledger.triggers import Rule


def counts_password_changes() -> Rule:
    """Return the Rule that counts them: history leaves the password out, and the count makes each change an event."""
    return Rule(
        name="count_password_changes",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("password"),
        func="""
            NEW.password_changes := OLD.password_changes + (NEW.password IS DISTINCT FROM OLD.password)::int;
            RETURN NEW;
        """,
    )
