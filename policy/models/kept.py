"""Rules that several tables of the policy share."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, refuse


def never_deleted(sentence: str) -> Rule:
    """The Rule that refuses every DELETE with this sentence."""
    return Rule(
        name="never_deleted",
        when=pgtrigger.Before,
        operation=pgtrigger.Delete,
        func=refuse(sentence, code=RESTRICT_VIOLATION),
    )


def stamped() -> Rule:
    """The Rule that dates each new row by the database's clock, whatever the statement says."""
    return Rule(
        name="stamped",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="NEW.at := portal_now(); RETURN NEW;",
    )
