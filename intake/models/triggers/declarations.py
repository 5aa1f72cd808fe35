"""What the database asks of a signature over a statement, and of what is handed in over it."""

import pgtrigger

from intake.states import NEEDS_SIGNATURE, Status
from ledger.triggers import Rule, append_only, refuse

SIGNED_PAIRS = ", ".join(f"('{a.value}', '{b.value}')" for a, b in sorted(NEEDS_SIGNATURE))

# The words that are signed are those of a version; once an application is handed in, of its own one and of no other.
SIGNS = f"""
    PERFORM 1 FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM intake_statement later JOIN intake_statement s ON s.application_id = later.application_id
                WHERE s.id = NEW.statement_id AND later.n > s.n) THEN
        {refuse("statement_not_newest", "only the newest statement is signed")}
    END IF;
    IF open_points_v1(NEW.statement_id) > 0 THEN
        {refuse("sheet_open", "the match sheet has open points")}
    END IF;
    NEW.payload := signed_payload_v1(NEW.statement_id);
    IF NEW.shown_digest IS DISTINCT FROM digest_v1(NEW.payload) THEN
        {refuse("signed_not_shown", "what is signed is not what was shown")}
    END IF;
    SELECT a.policy_version_id, a.submitted_at INTO own, handed_in
      FROM intake_application a JOIN intake_statement s ON s.application_id = a.id WHERE s.id = NEW.statement_id;
    IF handed_in IS NOT NULL AND NEW.policy_version_id <> own THEN
        {refuse("signed_under_other_version", "what was handed in is signed under its own policy version")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v
                    WHERE v.id = NEW.policy_version_id AND v.declaration_text = NEW.text) THEN
        {refuse("signed_other_wording", "what is signed is the wording of its policy version")}
    END IF;
    NEW.signed_at := portal_now();
    RETURN NEW;
"""

# The payload of the newest statement as it was when `d` signed it: a person who signed under a record that was merged
# since is still the one who signed.
AS_SIGNED = """CASE WHEN kept_person_v1((d.payload->>'beneficiary')::bigint) = kept_person_v1(NEW.beneficiary_id)
    THEN signed_payload_v1(newest) || jsonb_build_object('beneficiary', d.payload->'beneficiary')
    ELSE signed_payload_v1(newest) END"""

NEEDS_SIGNED = f"""
    IF (OLD.status, NEW.status) IN ({SIGNED_PAIRS}) THEN
        SELECT s.id, s.signed_at INTO newest, signed FROM intake_statement s
         WHERE s.application_id = NEW.id ORDER BY s.n DESC LIMIT 1;
        IF newest IS NULL OR signed IS NULL
           OR NOT EXISTS (SELECT 1 FROM intake_declaration d WHERE d.statement_id = newest
                            AND d.digest = digest_v1({AS_SIGNED})) THEN
            {refuse("newest_unsigned", "the newest statement is not signed")}
        END IF;
        IF open_points_v1(newest) > 0 THEN
            {refuse("sheet_open", "the match sheet has open points")}
        END IF;
        IF OLD.status = '{Status.DRAFT.value}' AND NOT EXISTS (
            SELECT 1 FROM intake_declaration d JOIN policy_policyversion v ON v.id = NEW.policy_version_id
             WHERE d.statement_id = newest AND d.text = v.declaration_text) THEN
            {refuse("wording_changed", "the declaration was signed under another wording")}
        END IF;
    END IF;
    RETURN NULL;
"""

TRIGGERS = [
    *append_only(),
    Rule(
        name="signs",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("own", "bigint"), ("handed_in", "timestamptz")],
        func=SIGNS,
    ),
    Rule(
        name="freezes_statement",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        func="UPDATE intake_statement SET signed_at = NEW.signed_at WHERE id = NEW.statement_id; RETURN NULL;",
    ),
]
