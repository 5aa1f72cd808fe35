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
                name="once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n                    IF (NEW.batch_id, NEW.n, NEW.id_hmac) IS DISTINCT FROM (OLD.batch_id, OLD.n, OLD.id_hmac)\n                       OR (OLD.outcome IN ('written', 'known')\n                           AND to_jsonb(NEW) - 'id_token' IS DISTINCT FROM to_jsonb(OLD) - 'id_token') THEN\n                        RAISE EXCEPTION 'this part of a row of an import is written once' USING ERRCODE = '23514', CONSTRAINT = 'part_row_import_written_once';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="abe0dd3ce190474906534d439ab01568fd5adf9f",
                    operation="UPDATE",
                    pgid="pgtrigger_once_e1b74",
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
                    func="\n                    IF NOT EXISTS (SELECT 1 FROM imports_peopleimport i\n                                   WHERE i.id = OLD.batch_id AND i.wiped_at IS NOT NULL) THEN\n                        RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_import_go_seven_days_after';\n                    END IF;\n                    RETURN OLD;\n                ",
                    hash="d22f93868d44586642948d6e1f8541b5e1984f16",
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
                    func="\n    IF OLD.check_job_id IS NOT NULL AND (NEW.check_job_id, NEW.mapping, NEW.branch_id)\n       IS DISTINCT FROM (OLD.check_job_id, OLD.mapping, OLD.branch_id) THEN\n        RAISE EXCEPTION 'the columns of an import are said once' USING ERRCODE = '23514', CONSTRAINT = 'columns_import_said_once';\n    END IF;\n    IF OLD.rows > 0 AND (NEW.rows, NEW.good, NEW.likely, NEW.wrong)\n       IS DISTINCT FROM (OLD.rows, OLD.good, OLD.likely, OLD.wrong) THEN\n        RAISE EXCEPTION 'the rows of an import are counted once' USING ERRCODE = '23514', CONSTRAINT = 'rows_import_counted_once';\n    END IF;\n    IF NEW.write_job_id IS DISTINCT FROM OLD.write_job_id THEN\n        IF EXISTS (SELECT 1 FROM jobs_job j WHERE j.id = OLD.write_job_id AND j.state IN ('waiting', 'running', 'done')) THEN\n            RAISE EXCEPTION 'the people of an import are registered once' USING ERRCODE = '23514', CONSTRAINT = 'people_import_registered_once';\n        END IF;\n    ELSIF (NEW.whole, NEW.take_likely) IS DISTINCT FROM (OLD.whole, OLD.take_likely) THEN\n        RAISE EXCEPTION 'how an import is written is said with its job' USING ERRCODE = '23514', CONSTRAINT = 'how_import_written_said_with_job';\n    END IF;\n    IF NEW.written < OLD.written OR (NEW.written > OLD.written AND NEW.written > NEW.rows) THEN\n        RAISE EXCEPTION 'an import registers no more people than it has rows' USING ERRCODE = '23514', CONSTRAINT = 'import_registers_no_more_people_than_rows';\n    END IF;\n    IF NEW.wiped_at IS DISTINCT FROM OLD.wiped_at THEN\n        IF OLD.wiped_at IS NOT NULL OR OLD.created_at > portal_now() - interval '7 days' THEN\n            RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_import_go_seven_days_after';\n        END IF;\n        NEW.wiped_at := portal_now();\n    END IF;\n    RETURN NEW;\n",
                    hash="b0e3597fd4b0e4154933817e2275e4db9e0f0315",
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
                name="kept",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'an import is kept: it says who brought people in' USING ERRCODE = '23001', CONSTRAINT = 'import_kept_says_brought_people_in';",
                    hash="66edf0df9f92f96ea25603405c19a0837ab3a0a6",
                    operation="DELETE",
                    pgid="pgtrigger_kept_89527",
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
