"""What the database refuses about referrals."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse

TRIGGERS = [
    Rule(
        name="answered_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' THEN
                {refuse("never_deleted", "a referral is kept", sqlstate=RESTRICT_VIOLATION)}
            ELSIF TG_OP = 'INSERT' THEN
                NEW.asked_at := portal_now();
            ELSIF OLD.answered_at IS NOT NULL
               OR (NEW.application_id, NEW.question, NEW.asked_by_id, NEW.asked_at) IS DISTINCT FROM
                  (OLD.application_id, OLD.question, OLD.asked_by_id, OLD.asked_at) THEN
                {refuse("referral_fixed", "a referral is answered once, as asked", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            IF NEW.answered_at IS NOT NULL THEN
                NEW.answered_at := portal_now();
            END IF;
            RETURN NEW;
        """,
    ),
    no_truncate(),
]
