"""What the database refuses about receipts, and the mark that it sets on their application."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse

TRIGGERS = [
    Rule(
        name="handed_once",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP = 'DELETE' THEN
                {refuse("never_deleted", "a receipt is kept", sqlstate=RESTRICT_VIOLATION)}
            ELSIF TG_OP = 'INSERT' THEN
                NEW.issued_at := portal_now();
                IF (SELECT submitted_at IS NULL FROM intake_application WHERE id = NEW.application_id) THEN
                    {refuse("receipt_before_submission", "a receipt is for a submitted application")}
                END IF;
            ELSIF OLD.handed_at IS NOT NULL
               OR (NEW.application_id, NEW.file_id, NEW.issued_by_id, NEW.issued_at) IS DISTINCT FROM
                  (OLD.application_id, OLD.file_id, OLD.issued_by_id, OLD.issued_at) THEN
                {refuse("receipt_fixed", "a receipt is handed over once, as issued", sqlstate=RESTRICT_VIOLATION)}
            END IF;
            IF NEW.handed_at IS NOT NULL THEN
                NEW.handed_at := portal_now();
            END IF;
            RETURN NEW;
        """,
    ),
    Rule(
        name="marks_its_application",
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
            IF NEW.handed_at IS NOT NULL THEN
                UPDATE intake_application SET receipt_handed = true
                 WHERE id = NEW.application_id AND NOT receipt_handed;
            END IF;
            RETURN NULL;
        """,
    ),
    no_truncate(),
]
