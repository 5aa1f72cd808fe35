"""What the database refuses about statements, and the match sheet that it lays out for each."""

import pgtrigger

from intake.states import STATING
from ledger.triggers import RESTRICT_VIOLATION, Rule, never_deleted, no_truncate, quoted, refuse

OPENS = f"""
    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands NOT IN ({quoted(STATING)}) THEN
        {refuse("data_not_open", "data are stated only in a draft or while the applicant is awaited")}
    END IF;
    SELECT COALESCE(max(n), 0) + 1 INTO next FROM intake_statement WHERE application_id = NEW.application_id;
    IF NEW.n <> next THEN
        {refuse("statement_number", "statements are numbered one after another")}
    END IF;
    IF EXISTS (SELECT 1 FROM intake_statement WHERE application_id = NEW.application_id AND signed_at IS NULL) THEN
        {refuse("statement_unsigned", "the last statement is not signed yet")}
    END IF;
    IF NEW.signed_at IS NOT NULL THEN
        {refuse("statement_born_unsigned", "a statement is born unsigned")}
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
"""

# The database itself lays out the sheet from the service's requirements, so that none can be left out.
LAYS_OUT = """
    INSERT INTO intake_statementdocument (statement_id, requirement_id, key, label, required, expires, position,
                                          seen_original, number)
    SELECT NEW.id, d.id, d.key, d.label, d.required, d.expires, d.position, false, ''
      FROM intake_requireddocument d JOIN intake_application a ON a.service_id = d.service_id
     WHERE a.id = NEW.application_id AND d.active;
    INSERT INTO intake_matchline (statement_id, requirement_id, document_id, key, label, kind, required, position,
                                  declared, on_document, result, stands, reason)
    SELECT NEW.id, f.id, sd.id, f.key, f.label, f.kind, f.required, f.position, '', '', 'open', '', ''
      FROM intake_requiredfield f JOIN intake_application a ON a.service_id = f.service_id
      JOIN intake_statementdocument sd ON sd.statement_id = NEW.id AND sd.requirement_id = f.document_id
     WHERE a.id = NEW.application_id AND f.active;
    RETURN NULL;
"""

FREEZES = f"""
    IF OLD.signed_at IS NOT NULL THEN
        {refuse("statement_signed", "a signed statement may not change", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF (NEW.application_id, NEW.n, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.application_id, OLD.n, OLD.created_at, OLD.created_by_id) THEN
        {refuse("statement_fixed", "a statement stays where it was made", sqlstate=RESTRICT_VIOLATION)}
    END IF;
    IF NEW.signed_at IS NOT NULL AND (NEW.data <> OLD.data OR NOT EXISTS (
        SELECT 1 FROM intake_declaration d WHERE d.statement_id = NEW.id AND d.signed_at = NEW.signed_at)) THEN
        {refuse("statement_without_declaration", "a statement is signed by its declaration only")}
    END IF;
    IF NEW.signed_at IS NULL THEN
        SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id;
        IF stands NOT IN ({quoted(STATING)}) THEN
            {refuse("data_not_open", "data are stated only in a draft or while the applicant is awaited")}
        END IF;
    END IF;
    RETURN NEW;
"""


TRIGGERS = [
    Rule(
        name="opens",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("stands", "text"), ("next", "int")],
        func=OPENS,
    ),
    Rule(name="lays_out_sheet", when=pgtrigger.After, operation=pgtrigger.Insert, func=LAYS_OUT),
    Rule(
        name="freezes",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        declare=[("stands", "text")],
        func=FREEZES,
    ),
    never_deleted("a statement is kept"),
    no_truncate(),
]
