import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("policy", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="76d2a0d0dc8878da56c9672cd4ba01fdb79afb5a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_069be",
                    table="policy_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="dbe7f1eeddaddb5fc7cb77b3bd75237d95caf960",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b6440",
                    table="policy_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="acknowledged",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text;",
                    func="\n    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR SHARE;\n    IF stands IS DISTINCT FROM 'in_force' THEN\n        RAISE EXCEPTION 'only the version in force is acknowledged' USING ERRCODE = '23514', CONSTRAINT = 'acknowledged_not_in_force';\n    END IF;\n    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active) THEN\n        RAISE EXCEPTION 'only active staff acknowledge' USING ERRCODE = '23514', CONSTRAINT = 'acknowledged_by_inactive';\n    END IF;\n    NEW.at := portal_now();\n    RETURN NEW;\n",
                    hash="ce3d9a20f78c50bf80e184741ab8498785954af2",
                    operation="INSERT",
                    pgid="pgtrigger_acknowledged_81e07",
                    table="policy_acknowledgement",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="marks_as_read",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    UPDATE accounts_staff SET policy_to_read = false WHERE id = NEW.by_id AND policy_to_read;\n    RETURN NULL;\n",
                    hash="634a8a6e9d60318cdad7542237b14b3cf1d688b7",
                    operation="INSERT",
                    pgid="pgtrigger_marks_as_read_34a87",
                    table="policy_acknowledgement",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="association",
            trigger=pgtrigger.compiler.Trigger(
                name="keeps_its_name",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF TG_OP = 'DELETE' OR NEW.slug <> OLD.slug THEN\n                RAISE EXCEPTION 'a portal keeps its association' USING ERRCODE = '23001', CONSTRAINT = 'association_kept';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="9dd5842a6a6b05d7d1752328caf6eaed2630ae29",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_keeps_its_name_c656b",
                    table="policy_association",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="association",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "policy_associationevent" ("id", "licence", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "slug", "supervisor_shown", "website") VALUES (OLD."id", OLD."licence", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."phone", OLD."place", OLD."slug", OLD."supervisor_shown", OLD."website"); RETURN NULL;',
                    hash="544412bc458e83cd2700c174d75b4e5e18602f6b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_239d5",
                    table="policy_association",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="association",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "policy_associationevent" ("id", "licence", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "place", "slug", "supervisor_shown", "website") VALUES (OLD."id", OLD."licence", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."place", OLD."slug", OLD."supervisor_shown", OLD."website"); RETURN NULL;',
                    hash="018dc204e433e6320cdb13c861e8fbd4428dfbf5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_76889",
                    table="policy_association",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="associationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="530f4029b025d5bc0b079ca0b39c287163f55289",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1065",
                    table="policy_associationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="associationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="613d727b6e45bdf31537396c68005342fb24ab3c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_0b4f8",
                    table="policy_associationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="associationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="98c243ba9a561bef247262ba6b2bec4981075328",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_8ece2",
                    table="policy_associationevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channel",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a channel is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="12e3fd72253da6910554b632548a3b15b5e7756a",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_38e58",
                    table="policy_channel",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channel",
            trigger=pgtrigger.compiler.Trigger(
                name="keeps_its_key",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.key <> OLD.key THEN\n                RAISE EXCEPTION 'the key of a channel does not change' USING ERRCODE = '23001', CONSTRAINT = 'key_is_kept';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d391cee306467fd54a21dc6c64bef10ba7e35911",
                    operation="UPDATE",
                    pgid="pgtrigger_keeps_its_key_278a2",
                    table="policy_channel",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channel",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "policy_channelevent" ("active", "as_printed", "carries_decision", "id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sends_out", "takes_in", "ways") VALUES (OLD."active", OLD."as_printed", OLD."carries_decision", OLD."id", OLD."key", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position", OLD."sends_out", OLD."takes_in", OLD."ways"); RETURN NULL;',
                    hash="af007cd6accb25aa0851658c9d3f6d54e8586f41",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c20a",
                    table="policy_channel",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channel",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "policy_channelevent" ("active", "as_printed", "carries_decision", "id", "key", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "sends_out", "takes_in", "ways") VALUES (OLD."active", OLD."as_printed", OLD."carries_decision", OLD."id", OLD."key", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."sends_out", OLD."takes_in", OLD."ways"); RETURN NULL;',
                    hash="e0420eeb0390d258bf6e041f688ae1cca1830c26",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3a210",
                    table="policy_channel",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="68e618d273b55a372c057bcc16cfb7f09e239511",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_deda2",
                    table="policy_channelevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="1ea0fde058e027ec0e44e43e43e206bf3f425d3a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c6ec1",
                    table="policy_channelevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="channelevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="a076996df30ae63a97e47d47d8d7e56df2701610",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_7bfd2",
                    table="policy_channelevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyreview",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f2ce64712f5d9c5a649872d22121699ffc422466",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7ac6a",
                    table="policy_policyreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyreview",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5eca2d0b3ba40110b4bffa6b8006884c26fd7453",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4d614",
                    table="policy_policyreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyreview",
            trigger=pgtrigger.compiler.Trigger(
                name="reviewed",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v\n                    WHERE v.id = NEW.version_id AND v.status = 'in_force') THEN\n        RAISE EXCEPTION 'only the version in force is reviewed' USING ERRCODE = '23514', CONSTRAINT = 'reviewed_not_in_force';\n    END IF;\n    IF NEW.next_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n        RAISE EXCEPTION 'the next review is on a day to come' USING ERRCODE = '23514', CONSTRAINT = 'next_review_not_ahead';\n    END IF;\n    NEW.at := portal_now();\n    RETURN NEW;\n",
                    hash="1ba09abf9f78161145105550543311eb8ed0677b",
                    operation="INSERT",
                    pgid="pgtrigger_reviewed_7f041",
                    table="policy_policyreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="status_moves",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF TG_OP = 'INSERT' THEN\n        IF NEW.status <> 'draft' OR NEW.in_force_from IS NOT NULL OR NEW.in_force_by_id IS NOT NULL THEN\n            RAISE EXCEPTION 'a policy version is born a draft' USING ERRCODE = '23514', CONSTRAINT = 'version_born_draft';\n        END IF;\n        RETURN NEW;\n    END IF;\n    IF OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('draft', 'approved'), ('approved', 'draft'), ('approved', 'in_force'), ('in_force', 'superseded')) THEN\n        RAISE EXCEPTION 'a policy version may not go from % to %', OLD.status, NEW.status USING ERRCODE = '23514', CONSTRAINT = 'version_move_not_allowed';\n    END IF;\n    IF OLD.status IN ('in_force', 'superseded')\n       AND (to_jsonb(OLD) - 'status') IS DISTINCT FROM (to_jsonb(NEW) - 'status') THEN\n        RAISE EXCEPTION 'a policy version that was put in force may not change' USING ERRCODE = '23514', CONSTRAINT = 'version_in_force_fixed';\n    END IF;\n    IF (NEW.number, NEW.association_id, NEW.loaded_from) IS DISTINCT FROM\n       (OLD.number, OLD.association_id, OLD.loaded_from) THEN\n        RAISE EXCEPTION 'where a policy version comes from does not change' USING ERRCODE = '23001', CONSTRAINT = 'version_origin_fixed';\n    END IF;\n    IF OLD.status = 'approved' AND NEW.status <> 'draft'\n       AND (to_jsonb(OLD) - ARRAY['status', 'takes_effect_on', 'in_force_from', 'in_force_by_id', 'channels', 'tools', 'review_on']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'takes_effect_on', 'in_force_from', 'in_force_by_id', 'channels', 'tools', 'review_on']) THEN\n        RAISE EXCEPTION 'what the board approved does not change' USING ERRCODE = '23514', CONSTRAINT = 'approval_fixed';\n    END IF;\n    IF NEW.status = 'approved' AND OLD.status = 'draft' AND NEW.loaded_from = '' THEN\n        IF NEW.board_meeting IS NULL OR NEW.approved_on IS NULL THEN\n            RAISE EXCEPTION 'an approval names the meeting of the board and its day' USING ERRCODE = '23514', CONSTRAINT = 'approval_without_meeting';\n        END IF;\n        IF NOT EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.id) THEN\n            RAISE EXCEPTION 'an approval has the document that the board signed' USING ERRCODE = '23514', CONSTRAINT = 'approval_without_document';\n        END IF;\n    END IF;\n    IF NEW.status = 'in_force' AND OLD.status <> NEW.status AND NEW.takes_effect_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n        RAISE EXCEPTION 'the policy version takes effect on %', NEW.takes_effect_on USING ERRCODE = '23514', CONSTRAINT = 'version_not_due';\n    END IF;\n    RETURN NEW;\n",
                    hash="a8e235b6167e48683d87cab7582da0e26cf72d7f",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_status_moves_ca87c",
                    table="policy_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="stays_stated",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stated int;",
                    func="\n    IF NEW.loaded_from = '' AND (TG_OP = 'INSERT' OR OLD.status NOT IN ('in_force', 'superseded')) THEN\n        SELECT v.stated_days INTO stated FROM policy_policyversion v\n         WHERE v.status IN ('in_force', 'superseded') AND v.id <> NEW.id ORDER BY v.number DESC LIMIT 1;\n        IF stated IS NOT NULL AND (NEW.stated_days IS NULL OR NEW.stated_days < stated) THEN\n            RAISE EXCEPTION 'the window that the board''s document states is not shortened' USING ERRCODE = '23514', CONSTRAINT = 'stated_window_shortened';\n        END IF;\n    END IF;\n    RETURN NEW;\n",
                    hash="1b498e64cc47eaf105e901561658fefa34c85977",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_stays_stated_aa380",
                    table="policy_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="takes_its_copies",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.status = 'in_force' AND OLD.status <> NEW.status THEN\n        NEW.in_force_from := portal_now();\n        NEW.channels := COALESCE((SELECT jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'as_printed', r.as_printed, 'takes_in', r.takes_in, 'sends_out', r.sends_out, 'carries_decision', r.carries_decision, 'ways', r.ways) ORDER BY r.position, r.id)\n                           FROM policy_channel r WHERE r.active), '[]'::jsonb);\n        NEW.tools := COALESCE((SELECT jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'as_printed', r.as_printed, 'kind', r.kind) ORDER BY r.position, r.id)\n                           FROM policy_tool r WHERE r.active), '[]'::jsonb);\n        NEW.review_on := COALESCE(NEW.review_on, ((portal_now() AT TIME ZONE 'Asia/Riyadh')::date + interval '1 year')::date);\n    END IF;\n    RETURN NEW;\n",
                    hash="016a335f6dd9ad8dedfab92ce3e334a58b06ad9a",
                    operation="UPDATE",
                    pgid="pgtrigger_takes_its_copies_e5fa2",
                    table="policy_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="asks_to_be_read",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func="\n    IF NEW.status = 'in_force' THEN\n        UPDATE accounts_staff SET policy_to_read = true WHERE NOT policy_to_read;\n    END IF;\n    RETURN NULL;\n",
                    hash="74298d3958fbf8aa9694b0eae63036120f8e64de",
                    operation="UPDATE",
                    pgid="pgtrigger_asks_to_be_read_bdf87",
                    table="policy_policyversion",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_for_good",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF OLD.status IN ('in_force', 'superseded') THEN\n        RAISE EXCEPTION 'a policy version that was put in force may not be deleted' USING ERRCODE = '23001', CONSTRAINT = 'version_in_force_never_deleted';\n    END IF;\n    RETURN OLD;\n",
                    hash="40c2b62cd64a3ecc35c8c362b1e1797803937e7a",
                    operation="DELETE",
                    pgid="pgtrigger_kept_for_good_47a34",
                    table="policy_policyversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "policy_policyversionevent" ("approval_status", "approved_on", "approved_on_hijri", "association_id", "attendance", "board_meeting", "board_term", "board_year", "channels", "closing_text", "created_at", "created_by_id", "decided_by", "deciding_body", "decision_days", "declaration_form", "declaration_text", "eligibility", "goal", "id", "in_force_by_id", "in_force_from", "issue", "issue_number", "issued_on", "loaded_from", "number", "objectives", "outcome_intro_text", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preamble", "receipt_intro_text", "referral_kind", "referral_to", "review_on", "review_text", "stated_days", "status", "step_sentences", "steps", "supervisor_shown", "takes_effect_on", "target_days", "title", "tools", "tools_for", "weekday", "window_stated", "window_text") VALUES (OLD."approval_status", OLD."approved_on", OLD."approved_on_hijri", OLD."association_id", OLD."attendance", OLD."board_meeting", OLD."board_term", OLD."board_year", OLD."channels", OLD."closing_text", OLD."created_at", OLD."created_by_id", OLD."decided_by", OLD."deciding_body", OLD."decision_days", OLD."declaration_form", OLD."declaration_text", OLD."eligibility", OLD."goal", OLD."id", OLD."in_force_by_id", OLD."in_force_from", OLD."issue", OLD."issue_number", OLD."issued_on", OLD."loaded_from", OLD."number", OLD."objectives", OLD."outcome_intro_text", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."preamble", OLD."receipt_intro_text", OLD."referral_kind", OLD."referral_to", OLD."review_on", OLD."review_text", OLD."stated_days", OLD."status", OLD."step_sentences", OLD."steps", OLD."supervisor_shown", OLD."takes_effect_on", OLD."target_days", OLD."title", OLD."tools", OLD."tools_for", OLD."weekday", OLD."window_stated", OLD."window_text"); RETURN NULL;',
                    hash="69f79936b79e6215c459e7dec0309f1f00fa5135",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_78d7d",
                    table="policy_policyversion",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "policy_policyversionevent" ("approval_status", "approved_on", "approved_on_hijri", "association_id", "attendance", "board_meeting", "board_term", "board_year", "channels", "closing_text", "created_at", "created_by_id", "decided_by", "deciding_body", "decision_days", "declaration_form", "declaration_text", "eligibility", "goal", "id", "in_force_by_id", "in_force_from", "issue", "issue_number", "issued_on", "loaded_from", "number", "objectives", "outcome_intro_text", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preamble", "receipt_intro_text", "referral_kind", "referral_to", "review_on", "review_text", "stated_days", "status", "step_sentences", "steps", "supervisor_shown", "takes_effect_on", "target_days", "title", "tools", "tools_for", "weekday", "window_stated", "window_text") VALUES (OLD."approval_status", OLD."approved_on", OLD."approved_on_hijri", OLD."association_id", OLD."attendance", OLD."board_meeting", OLD."board_term", OLD."board_year", OLD."channels", OLD."closing_text", OLD."created_at", OLD."created_by_id", OLD."decided_by", OLD."deciding_body", OLD."decision_days", OLD."declaration_form", OLD."declaration_text", OLD."eligibility", OLD."goal", OLD."id", OLD."in_force_by_id", OLD."in_force_from", OLD."issue", OLD."issue_number", OLD."issued_on", OLD."loaded_from", OLD."number", OLD."objectives", OLD."outcome_intro_text", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preamble", OLD."receipt_intro_text", OLD."referral_kind", OLD."referral_to", OLD."review_on", OLD."review_text", OLD."stated_days", OLD."status", OLD."step_sentences", OLD."steps", OLD."supervisor_shown", OLD."takes_effect_on", OLD."target_days", OLD."title", OLD."tools", OLD."tools_for", OLD."weekday", OLD."window_stated", OLD."window_text"); RETURN NULL;',
                    hash="25a5d3834ccf3730d4cca39310b2da74508ddb55",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1bb34",
                    table="policy_policyversion",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c6dd48ba6ea5abd9ad75c7b98268f03787200124",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_93fa0",
                    table="policy_policyversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="7b3ee22763d6bc4f8feb3b15bda134111e7585ae",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6a58c",
                    table="policy_policyversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="policyversionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="c564239c96518eb0be5ed88b61f7b7b5473e6332",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_a348d",
                    table="policy_policyversionevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="profileload",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="9f621ef6817de54f96b33e4ac8878b840f109400",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f87fa",
                    table="policy_profileload",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="profileload",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="b97a830222d8af8b9dacdc1b194a163d84861774",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c6864",
                    table="policy_profileload",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="profileload",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.at := portal_now(); RETURN NEW;",
                    hash="50451f6261c9df0b95406f26c8afa5f0b541c5ba",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_7a88a",
                    table="policy_profileload",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="signeddocument",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="fb8b919d92d67bf90fd0d487a33bed6f137ec746",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0a71d",
                    table="policy_signeddocument",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="signeddocument",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="b577a77fdf024b7f7994327399db332965e7fb44",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6f703",
                    table="policy_signeddocument",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="signeddocument",
            trigger=pgtrigger.compiler.Trigger(
                name="attached",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text;",
                    func="\n    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR NO KEY UPDATE;\n    IF NOT EXISTS (SELECT 1 FROM documents_storedfile f\n                    WHERE f.id = NEW.file_id AND f.content_type = 'application/pdf') THEN\n        RAISE EXCEPTION 'the signed document is a PDF' USING ERRCODE = '23514', CONSTRAINT = 'signed_document_not_pdf';\n    END IF;\n    IF stands IN ('in_force', 'superseded')\n       AND EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.version_id) THEN\n        RAISE EXCEPTION 'a policy version that was put in force keeps its signed document' USING ERRCODE = '23001', CONSTRAINT = 'signed_document_kept';\n    END IF;\n    NEW.at := portal_now();\n    RETURN NEW;\n",
                    hash="b308d3c642d64c38298ea2dd7403613cdb6c1b4d",
                    operation="INSERT",
                    pgid="pgtrigger_attached_f89f9",
                    table="policy_signeddocument",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="tool",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a tool is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="27fc4a133b145cceb5079f09c4f24a9b47c93399",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_40161",
                    table="policy_tool",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="tool",
            trigger=pgtrigger.compiler.Trigger(
                name="keeps_its_key",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.key <> OLD.key THEN\n                RAISE EXCEPTION 'the key of a tool does not change' USING ERRCODE = '23001', CONSTRAINT = 'key_is_kept';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="153a071cf72f90b454e2427123a9e6adbc2b1d66",
                    operation="UPDATE",
                    pgid="pgtrigger_keeps_its_key_cbf2d",
                    table="policy_tool",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="tool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "policy_toolevent" ("active", "as_printed", "id", "key", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."active", OLD."as_printed", OLD."id", OLD."key", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="ead102d17f96dd0ae65795c892a254103c3b7686",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f2baf",
                    table="policy_tool",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="tool",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "policy_toolevent" ("active", "as_printed", "id", "key", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."active", OLD."as_printed", OLD."id", OLD."key", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                    hash="a93014fc45753898d17743a99e5a161ef5fb642c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6a96c",
                    table="policy_tool",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="b600cab0848bb66b72d6f11abd0cb6dd1ed34ee9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_952cd",
                    table="policy_toolevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="43be44997f49b6e5538c617ee47d88ffd8a93ce1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ce62d",
                    table="policy_toolevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="9f95aefff0bf1866e640b97f3aff07fbca70b737",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_81d63",
                    table="policy_toolevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="d1d8e96fe798309c0dd1d0bc42dfe0d12b915819",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a7541",
                    table="policy_toolversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolversion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="cd2fd4350949a5220f36053652aea8608cdca335",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c9b48",
                    table="policy_toolversion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="toolversion",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.at := portal_now(); RETURN NEW;",
                    hash="5d8dc8f8f32f7109dbd5b540851090f39c02e793",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_aa35c",
                    table="policy_toolversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
