"""What the database refuses about kept files, and what it stamps."""

import pgtrigger

from ledger.triggers import RESTRICT_VIOLATION, Rule, no_truncate, refuse, stamped

KEPT = f"""
    IF OLD.kind = 'issued' THEN
        {refuse("issued_document_kept", "an issued document is never deleted", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    RETURN OLD;
"""

TRIGGERS = [
    stamped("created_at"),
    Rule(
        name="rows_never_change",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=refuse("kept_file_fixed", "a kept file never changes", sqlstate=RESTRICT_VIOLATION),
    ),
    Rule(name="issued_is_kept", when=pgtrigger.Before, operation=pgtrigger.Delete, func=KEPT),
    no_truncate(),
]
