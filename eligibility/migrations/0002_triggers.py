import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("eligibility", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="e08f5e657362161f9fb18c1af9a28d062693403b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f693c",
                    table="eligibility_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="4fa3a4be99615132c8a2b49aa5283812681acc21",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_42d58",
                    table="eligibility_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="during_assessment",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int;",
                    func="\n            SELECT a.status, a.round INTO stands, current FROM intake_application a\n             WHERE a.id = (NEW.application_id) FOR SHARE;\n            IF stands IS DISTINCT FROM 'in_assessment' THEN\n                RAISE EXCEPTION 'a case is studied only while it is under assessment' USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';\n            END IF;\n            NEW.at := portal_now();\n            \n            RETURN NEW;\n        ",
                    hash="179649ca25162b65c5b223de6676ccbc43a13e3d",
                    operation="INSERT",
                    pgid="pgtrigger_during_assessment_ff46f",
                    table="eligibility_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="documentreview",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="d10c1d634d18e9cb1e947135687b02b0f4d6e0ac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_77e40",
                    table="eligibility_documentreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="documentreview",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="079f1d92c29d881566dbcb0acef89cadfb619b77",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_61f1a",
                    table="eligibility_documentreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="documentreview",
            trigger=pgtrigger.compiler.Trigger(
                name="during_assessment",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int;",
                    func="\n            SELECT a.status, a.round INTO stands, current FROM intake_application a\n             WHERE a.id = (SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id) FOR SHARE;\n            IF stands IS DISTINCT FROM 'in_assessment' THEN\n                RAISE EXCEPTION 'a case is studied only while it is under assessment' USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';\n            END IF;\n            NEW.at := portal_now();\n            \n    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN\n        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';\n    END IF;\n\n            RETURN NEW;\n        ",
                    hash="95bc0799e2fe6999e74f69989c97efdac7ad4179",
                    operation="INSERT",
                    pgid="pgtrigger_during_assessment_40774",
                    table="eligibility_documentreview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="9f84b7f6cd7469a580c13c97f31bc8b6d69d4f30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d9a6c",
                    table="eligibility_interview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="ba6b6e0802fa972a5667304390ac9f7b3d7655c6",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bdbef",
                    table="eligibility_interview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="interview",
            trigger=pgtrigger.compiler.Trigger(
                name="during_assessment",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int;",
                    func="\n            SELECT a.status, a.round INTO stands, current FROM intake_application a\n             WHERE a.id = (SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id) FOR SHARE;\n            IF stands IS DISTINCT FROM 'in_assessment' THEN\n                RAISE EXCEPTION 'a case is studied only while it is under assessment' USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';\n            END IF;\n            NEW.at := portal_now();\n            \n    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN\n        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';\n    END IF;\n\n            RETURN NEW;\n        ",
                    hash="240c9df36ceb1dcfd7ab3ec9bbb5177de8d5f59b",
                    operation="INSERT",
                    pgid="pgtrigger_during_assessment_75e15",
                    table="eligibility_interview",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recommendation",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="24ef6c88b6acb9f2b478e1dc52fcca156f6b3415",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8b29f",
                    table="eligibility_recommendation",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recommendation",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f18ccc4c609845fcb36e6b8dbd5a7d924d16d76d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_109d2",
                    table="eligibility_recommendation",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="recommendation",
            trigger=pgtrigger.compiler.Trigger(
                name="during_assessment",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int;",
                    func="\n            SELECT a.status, a.round INTO stands, current FROM intake_application a\n             WHERE a.id = (NEW.application_id) FOR SHARE;\n            IF stands IS DISTINCT FROM 'in_assessment' THEN\n                RAISE EXCEPTION 'a case is studied only while it is under assessment' USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';\n            END IF;\n            NEW.at := portal_now();\n            NEW.round := current; \n    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN\n        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';\n    END IF;\n\n            RETURN NEW;\n        ",
                    hash="be28249eba84cfc5680ffefe6ec96dbe2226b063",
                    operation="INSERT",
                    pgid="pgtrigger_during_assessment_36df8",
                    table="eligibility_recommendation",
                    when="BEFORE",
                ),
            ),
        ),
    ]
