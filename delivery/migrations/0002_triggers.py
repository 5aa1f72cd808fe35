import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="caseinservice",
            trigger=pgtrigger.compiler.Trigger(
                name="served_by_record",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    func="\n            IF NEW.status = 'registered' AND NOT EXISTS (\n                SELECT 1 FROM delivery_registration r WHERE r.application_id = NEW.id) THEN\n                RAISE EXCEPTION 'status registered without its registration' USING ERRCODE = '23514', CONSTRAINT = 'registered_without_record';\n            END IF;\n            IF NEW.status = 'served' AND NOT EXISTS (\n                SELECT 1 FROM delivery_delivery d WHERE d.application_id = NEW.id) THEN\n                RAISE EXCEPTION 'status served without its delivery' USING ERRCODE = '23514', CONSTRAINT = 'served_without_record';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="629060027358f05574ad40fc5ee3e1c2d6d70c9e",
                    operation="UPDATE",
                    pgid="pgtrigger_served_by_record_9ac4b",
                    table="intake_application",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="bdd0f9d308409c11836f2bfbe4a5620db78e0c31",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a28af",
                    table="delivery_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="20be0f2277fc0d887eb4bfedde7e4bfe8122ccd6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ca9c3",
                    table="delivery_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="in_time",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text;",
                    func="\n            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;\n            IF stands <> 'registered' THEN\n                RAISE EXCEPTION 'this is recorded only while the application is registered' USING ERRCODE = '23514', CONSTRAINT = 'recorded_out_of_turn';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="c1838d20a5f1a60b5b52417b4c2f9a509bdd3d7c",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_664c7",
                    table="delivery_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="delivery",
            trigger=pgtrigger.compiler.Trigger(
                name="provided_by_now",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.provided_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n                RAISE EXCEPTION 'a service is not provided in the future' USING ERRCODE = '23514', CONSTRAINT = 'provided_in_future';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e8ceedfc2ab7dd1b20df1709624514e9af84e4a8",
                    operation="INSERT",
                    pgid="pgtrigger_provided_by_now_3eb9b",
                    table="delivery_delivery",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="a5cf4aae85cb6c643c9e6e14e1ef093fbbf71903",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_969ad",
                    table="delivery_registration",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f296f3453c26b59c1a20ebc6062b2f89b5f28eca",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c39fb",
                    table="delivery_registration",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="registration",
            trigger=pgtrigger.compiler.Trigger(
                name="in_time",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text;",
                    func="\n            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;\n            IF stands <> 'accepted' THEN\n                RAISE EXCEPTION 'this is recorded only while the application is accepted' USING ERRCODE = '23514', CONSTRAINT = 'recorded_out_of_turn';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="0a11d59504e2874fd93b87d0b7628ba513790353",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_82ff0",
                    table="delivery_registration",
                    when="BEFORE",
                ),
            ),
        ),
    ]
