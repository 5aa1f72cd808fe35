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
                    func="\n                    IF NEW.status = 'registered' AND NOT EXISTS (\n                        SELECT 1 FROM delivery_registration r WHERE r.application_id = NEW.id) THEN\n                        RAISE EXCEPTION 'status registered without its registration' USING ERRCODE = '23514', CONSTRAINT = 'status_registered_without_registration';\n                    END IF;\n                    IF NEW.status = 'served' AND NOT EXISTS (\n                        SELECT 1 FROM delivery_delivery d WHERE d.application_id = NEW.id) THEN\n                        RAISE EXCEPTION 'status served without its delivery' USING ERRCODE = '23514', CONSTRAINT = 'status_served_without_delivery';\n                    END IF;\n                    RETURN NULL;\n                ",
                    hash="7aba658c8a7e14ad427274c64b4f05b2d8eb972b",
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
                    func="\n            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;\n            IF stands <> 'registered' THEN\n                RAISE EXCEPTION 'this is recorded only while the application is registered' USING ERRCODE = '23514', CONSTRAINT = 'recorded_only_while_application';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="d2e92bd78190845e91ada13200e19772b0770e2e",
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
                    func="\n                    IF NEW.provided_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n                        RAISE EXCEPTION 'a service is not provided in the future' USING ERRCODE = '23514', CONSTRAINT = 'service_not_provided_in_future';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="cb3699bdb4b8a2fb404670071c996afe11fdee81",
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
                    func="\n            SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;\n            IF stands <> 'accepted' THEN\n                RAISE EXCEPTION 'this is recorded only while the application is accepted' USING ERRCODE = '23514', CONSTRAINT = 'recorded_only_while_application';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="75b8386a2fd1e42715ce4114e7be7cb334a82b0b",
                    operation="INSERT",
                    pgid="pgtrigger_in_time_82ff0",
                    table="delivery_registration",
                    when="BEFORE",
                ),
            ),
        ),
    ]
