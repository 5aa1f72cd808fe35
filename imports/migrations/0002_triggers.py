import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("imports", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="importrow",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF (NEW.people_import_id, NEW.n, NEW.id_hmac) IS DISTINCT FROM (OLD.people_import_id, OLD.n, OLD.id_hmac)\n       OR (OLD.outcome IN ('written', 'known')\n           AND to_jsonb(NEW) - 'id_token' IS DISTINCT FROM to_jsonb(OLD) - 'id_token') THEN\n        RAISE EXCEPTION 'this part of a row of an import is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\n    END IF;\n    RETURN NEW;\n",
                    hash="67cadd3a7c9d7f8e8234e9e56ced69f3158e94f1",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_a13fb",
                    table="imports_importrow",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="importrow",
            trigger=pgtrigger.compiler.Trigger(
                name="wiped",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NOT EXISTS (SELECT 1 FROM imports_peopleimport i\n                   WHERE i.id = OLD.people_import_id AND i.wiped_at IS NOT NULL) THEN\n        RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_stay_seven_days';\n    END IF;\n    RETURN OLD;\n",
                    hash="60a6ab20be480b9177da44323ecfd93d348611b6",
                    operation="DELETE",
                    pgid="pgtrigger_wiped_fae7a",
                    table="imports_importrow",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="importrow",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5edfd98ad5706458941a4763a9f4c68bca7e1edc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_52058",
                    table="imports_importrow",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="peopleimport",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF NEW.id IS DISTINCT FROM OLD.id\n   OR NEW.name IS DISTINCT FROM OLD.name\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="3bd6323f10d58e0d5dab099aa5c875e42258035b",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_4c972",
                    table="imports_peopleimport",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="peopleimport",
            trigger=pgtrigger.compiler.Trigger(
                name="steps",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF OLD.check_job_id IS NOT NULL AND (NEW.check_job_id, NEW.mapping, NEW.branch_id)\n       IS DISTINCT FROM (OLD.check_job_id, OLD.mapping, OLD.branch_id) THEN\n        RAISE EXCEPTION 'the columns of an import are said once' USING ERRCODE = '23514', CONSTRAINT = 'columns_chosen_once';\n    END IF;\n    IF OLD.rows > 0 AND (NEW.rows, NEW.good, NEW.likely, NEW.wrong)\n       IS DISTINCT FROM (OLD.rows, OLD.good, OLD.likely, OLD.wrong) THEN\n        RAISE EXCEPTION 'the rows of an import are counted once' USING ERRCODE = '23514', CONSTRAINT = 'rows_counted_once';\n    END IF;\n    IF NEW.write_job_id IS DISTINCT FROM OLD.write_job_id THEN\n        IF EXISTS (SELECT 1 FROM jobs_job j WHERE j.id = OLD.write_job_id AND j.state IN ('waiting', 'running', 'done')) THEN\n            RAISE EXCEPTION 'the people of an import are registered once' USING ERRCODE = '23514', CONSTRAINT = 'people_registered_once';\n        END IF;\n    ELSIF (NEW.all_or_nothing, NEW.include_possible_duplicates)\n          IS DISTINCT FROM (OLD.all_or_nothing, OLD.include_possible_duplicates) THEN\n        RAISE EXCEPTION 'how people are registered is said with the job' USING ERRCODE = '23514', CONSTRAINT = 'choices_come_with_job';\n    END IF;\n    IF NEW.written < OLD.written OR (NEW.written > OLD.written AND NEW.written > NEW.rows) THEN\n        RAISE EXCEPTION 'an import registers no more people than it has rows' USING ERRCODE = '23514', CONSTRAINT = 'more_people_than_rows';\n    END IF;\n    IF NEW.wiped_at IS DISTINCT FROM OLD.wiped_at THEN\n        IF OLD.wiped_at IS NOT NULL OR OLD.created_at > portal_now() - interval '7 days' THEN\n            RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_stay_seven_days';\n        END IF;\n        NEW.wiped_at := portal_now();\n    END IF;\n    RETURN NEW;\n",
                    hash="ca37e2471caa7f5740ad99b674fd5023655a4e3e",
                    operation="UPDATE",
                    pgid="pgtrigger_steps_68682",
                    table="imports_peopleimport",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="peopleimport",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'an import is kept: it says who brought people in' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="42d175e52e9353e9f634b75081a69d846edd0c74",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bf5d6",
                    table="imports_peopleimport",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="peopleimport",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="8d5ee97fb84acb93c76ed50e804108a1ce7f89ad",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6479d",
                    table="imports_peopleimport",
                    when="BEFORE",
                ),
            ),
        ),
    ]
