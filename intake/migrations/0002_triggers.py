import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d49ceba81bd7eb32df88648359007c8f0433f6d7",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_60b61",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="born_draft",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.status <> 'draft' OR NEW.step <> 0 OR NEW.round <> 1 OR NEW.researcher_id IS NOT NULL\n       OR (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM\n          (NULL::timestamptz, NULL::int2, NULL::timestamptz, NULL::timestamptz)\n       OR NEW.receipt_noticed OR NEW.receipt_handed OR NEW.closed_reason <> '' THEN\n        RAISE EXCEPTION 'an application is born a draft, with no dates set' USING ERRCODE = '23514', CONSTRAINT = 'application_born_draft';\n    END IF;\n    NEW.created_at := portal_now();\n    NEW.stands_since := portal_now();\n    RETURN NEW;\n",
                    hash="dc450ff46027fd1a364916d1defe8c3a8fe4b03f",
                    operation="INSERT",
                    pgid="pgtrigger_born_draft_7cfe4",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="consent_stands",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF EXISTS (SELECT 1 FROM beneficiaries_consent c\n                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NOT NULL)\n       AND NOT EXISTS (SELECT 1 FROM beneficiaries_consent c\n                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NULL) THEN\n        RAISE EXCEPTION 'the beneficiary withdrew their consent to the processing of their data' USING ERRCODE = '23514', CONSTRAINT = 'consent_withdrawn';\n    END IF;\n    RETURN NEW;\n",
                    hash="a916c8f40640eb186c613c0a0bbe30d29cebd11d",
                    operation="INSERT",
                    pgid="pgtrigger_consent_stands_58d76",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="a_steps",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.status IS DISTINCT FROM OLD.status THEN\n        IF (OLD.status, NEW.status) NOT IN (('accepted', 'awaiting_decision'), ('accepted', 'closed'), ('accepted', 'registered'), ('awaiting_applicant', 'closed'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision', 'accepted'), ('awaiting_decision', 'closed'), ('awaiting_decision', 'in_assessment'), ('awaiting_decision', 'rejected'), ('draft', 'closed'), ('draft', 'submitted'), ('in_assessment', 'awaiting_applicant'), ('in_assessment', 'awaiting_decision'), ('in_assessment', 'closed'), ('registered', 'closed'), ('registered', 'served'), ('rejected', 'awaiting_decision'), ('rejected', 'closed'), ('served', 'closed'), ('submitted', 'closed'), ('submitted', 'in_assessment')) THEN\n            RAISE EXCEPTION 'the move % to % is not allowed', OLD.status, NEW.status USING ERRCODE = '23514', CONSTRAINT = 'move_not_allowed';\n        END IF;\n        NEW.step := OLD.step + 1;\n        NEW.stands_since := portal_now();\n    ELSIF NEW.step <> OLD.step OR NEW.stands_since <> OLD.stands_since THEN\n        RAISE EXCEPTION 'the step counter and its time move with the status only' USING ERRCODE = '23514', CONSTRAINT = 'step_without_status';\n    END IF;\n    IF (OLD.status, NEW.status) IN (('accepted', 'awaiting_decision'), ('rejected', 'awaiting_decision')) THEN\n        NEW.round := OLD.round + 1;\n    ELSIF NEW.round <> OLD.round THEN\n        RAISE EXCEPTION 'the round moves with an appeal only' USING ERRCODE = '23514', CONSTRAINT = 'round_without_appeal';\n    END IF;\n    RETURN NEW;\n",
                    hash="832b770f1a67db5cd64a5f1904cd5b5c0add975f",
                    operation="UPDATE",
                    pgid="pgtrigger_a_steps_fc9eb",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="b_stamped",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE version bigint; days int; target int;",
                    func="\n    IF OLD.status = 'draft' AND NEW.status = 'submitted' THEN\n        SELECT v.id, v.decision_days, v.target_days INTO version, days, target\n          FROM policy_policyversion v WHERE v.status = 'in_force';\n        IF version IS NULL THEN\n            RAISE EXCEPTION 'no policy version is in force' USING ERRCODE = '23514', CONSTRAINT = 'no_policy_in_force';\n        END IF;\n        NEW.policy_version_id := version;\n        NEW.submitted_at := portal_now();\n        NEW.decision_days := days;\n        NEW.decision_not_before := NEW.submitted_at + interval '24 hours' * days;\n        NEW.target_at := NEW.submitted_at + interval '24 hours' * GREATEST(days, target);\n    ELSIF (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM\n          (OLD.submitted_at, OLD.decision_days, OLD.decision_not_before, OLD.target_at) THEN\n        RAISE EXCEPTION 'the submission and its window are fixed' USING ERRCODE = '23001', CONSTRAINT = 'submission_window_fixed';\n    ELSIF NEW.policy_version_id <> OLD.policy_version_id AND OLD.status <> 'draft' THEN\n        RAISE EXCEPTION 'the policy version is fixed on submission' USING ERRCODE = '23001', CONSTRAINT = 'policy_version_fixed';\n    END IF;\n    IF NEW.closed_reason <> OLD.closed_reason AND NEW.status = OLD.status THEN\n        RAISE EXCEPTION 'the reason is written with the closing' USING ERRCODE = '23001', CONSTRAINT = 'closed_reason_fixed';\n    END IF;\n    IF NEW.branch_id <> OLD.branch_id AND OLD.status <> 'draft' THEN\n        RAISE EXCEPTION 'the branch is fixed on submission' USING ERRCODE = '23001', CONSTRAINT = 'branch_fixed';\n    END IF;\n    IF (NEW.reference, NEW.service_id, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM\n       (OLD.reference, OLD.service_id, OLD.created_at, OLD.created_by_id)\n       OR (NEW.beneficiary_id <> OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n       OR (NEW.representative_id IS DISTINCT FROM OLD.representative_id\n           AND OLD.status NOT IN ('draft', 'awaiting_applicant')) THEN\n        RAISE EXCEPTION 'who applied and for what is fixed' USING ERRCODE = '23001', CONSTRAINT = 'applicant_fixed';\n    END IF;\n    RETURN NEW;\n",
                    hash="5f0d609c38d257254f881c299fc321137407d735",
                    operation="UPDATE",
                    pgid="pgtrigger_b_stamped_a0a18",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="handed_by_its_record",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."receipt_handed" IS DISTINCT FROM (NEW."receipt_handed"))',
                    func="\n    IF OLD.receipt_handed OR NOT EXISTS (SELECT 1 FROM intake_receipt r\n                                          WHERE r.application_id = NEW.id AND r.handed_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'a receipt is handed over by its record' USING ERRCODE = '23001', CONSTRAINT = 'receipt_without_record';\n    END IF;\n    RETURN NEW;\n",
                    hash="687c7f5aa4bd24d7bf69409e0abecdf8a6a4abd2",
                    operation='UPDATE OF "receipt_handed"',
                    pgid="pgtrigger_handed_by_its_record_19576",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="reaches_its_person",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.notify_contact_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM beneficiaries_contactpoint c\n         WHERE c.id = NEW.notify_contact_id AND c.beneficiary_id = NEW.beneficiary_id) THEN\n        RAISE EXCEPTION 'notices go to the beneficiary''s own contact point' USING ERRCODE = '23514', CONSTRAINT = 'notice_contact_not_own';\n    END IF;\n    RETURN NEW;\n",
                    hash="9de1f222f364450677838693f0f80ffef8e1416d",
                    operation='INSERT OR UPDATE OF "notify_contact_id", "beneficiary_id"',
                    pgid="pgtrigger_reaches_its_person_a46d9",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="needs_move",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    func="\n    IF NOT EXISTS (SELECT 1 FROM intake_move m WHERE m.application_id = NEW.id AND m.n = NEW.step\n                     AND m.from_status = OLD.status AND m.to_status = NEW.status) THEN\n        RAISE EXCEPTION 'status % to % without its move', OLD.status, NEW.status USING ERRCODE = '23514', CONSTRAINT = 'status_without_move';\n    END IF;\n    RETURN NULL;\n",
                    hash="70a4d6969ef666af8110aaec6d8595d60684944f",
                    operation="UPDATE",
                    pgid="pgtrigger_needs_move_ef8e7",
                    table="intake_application",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="needs_signature",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    declare="DECLARE newest bigint; signed timestamptz;",
                    func="\n    IF (OLD.status, NEW.status) IN (('accepted', 'awaiting_decision'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision', 'accepted'), ('awaiting_decision', 'rejected'), ('draft', 'submitted'), ('in_assessment', 'awaiting_decision'), ('rejected', 'awaiting_decision')) THEN\n        SELECT s.id, s.signed_at INTO newest, signed FROM intake_statement s\n         WHERE s.application_id = NEW.id ORDER BY s.n DESC LIMIT 1;\n        IF newest IS NULL OR signed IS NULL\n           OR NOT EXISTS (SELECT 1 FROM intake_declaration d WHERE d.statement_id = newest\n                            AND d.digest = digest_v1(CASE WHEN kept_person_v1((d.payload->>'beneficiary')::bigint) = kept_person_v1(NEW.beneficiary_id)\n    THEN signed_payload_v1(newest) || jsonb_build_object('beneficiary', d.payload->'beneficiary')\n    ELSE signed_payload_v1(newest) END)) THEN\n            RAISE EXCEPTION 'the newest statement is not signed' USING ERRCODE = '23514', CONSTRAINT = 'newest_unsigned';\n        END IF;\n        IF open_points_v1(newest) > 0 THEN\n            RAISE EXCEPTION 'the match sheet has open points' USING ERRCODE = '23514', CONSTRAINT = 'sheet_open';\n        END IF;\n        IF OLD.status = 'draft' AND NOT EXISTS (\n            SELECT 1 FROM intake_declaration d JOIN policy_policyversion v ON v.id = NEW.policy_version_id\n             WHERE d.statement_id = newest AND d.text = v.declaration_text) THEN\n            RAISE EXCEPTION 'the declaration was signed under another wording' USING ERRCODE = '23514', CONSTRAINT = 'wording_changed';\n        END IF;\n    END IF;\n    RETURN NULL;\n",
                    hash="a85a70565b35dc839dae5ba607d1243d55771351",
                    operation="UPDATE",
                    pgid="pgtrigger_needs_signature_17a97",
                    table="intake_application",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'an application is closed, never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="707de7a1105a8ce653a605ef10011fc9694e18fb",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_427c1",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="94653bdac21fc109ca8faf74bf5f59286a9abfa8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2caf4",
                    table="intake_application",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_applicationevent" ("beneficiary_id", "branch_id", "closed_reason", "created_at", "created_by_id", "decision_days", "decision_not_before", "id", "notify_channel_id", "notify_contact_id", "notify_way", "outcome_in_message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_version_id", "receipt_handed", "receipt_noticed", "reference", "representative_id", "researcher_id", "round", "service_id", "stands_since", "status", "step", "submitted_at", "target_at") VALUES (OLD."beneficiary_id", OLD."branch_id", OLD."closed_reason", OLD."created_at", OLD."created_by_id", OLD."decision_days", OLD."decision_not_before", OLD."id", OLD."notify_channel_id", OLD."notify_contact_id", OLD."notify_way", OLD."outcome_in_message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."policy_version_id", OLD."receipt_handed", OLD."receipt_noticed", OLD."reference", OLD."representative_id", OLD."researcher_id", OLD."round", OLD."service_id", OLD."stands_since", OLD."status", OLD."step", OLD."submitted_at", OLD."target_at"); RETURN NULL;',
                    hash="0dd99a7885da87a6dfc1f3b15464ab31581e7286",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1bd8f",
                    table="intake_application",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="application",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_applicationevent" ("beneficiary_id", "branch_id", "closed_reason", "created_at", "created_by_id", "decision_days", "decision_not_before", "id", "notify_channel_id", "notify_contact_id", "notify_way", "outcome_in_message", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_version_id", "receipt_handed", "receipt_noticed", "reference", "representative_id", "researcher_id", "round", "service_id", "stands_since", "status", "step", "submitted_at", "target_at") VALUES (OLD."beneficiary_id", OLD."branch_id", OLD."closed_reason", OLD."created_at", OLD."created_by_id", OLD."decision_days", OLD."decision_not_before", OLD."id", OLD."notify_channel_id", OLD."notify_contact_id", OLD."notify_way", OLD."outcome_in_message", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_version_id", OLD."receipt_handed", OLD."receipt_noticed", OLD."reference", OLD."representative_id", OLD."researcher_id", OLD."round", OLD."service_id", OLD."stands_since", OLD."status", OLD."step", OLD."submitted_at", OLD."target_at"); RETURN NULL;',
                    hash="35cf6115ee6276bcf090bb9f58d6aa1744f5ba9a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e1672",
                    table="intake_application",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="applicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="0076ce6602e99b9508581f5b5065f520cc96531d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_06e97",
                    table="intake_applicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="applicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f8317b9616de0db43b77fa0e16f08f37ba9cf11d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_33b60",
                    table="intake_applicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="applicationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="afb160f62ad2a69a0baad25c7cb0439a96adf2ef",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_0ee4a",
                    table="intake_applicationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="41d610f2193ee1c557d8da83e0452faff447b2d8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2b13c",
                    table="intake_declaration",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="3362089f49c88885a92fca4d59f3c71f187572cb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a34e8",
                    table="intake_declaration",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="signs",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE own bigint; handed_in timestamptz;",
                    func="\n    PERFORM 1 FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;\n    IF EXISTS (SELECT 1 FROM intake_statement later JOIN intake_statement s ON s.application_id = later.application_id\n                WHERE s.id = NEW.statement_id AND later.n > s.n) THEN\n        RAISE EXCEPTION 'only the newest statement is signed' USING ERRCODE = '23514', CONSTRAINT = 'statement_not_newest';\n    END IF;\n    IF open_points_v1(NEW.statement_id) > 0 THEN\n        RAISE EXCEPTION 'the match sheet has open points' USING ERRCODE = '23514', CONSTRAINT = 'sheet_open';\n    END IF;\n    NEW.payload := signed_payload_v1(NEW.statement_id);\n    IF NEW.shown_digest IS DISTINCT FROM digest_v1(NEW.payload) THEN\n        RAISE EXCEPTION 'what is signed is not what was shown' USING ERRCODE = '23514', CONSTRAINT = 'signed_not_shown';\n    END IF;\n    SELECT a.policy_version_id, a.submitted_at INTO own, handed_in\n      FROM intake_application a JOIN intake_statement s ON s.application_id = a.id WHERE s.id = NEW.statement_id;\n    IF handed_in IS NOT NULL AND NEW.policy_version_id <> own THEN\n        RAISE EXCEPTION 'what was handed in is signed under its own policy version' USING ERRCODE = '23514', CONSTRAINT = 'signed_under_other_version';\n    END IF;\n    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v\n                    WHERE v.id = NEW.policy_version_id AND v.declaration_text = NEW.text) THEN\n        RAISE EXCEPTION 'what is signed is the wording of its policy version' USING ERRCODE = '23514', CONSTRAINT = 'signed_other_wording';\n    END IF;\n    NEW.signed_at := portal_now();\n    RETURN NEW;\n",
                    hash="dca0e068d6e1c0e242201ab22c4180e5267e0eae",
                    operation="INSERT",
                    pgid="pgtrigger_signs_2f005",
                    table="intake_declaration",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="declaration",
            trigger=pgtrigger.compiler.Trigger(
                name="freezes_statement",
                sql=ledger.triggers.HardTriggerSql(
                    func="UPDATE intake_statement SET signed_at = NEW.signed_at WHERE id = NEW.statement_id; RETURN NULL;",
                    hash="8386cd4d2090f58cad7943c1bbc066bcd728f61d",
                    operation="INSERT",
                    pgid="pgtrigger_freezes_statement_44667",
                    table="intake_declaration",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchline",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_open_statement",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE signed timestamptz;",
                    func="\n            IF TG_OP = 'DELETE' THEN\n                RAISE EXCEPTION 'a row of the match sheet is never removed' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n            END IF;\n            SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;\n            IF signed IS NOT NULL THEN\n                RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';\n            END IF;\n            IF TG_OP = 'INSERT' THEN\n                IF pg_trigger_depth() < 2 THEN\n                    RAISE EXCEPTION 'the match sheet is laid out by the database' USING ERRCODE = '23514', CONSTRAINT = 'sheet_laid_out';\n                END IF;\n            ELSIF (NEW.statement_id, NEW.requirement_id, NEW.document_id, NEW.key, NEW.label, NEW.kind, NEW.required, NEW.position) IS DISTINCT FROM (OLD.statement_id, OLD.requirement_id, OLD.document_id, OLD.key, OLD.label, OLD.kind, OLD.required, OLD.position) THEN\n                RAISE EXCEPTION 'what a match sheet asks may not change' USING ERRCODE = '23001', CONSTRAINT = 'sheet_asked_fixed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="4f52dab226747f54586be7fa8abec1eb45b2e5ad",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_open_statement_f45a5",
                    table="intake_matchline",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchline",
            trigger=pgtrigger.compiler.Trigger(
                name="reopens",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."declared" IS DISTINCT FROM (NEW."declared"))',
                    func="\n            IF NEW.result <> 'open' AND NEW.at IS NOT DISTINCT FROM OLD.at THEN\n                RAISE EXCEPTION 'a declared value that changes is matched again' USING ERRCODE = '23514', CONSTRAINT = 'line_not_rematched';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="c67bf1dc34323de59225645189e2e7f7da8e9b6b",
                    operation="UPDATE",
                    pgid="pgtrigger_reopens_a915f",
                    table="intake_matchline",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchline",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_matchlineevent" ("at", "by_id", "declared", "document_id", "id", "key", "kind", "label", "on_document", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "required", "requirement_id", "result", "stands", "statement_id") VALUES (OLD."at", OLD."by_id", OLD."declared", OLD."document_id", OLD."id", OLD."key", OLD."kind", OLD."label", OLD."on_document", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."reason", OLD."required", OLD."requirement_id", OLD."result", OLD."stands", OLD."statement_id"); RETURN NULL;',
                    hash="451e95a09eca15ae0f71c68b355dd4bf08aca2fe",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8c13e",
                    table="intake_matchline",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchline",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_matchlineevent" ("at", "by_id", "declared", "document_id", "id", "key", "kind", "label", "on_document", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reason", "required", "requirement_id", "result", "stands", "statement_id") VALUES (OLD."at", OLD."by_id", OLD."declared", OLD."document_id", OLD."id", OLD."key", OLD."kind", OLD."label", OLD."on_document", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."reason", OLD."required", OLD."requirement_id", OLD."result", OLD."stands", OLD."statement_id"); RETURN NULL;',
                    hash="2a2795932f7cd1084bffc62ab1afd3d6621fa591",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8e3fa",
                    table="intake_matchline",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="30ea25d154fe8e22ea74b712e1a5ea2f14c947c5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_426b3",
                    table="intake_matchlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="92589400f7c51811cf1a68ca5f454e080147298d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_68acc",
                    table="intake_matchlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="matchlineevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="4dfb770976c677473966e2bc281e196db50eaaca",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_32218",
                    table="intake_matchlineevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="2f40555c13fc36ef7a4051ef338b4d24138a87d6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8514f",
                    table="intake_move",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="99ae629b0ffff83b3dd5a67dcf71bb9181026721",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f45e6",
                    table="intake_move",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; counter int;",
                    func="\n            SELECT status, step INTO stands, counter FROM intake_application\n             WHERE id = NEW.application_id FOR NO KEY UPDATE;\n            IF (NEW.from_status, NEW.to_status) NOT IN (('accepted', 'awaiting_decision'), ('accepted', 'closed'), ('accepted', 'registered'), ('awaiting_applicant', 'closed'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision', 'accepted'), ('awaiting_decision', 'closed'), ('awaiting_decision', 'in_assessment'), ('awaiting_decision', 'rejected'), ('draft', 'closed'), ('draft', 'submitted'), ('in_assessment', 'awaiting_applicant'), ('in_assessment', 'awaiting_decision'), ('in_assessment', 'closed'), ('registered', 'closed'), ('registered', 'served'), ('rejected', 'awaiting_decision'), ('rejected', 'closed'), ('served', 'closed'), ('submitted', 'closed'), ('submitted', 'in_assessment')) THEN\n                RAISE EXCEPTION 'the move % to % is not allowed', NEW.from_status, NEW.to_status USING ERRCODE = '23514', CONSTRAINT = 'move_not_allowed';\n            END IF;\n            IF NEW.from_status <> stands OR NEW.n <> counter + 1 THEN\n                RAISE EXCEPTION 'the move does not start where the application stands' USING ERRCODE = '23514', CONSTRAINT = 'move_starts_elsewhere';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="701cd11e8b43aa107eac7e04b974c3e8034ea8c3",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_ac2c0",
                    table="intake_move",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="move",
            trigger=pgtrigger.compiler.Trigger(
                name="moves_something",
                sql=ledger.triggers.HardTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n            IF NOT EXISTS (SELECT 1 FROM intake_application a\n                            WHERE a.id = NEW.application_id AND a.step >= NEW.n) THEN\n                RAISE EXCEPTION 'a move without its change of status' USING ERRCODE = '23514', CONSTRAINT = 'move_without_status';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="01d639f638fafac531ab64d7fc8d1bad68029b89",
                    operation="INSERT",
                    pgid="pgtrigger_moves_something_d65db",
                    table="intake_move",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="handed_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                RAISE EXCEPTION 'a receipt is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n            ELSIF TG_OP = 'INSERT' THEN\n                NEW.issued_at := portal_now();\n                IF (SELECT submitted_at IS NULL FROM intake_application WHERE id = NEW.application_id) THEN\n                    RAISE EXCEPTION 'a receipt is for a submitted application' USING ERRCODE = '23514', CONSTRAINT = 'receipt_before_submission';\n                END IF;\n            ELSIF OLD.handed_at IS NOT NULL\n               OR (NEW.application_id, NEW.file_id, NEW.issued_by_id, NEW.issued_at) IS DISTINCT FROM\n                  (OLD.application_id, OLD.file_id, OLD.issued_by_id, OLD.issued_at) THEN\n                RAISE EXCEPTION 'a receipt is handed over once, as issued' USING ERRCODE = '23001', CONSTRAINT = 'receipt_fixed';\n            END IF;\n            IF NEW.handed_at IS NOT NULL THEN\n                NEW.handed_at := portal_now();\n            END IF;\n            RETURN NEW;\n        ",
                    hash="1ea1ea3a944ffdd777765e24e9aec6ea04f70a63",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_handed_once_c63af",
                    table="intake_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="marks_its_application",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.handed_at IS NOT NULL THEN\n                UPDATE intake_application SET receipt_handed = true\n                 WHERE id = NEW.application_id AND NOT receipt_handed;\n            END IF;\n            RETURN NULL;\n        ",
                    hash="0cec64337c8ae3294c80b9d68f625d8e5e078735",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_marks_its_application_d8ba1",
                    table="intake_receipt",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="receipt",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="cc1749c3f0d97e977aa4ad4efe889405282e7d7f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_91852",
                    table="intake_receipt",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="012ac19eb55126accc9f0bee83cffe8c4697a465",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ff43a",
                    table="intake_recusal",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="13eeab0e3bc0e1270842d62df19a988664b859dd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b5231",
                    table="intake_recusal",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.at := portal_now(); RETURN NEW;",
                    hash="d2cf946381600f1306468edf7fa98129a9bdd2bb",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_41c25",
                    table="intake_recusal",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="answered_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' THEN\n                RAISE EXCEPTION 'a referral is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n            ELSIF TG_OP = 'INSERT' THEN\n                NEW.asked_at := portal_now();\n            ELSIF OLD.answered_at IS NOT NULL\n               OR (NEW.application_id, NEW.question, NEW.asked_by_id, NEW.asked_at) IS DISTINCT FROM\n                  (OLD.application_id, OLD.question, OLD.asked_by_id, OLD.asked_at) THEN\n                RAISE EXCEPTION 'a referral is answered once, as asked' USING ERRCODE = '23001', CONSTRAINT = 'referral_fixed';\n            END IF;\n            IF NEW.answered_at IS NOT NULL THEN\n                NEW.answered_at := portal_now();\n            END IF;\n            RETURN NEW;\n        ",
                    hash="315e3822253762f22b3b5bd61dd0266829d96e54",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_answered_once_e0eb3",
                    table="intake_referral",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="d8ec7065dad8b430ef65c095baaa096b314f3e7f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_439de",
                    table="intake_referral",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requireddocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_requireddocumentevent" ("active", "expires", "id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "service_id") VALUES (OLD."active", OLD."expires", OLD."id", OLD."key", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."required", OLD."service_id"); RETURN NULL;',
                    hash="e2df58c3512f62cece2e210c455d5a9cf8681bdf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_26a34",
                    table="intake_requireddocument",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requireddocument",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_requireddocumentevent" ("active", "expires", "id", "key", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "service_id") VALUES (OLD."active", OLD."expires", OLD."id", OLD."key", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."required", OLD."service_id"); RETURN NULL;',
                    hash="a4eed5e91672d1abcbbbd6cd9ab2ba72b1d58280",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_99b1c",
                    table="intake_requireddocument",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requireddocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="83a175c814b9e79c6779e71bf050a9209d27313b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd898",
                    table="intake_requireddocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requireddocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="3876b9fc4e10370bcfcb9e3818f9bc6b72cd2be0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_48128",
                    table="intake_requireddocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requireddocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="6d7c3597d03130a33659fc7f97a22ed651024ac7",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_ef13b",
                    table="intake_requireddocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requiredfield",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_requiredfieldevent" ("active", "choices", "document_id", "id", "key", "kind", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "service_id", "takes") VALUES (OLD."active", OLD."choices", OLD."document_id", OLD."id", OLD."key", OLD."kind", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."required", OLD."service_id", OLD."takes"); RETURN NULL;',
                    hash="b37669d09ffdce958aa9ee77955840bee98a6dfc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16fc1",
                    table="intake_requiredfield",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requiredfield",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_requiredfieldevent" ("active", "choices", "document_id", "id", "key", "kind", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "service_id", "takes") VALUES (OLD."active", OLD."choices", OLD."document_id", OLD."id", OLD."key", OLD."kind", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."required", OLD."service_id", OLD."takes"); RETURN NULL;',
                    hash="a3ab0e659fc8666980f9a0e726617937c98eb23c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_27c33",
                    table="intake_requiredfield",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requiredfieldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="2cc63f2edba1dc6525549ad629ca0b2fc0e3b0e6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_35551",
                    table="intake_requiredfieldevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requiredfieldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c11cc316ff0e0a8536b8836866af1e05c28bcc78",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_16553",
                    table="intake_requiredfieldevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="requiredfieldevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="36701d38173fdb3cd03d101d0c506511a75ec65d",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_f12b2",
                    table="intake_requiredfieldevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_serviceevent" ("active", "code", "description", "id", "mechanisms", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."active", OLD."code", OLD."description", OLD."id", OLD."mechanisms", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="49f3c1eaa6055d66b9ba90cfaa87d732e6ce052d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6b355",
                    table="intake_service",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="service",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_serviceevent" ("active", "code", "description", "id", "mechanisms", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."active", OLD."code", OLD."description", OLD."id", OLD."mechanisms", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="128a3d8a68f520ded3c434f0cb353860ce8acd4f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ef7c5",
                    table="intake_service",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="serviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="ed6cb43f84ed183d3bfcb21a8a524a6e9a4577a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ed8ee",
                    table="intake_serviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="serviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c6543b429e6a6cea0f75ba9c2b3e899d4a63bdb0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_5a9b5",
                    table="intake_serviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="serviceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="ed2df06534a849f8e79e23f13a9fceb279622408",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_f1d58",
                    table="intake_serviceevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="opens",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; next int;",
                    func="\n    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;\n    IF stands NOT IN ('draft', 'awaiting_applicant') THEN\n        RAISE EXCEPTION 'data are stated only in a draft or while the applicant is awaited' USING ERRCODE = '23514', CONSTRAINT = 'data_not_open';\n    END IF;\n    SELECT COALESCE(max(n), 0) + 1 INTO next FROM intake_statement WHERE application_id = NEW.application_id;\n    IF NEW.n <> next THEN\n        RAISE EXCEPTION 'statements are numbered one after another' USING ERRCODE = '23514', CONSTRAINT = 'statement_number';\n    END IF;\n    IF EXISTS (SELECT 1 FROM intake_statement WHERE application_id = NEW.application_id AND signed_at IS NULL) THEN\n        RAISE EXCEPTION 'the last statement is not signed yet' USING ERRCODE = '23514', CONSTRAINT = 'statement_unsigned';\n    END IF;\n    IF NEW.signed_at IS NOT NULL THEN\n        RAISE EXCEPTION 'a statement is born unsigned' USING ERRCODE = '23514', CONSTRAINT = 'statement_born_unsigned';\n    END IF;\n    NEW.created_at := portal_now();\n    RETURN NEW;\n",
                    hash="1ee8cda10baefab38006ff577e6a1dc88e6163f7",
                    operation="INSERT",
                    pgid="pgtrigger_opens_67a43",
                    table="intake_statement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="lays_out_sheet",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    INSERT INTO intake_statementdocument (statement_id, requirement_id, key, label, required, expires, position,\n                                          seen_original, number)\n    SELECT NEW.id, d.id, d.key, d.label, d.required, d.expires, d.position, false, ''\n      FROM intake_requireddocument d JOIN intake_application a ON a.service_id = d.service_id\n     WHERE a.id = NEW.application_id AND d.active;\n    INSERT INTO intake_matchline (statement_id, requirement_id, document_id, key, label, kind, required, position,\n                                  declared, on_document, result, stands, reason)\n    SELECT NEW.id, f.id, sd.id, f.key, f.label, f.kind, f.required, f.position, '', '', 'open', '', ''\n      FROM intake_requiredfield f JOIN intake_application a ON a.service_id = f.service_id\n      JOIN intake_statementdocument sd ON sd.statement_id = NEW.id AND sd.requirement_id = f.document_id\n     WHERE a.id = NEW.application_id AND f.active;\n    RETURN NULL;\n",
                    hash="e100c125b51502c0f7eedc47be849a23176ab674",
                    operation="INSERT",
                    pgid="pgtrigger_lays_out_sheet_462ed",
                    table="intake_statement",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="freezes",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text;",
                    func="\n    IF OLD.signed_at IS NOT NULL THEN\n        RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';\n    END IF;\n    IF (NEW.application_id, NEW.n, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM\n       (OLD.application_id, OLD.n, OLD.created_at, OLD.created_by_id) THEN\n        RAISE EXCEPTION 'a statement stays where it was made' USING ERRCODE = '23001', CONSTRAINT = 'statement_fixed';\n    END IF;\n    IF NEW.signed_at IS NOT NULL AND (NEW.data <> OLD.data OR NOT EXISTS (\n        SELECT 1 FROM intake_declaration d WHERE d.statement_id = NEW.id AND d.signed_at = NEW.signed_at)) THEN\n        RAISE EXCEPTION 'a statement is signed by its declaration only' USING ERRCODE = '23514', CONSTRAINT = 'statement_without_declaration';\n    END IF;\n    IF NEW.signed_at IS NULL THEN\n        SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id;\n        IF stands NOT IN ('draft', 'awaiting_applicant') THEN\n            RAISE EXCEPTION 'data are stated only in a draft or while the applicant is awaited' USING ERRCODE = '23514', CONSTRAINT = 'data_not_open';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="a201da234c1670a084ac7379c4ed5425f3e34d18",
                    operation="UPDATE",
                    pgid="pgtrigger_freezes_e4f27",
                    table="intake_statement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a statement is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="9477c26cf7db9d5e048d5b737af18ba13469b2a0",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_aba2d",
                    table="intake_statement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5ff6907990eae47e9af1f9e5a530d2ec5d921fec",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_5080a",
                    table="intake_statement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="part_of_open_statement",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE signed timestamptz;",
                    func="\n            IF TG_OP = 'DELETE' THEN\n                RAISE EXCEPTION 'a row of the match sheet is never removed' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n            END IF;\n            SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;\n            IF signed IS NOT NULL THEN\n                RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';\n            END IF;\n            IF TG_OP = 'INSERT' THEN\n                IF pg_trigger_depth() < 2 THEN\n                    RAISE EXCEPTION 'the match sheet is laid out by the database' USING ERRCODE = '23514', CONSTRAINT = 'sheet_laid_out';\n                END IF;\n            ELSIF (NEW.statement_id, NEW.requirement_id, NEW.key, NEW.label, NEW.required, NEW.expires, NEW.position) IS DISTINCT FROM (OLD.statement_id, OLD.requirement_id, OLD.key, OLD.label, OLD.required, OLD.expires, OLD.position) THEN\n                RAISE EXCEPTION 'what a match sheet asks may not change' USING ERRCODE = '23001', CONSTRAINT = 'sheet_asked_fixed';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e26b662a3cbea3fb2fbbe0ea7f8b0277b94eba16",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_of_open_statement_faa83",
                    table="intake_statementdocument",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "intake_statementdocumentevent" ("at", "by_id", "expires", "expires_on", "file_id", "id", "issued_on", "key", "label", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "requirement_id", "seen_original", "statement_id") VALUES (OLD."at", OLD."by_id", OLD."expires", OLD."expires_on", OLD."file_id", OLD."id", OLD."issued_on", OLD."key", OLD."label", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."required", OLD."requirement_id", OLD."seen_original", OLD."statement_id"); RETURN NULL;',
                    hash="2a9e192919def28cfd3f60ed65e59e192e0e3aaa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_db5dd",
                    table="intake_statementdocument",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocument",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "intake_statementdocumentevent" ("at", "by_id", "expires", "expires_on", "file_id", "id", "issued_on", "key", "label", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "required", "requirement_id", "seen_original", "statement_id") VALUES (OLD."at", OLD."by_id", OLD."expires", OLD."expires_on", OLD."file_id", OLD."id", OLD."issued_on", OLD."key", OLD."label", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."required", OLD."requirement_id", OLD."seen_original", OLD."statement_id"); RETURN NULL;',
                    hash="c09e619d64cb0aa90460f50b5986b705e3543f36",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_12ea2",
                    table="intake_statementdocument",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="b0fea1689c143241428ada7a99bf4cfe37f69c26",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b96c5",
                    table="intake_statementdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="443053ca9c53b88e6c2473153b1364d6356abdce",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a9b64",
                    table="intake_statementdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="statementdocumentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="9355d27ceff55f8431d25a41df9837eb94d9b357",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_57676",
                    table="intake_statementdocumentevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
