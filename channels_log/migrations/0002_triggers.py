import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("channels_log", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="casewithnotices",
            trigger=pgtrigger.compiler.Trigger(
                name="closing_stops_notices",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func="\n    IF NEW.status = 'closed' THEN\n        UPDATE channels_log_notice SET state = 'cancelled'\n         WHERE application_id = NEW.id AND state IN ('owed', 'by_hand', 'unknown');\n    END IF;\n    RETURN NULL;\n",
                    hash="48838c579934f8ac599d372a7894d2b5bafb26d1",
                    operation="UPDATE",
                    pgid="pgtrigger_closing_stops_notices_71737",
                    table="intake_application",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="communication",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'beneficiary_id' = to_jsonb(OLD) - 'beneficiary_id' AND EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id)) THEN RETURN NEW; END IF;\nRAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="a076e2b6bdee0991a53d34aa23d7e6501223f497",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d6f2a",
                    table="channels_log_communication",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="communication",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="b9b01775b570724ea28e7e2eb7d8aa73548adb9d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_66d7b",
                    table="channels_log_communication",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="communication",
            trigger=pgtrigger.compiler.Trigger(
                name="within_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="a431df9541fb4f5844ad05d9f1deccf834195db6",
                    operation="INSERT",
                    pgid="pgtrigger_within_a_current_person_4eb2b",
                    table="channels_log_communication",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="communication",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE about bigint;",
                    func="\n    IF NEW.notice_id IS NOT NULL THEN\n        SELECT n.application_id INTO about FROM channels_log_notice n WHERE n.id = NEW.notice_id;\n        IF NEW.application_id IS DISTINCT FROM about THEN\n            RAISE EXCEPTION 'a communication is about the application of its notice' USING ERRCODE = '23514', CONSTRAINT = 'communication_of_other_case';\n        END IF;\n    END IF;\n    IF NEW.application_id IS NOT NULL THEN\n        SELECT a.beneficiary_id INTO NEW.beneficiary_id\n          FROM intake_application a WHERE a.id = NEW.application_id;\n    END IF;\n    \n    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN\n        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';\n    END IF;\n\n    NEW.at := portal_now();\n    RETURN NEW;\n",
                    hash="6fdd9a4d13c433b6e4ad272a2bd892ad524af6ed",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_2fe4a",
                    table="channels_log_communication",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="born_owed",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; submitted timestamptz; moment timestamptz;",
                    func="\n    SELECT a.status, a.submitted_at, a.decision_not_before INTO stands, submitted, moment\n      FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;\n    IF NEW.kind = 'decision' THEN\n        IF NOT EXISTS (SELECT 1 FROM committee_decision d\n                        WHERE d.application_id = NEW.application_id AND d.id::text = NEW.occasion) THEN\n            RAISE EXCEPTION 'a notice of a decision needs the decision it announces' USING ERRCODE = '23514', CONSTRAINT = 'decision_notice_without_decision';\n        END IF;\n        IF moment IS NULL OR NEW.due_at < moment THEN\n            RAISE EXCEPTION 'a notice of a decision is due no earlier than %', moment USING ERRCODE = '23514', CONSTRAINT = 'decision_notice_too_early';\n        END IF;\n    ELSIF NEW.kind = 'receipt' THEN\n        IF submitted IS NULL OR NEW.occasion <> 'submission' OR NEW.due_at < submitted THEN\n            RAISE EXCEPTION 'a notice of receipt needs a submitted application' USING ERRCODE = '23514', CONSTRAINT = 'receipt_notice_without_submission';\n        END IF;\n    END IF;\n    IF NEW.state NOT IN ('owed', 'by_hand') OR (NEW.attempt, NEW.tries) <> (0, 0)\n       OR NEW.sent_at IS NOT NULL OR NEW.lease_until IS NOT NULL\n       OR NEW.worker <> '' OR NEW.transport <> '' OR NEW.provider_ref <> '' THEN\n        RAISE EXCEPTION 'a notice is born unsent' USING ERRCODE = '23514', CONSTRAINT = 'notice_born_unsent';\n    END IF;\n    NEW.created_at := portal_now();\n    NEW.next_at := GREATEST(NEW.due_at, NEW.next_at);\n    NEW.state := CASE WHEN stands = 'closed' THEN 'cancelled'\n                      WHEN NEW.way IN ('sms', 'email') THEN 'owed' ELSE 'by_hand' END;\n    RETURN NEW;\n",
                    hash="dc3c04eb62eadda0338fdbdb292d6af70c36e57f",
                    operation="INSERT",
                    pgid="pgtrigger_born_owed_f5f63",
                    table="channels_log_notice",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="moves",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF OLD.state IN ('sent', 'done', 'failed', 'cancelled') THEN\n        RAISE EXCEPTION 'a finished notice never changes' USING ERRCODE = '23001', CONSTRAINT = 'notice_finished';\n    END IF;\n    IF (NEW.id, NEW.application_id, NEW.kind, NEW.occasion, NEW.due_at, NEW.channel_id, NEW.way, NEW.recipient,\n        NEW.subject, NEW.body, NEW.created_at) IS DISTINCT FROM\n       (OLD.id, OLD.application_id, OLD.kind, OLD.occasion, OLD.due_at, OLD.channel_id, OLD.way, OLD.recipient,\n        OLD.subject, OLD.body, OLD.created_at)\n       OR (OLD.letter_id IS NOT NULL AND NEW.letter_id IS DISTINCT FROM OLD.letter_id) THEN\n        RAISE EXCEPTION 'what is told, to whom and when is fixed' USING ERRCODE = '23001', CONSTRAINT = 'notice_content_fixed';\n    END IF;\n    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('owed', 'sending'), ('owed', 'cancelled'), ('sending', 'sent'), ('sending', 'owed'), ('sending', 'by_hand'), ('sending', 'unknown'), ('sending', 'cancelled'), ('by_hand', 'done'), ('by_hand', 'failed'), ('by_hand', 'owed'), ('by_hand', 'cancelled'), ('unknown', 'sent'), ('unknown', 'done'), ('unknown', 'failed'), ('unknown', 'owed'), ('unknown', 'cancelled')) THEN\n        RAISE EXCEPTION 'a notice may not go from % to %', OLD.state, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'notice_move_unknown';\n    END IF;\n    IF NEW.attempt < OLD.attempt THEN\n        RAISE EXCEPTION 'attempts are counted upwards' USING ERRCODE = '23514', CONSTRAINT = 'notice_attempt_not_upwards';\n    END IF;\n    IF NEW.state IN ('sending', 'owed') AND NEW.way NOT IN ('sms', 'email') THEN\n        RAISE EXCEPTION 'what goes by hand is not sent by machine' USING ERRCODE = '23514', CONSTRAINT = 'notice_by_hand_not_sent';\n    END IF;\n    IF NEW.state IN ('sending', 'sent', 'done') AND portal_now() < OLD.due_at THEN\n        RAISE EXCEPTION 'nobody is told before %', OLD.due_at USING ERRCODE = '23514', CONSTRAINT = 'notice_before_due';\n    END IF;\n    IF NEW.state IN ('sent', 'done') THEN\n        NEW.sent_at := portal_now();\n    END IF;\n    IF NEW.state <> 'sending' THEN\n        NEW.lease_until := NULL;\n    END IF;\n    RETURN NEW;\n",
                    hash="5bf92be0d2b2eca2c11c0638751a563f952cf4df",
                    operation="UPDATE",
                    pgid="pgtrigger_moves_6293b",
                    table="channels_log_notice",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="marks_its_source",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.kind = 'decision' THEN\n        UPDATE committee_decision SET announced = true\n         WHERE application_id = NEW.application_id AND id::text = NEW.occasion AND NOT announced;\n    ELSIF NEW.kind = 'receipt' THEN\n        UPDATE intake_application SET receipt_noticed = true\n         WHERE id = NEW.application_id AND NOT receipt_noticed;\n    END IF;\n    RETURN NULL;\n",
                    hash="236df4ccc1e16c831b799890563b933e0a667967",
                    operation="INSERT",
                    pgid="pgtrigger_marks_its_source_8f969",
                    table="channels_log_notice",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="finished_with_communication",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    constraint="CONSTRAINT",
                    func="\n    IF NEW.state IN ('sent', 'done', 'failed') AND NOT EXISTS (\n        SELECT 1 FROM channels_log_communication c WHERE c.notice_id = NEW.id\n           AND (NEW.state, c.outcome) IN (('sent', 'sent'), ('done', 'told'), ('failed', 'refused'), ('failed', 'given_up'))) THEN\n        RAISE EXCEPTION 'a notice is finished together with its communication' USING ERRCODE = '23514', CONSTRAINT = 'notice_end_without_communication';\n    END IF;\n    RETURN NULL;\n",
                    hash="4733c8e1b04cd5d31b6f23cd67544fd5326c04c3",
                    operation="UPDATE",
                    pgid="pgtrigger_finished_with_communication_e1dec",
                    table="channels_log_notice",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a notice is never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="dc80565f55f6dcfe39b9320ba65a4ff0439547da",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_78ec2",
                    table="channels_log_notice",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="74bb7f6119c041a5f735e2840a38fdb5fbedb668",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d6bf7",
                    table="channels_log_notice",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."application_id" IS DISTINCT FROM (NEW."application_id") OR OLD."attempt" IS DISTINCT FROM (NEW."attempt") OR OLD."channel_id" IS DISTINCT FROM (NEW."channel_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."last_error" IS DISTINCT FROM (NEW."last_error") OR OLD."lease_until" IS DISTINCT FROM (NEW."lease_until") OR OLD."letter_id" IS DISTINCT FROM (NEW."letter_id") OR OLD."next_at" IS DISTINCT FROM (NEW."next_at") OR OLD."occasion" IS DISTINCT FROM (NEW."occasion") OR OLD."provider_ref" IS DISTINCT FROM (NEW."provider_ref") OR OLD."recipient" IS DISTINCT FROM (NEW."recipient") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."transport" IS DISTINCT FROM (NEW."transport") OR OLD."tries" IS DISTINCT FROM (NEW."tries") OR OLD."way" IS DISTINCT FROM (NEW."way") OR OLD."worker" IS DISTINCT FROM (NEW."worker"))',
                    func='INSERT INTO "channels_log_noticeevent" ("application_id", "attempt", "channel_id", "created_at", "due_at", "id", "kind", "last_error", "lease_until", "letter_id", "next_at", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_ref", "recipient", "sent_at", "state", "transport", "tries", "way", "worker") VALUES (OLD."application_id", OLD."attempt", OLD."channel_id", OLD."created_at", OLD."due_at", OLD."id", OLD."kind", OLD."last_error", OLD."lease_until", OLD."letter_id", OLD."next_at", OLD."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."provider_ref", OLD."recipient", OLD."sent_at", OLD."state", OLD."transport", OLD."tries", OLD."way", OLD."worker"); RETURN NULL;',
                    hash="5d43918f56593e1df754deceed720a33e1bd9670",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54008",
                    table="channels_log_notice",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "channels_log_noticeevent" ("application_id", "attempt", "channel_id", "created_at", "due_at", "id", "kind", "last_error", "lease_until", "letter_id", "next_at", "occasion", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_ref", "recipient", "sent_at", "state", "transport", "tries", "way", "worker") VALUES (OLD."application_id", OLD."attempt", OLD."channel_id", OLD."created_at", OLD."due_at", OLD."id", OLD."kind", OLD."last_error", OLD."lease_until", OLD."letter_id", OLD."next_at", OLD."occasion", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."provider_ref", OLD."recipient", OLD."sent_at", OLD."state", OLD."transport", OLD."tries", OLD."way", OLD."worker"); RETURN NULL;',
                    hash="e9205c9e2919ca6bf835850f4c5f808054a85d50",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_528e2",
                    table="channels_log_notice",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="noticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="04b4c5bbfd3c8da5f7bbe438cf0a08092e6a766a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_406c6",
                    table="channels_log_noticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="noticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="d7565eae57390d2c3dd5fd565def418ffd04a4ac",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b280e",
                    table="channels_log_noticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="noticeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="10a875b50e0480ec010201ac00d27e41b5239cf8",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_0a0c9",
                    table="channels_log_noticeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sandboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="774f4e63124d044f90a9e96d51caf6f2d17b0916",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9d31d",
                    table="channels_log_sandboxmessage",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sandboxmessage",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="6adf62dc6ebd8e92bbc98c6b23377fb36179eb58",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_fd0f7",
                    table="channels_log_sandboxmessage",
                    when="BEFORE",
                ),
            ),
        ),
    ]
