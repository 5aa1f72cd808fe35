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


def keeps_its_key(sentence: str) -> Rule:
    """The Rule that refuses another key with this sentence: versions and profiles name a row by its key."""
    return Rule(
        name="keeps_its_key",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
            IF NEW.key <> OLD.key THEN
                {refuse(sentence, code=RESTRICT_VIOLATION)}
            END IF;
            RETURN NEW;
        """,
    )
