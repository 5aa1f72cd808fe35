import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="accesslog",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="06617ad1787666f2510d0f10b227403b2489c0f2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_36f4b",
                    table="accounts_accesslog",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="accesslog",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="39043ac0c281601ea0419421a43b6aac313933a2",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_01654",
                    table="accounts_accesslog",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="accesslog",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.at := portal_now(); RETURN NEW;",
                    hash="2ba35adbf009ab3f4dc41f5483af05df007aac4e",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_3c3a6",
                    table="accounts_accesslog",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="branch",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "accounts_branchevent" ("active", "city", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active", OLD."city", OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="a4e8678cd35a4ffd8dc55339e82b0d8e104b0fea",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b726",
                    table="accounts_branch",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="branch",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "accounts_branchevent" ("active", "city", "code", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."active", OLD."city", OLD."code", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="56793f7ebe502fd39ab2306f0b1678203935db6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_92241",
                    table="accounts_branch",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="branchevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f84797d246abf8eeaf1e7f2f62998f43a2a10297",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dfec7",
                    table="accounts_branchevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="branchevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="429278accd956d3389d32d1953aebd538e485ed6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_54812",
                    table="accounts_branchevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="branchevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="a5da2ca5e00819f30eb11dd0edd12eb24ed855da",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_692f1",
                    table="accounts_branchevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="count_password_changes",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            NEW.password_changes := OLD.password_changes + (NEW.password IS DISTINCT FROM OLD.password)::int;\n            RETURN NEW;\n        ",
                    hash="62fbff38a3efe8138fe3561e1435a0c5f3b1edcf",
                    operation='UPDATE OF "password"',
                    pgid="pgtrigger_count_password_changes_d3ec2",
                    table="accounts_staff",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."password_changes" IS DISTINCT FROM (NEW."password_changes") OR OLD."roles" IS DISTINCT FROM (NEW."roles"))',
                    func='INSERT INTO "accounts_staffevent" ("branch_id", "email", "id", "is_active", "language", "name", "password_changes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles") VALUES (OLD."branch_id", OLD."email", OLD."id", OLD."is_active", OLD."language", OLD."name", OLD."password_changes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."roles"); RETURN NULL;',
                    hash="04fb15b6b7845a111d05cf49bf16bed18020c96a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bc7e2",
                    table="accounts_staff",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staff",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "accounts_staffevent" ("branch_id", "email", "id", "is_active", "language", "name", "password_changes", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "roles") VALUES (OLD."branch_id", OLD."email", OLD."id", OLD."is_active", OLD."language", OLD."name", OLD."password_changes", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."roles"); RETURN NULL;',
                    hash="61919bf737820c577a1c86bf3aa847eac879d62f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e93bc",
                    table="accounts_staff",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staffevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="d409d5b2d993b8eab3bdbb4cce405fd852c1ed4e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3645e",
                    table="accounts_staffevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staffevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="90c63532c182dd8f6c646eefb358d99d5fbdd65d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_512b5",
                    table="accounts_staffevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="staffevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="70ecec2364a6ace214839d60ba08754264254761",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_0d9e7",
                    table="accounts_staffevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
