import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="job",
            trigger=pgtrigger.compiler.Trigger(
                name="born",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.state <> 'waiting' OR NEW.done <> 0 OR NEW.attempt <> 0 OR NEW.cancel_asked_at IS NOT NULL\n       OR NEW.finished_at IS NOT NULL OR NEW.files_gone_at IS NOT NULL THEN\n        RAISE EXCEPTION 'a job is born waiting' USING ERRCODE = '23514', CONSTRAINT = 'job_born_waiting';\n    END IF;\n    NEW.created_at := portal_now();\n    RETURN NEW;\n",
                    hash="a9332d605af85c6d206c3217cf3073a0210fc4c3",
                    operation="INSERT",
                    pgid="pgtrigger_born_6ca2c",
                    table="jobs_job",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="job",
            trigger=pgtrigger.compiler.Trigger(
                name="steps",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('running', 'cancelled'), ('running', 'done'), ('running', 'failed'), ('running', 'waiting'), ('waiting', 'cancelled'), ('waiting', 'running')) THEN\n        RAISE EXCEPTION 'a job does not go from % to %', OLD.state, NEW.state USING ERRCODE = '23514', CONSTRAINT = 'job_step_unknown';\n    END IF;\n    IF (NEW.id, NEW.task, NEW.params, NEW.title, NEW.by_id, NEW.created_at) IS DISTINCT FROM\n       (OLD.id, OLD.task, OLD.params, OLD.title, OLD.by_id, OLD.created_at) THEN\n        RAISE EXCEPTION 'what a job is for does not change' USING ERRCODE = '23001', CONSTRAINT = 'job_purpose_fixed';\n    END IF;\n    IF NEW.attempt < OLD.attempt OR NEW.done < OLD.done THEN\n        RAISE EXCEPTION 'a job goes forward only' USING ERRCODE = '23514', CONSTRAINT = 'job_goes_forward';\n    END IF;\n    IF OLD.state IN ('done', 'failed', 'cancelled') AND (NEW.attempt, NEW.done, NEW.total, NEW.error, NEW.finished_at,\n        NEW.cancel_asked_at, NEW.result_name, NEW.result_type, NEW.result_size)\n       IS DISTINCT FROM (OLD.attempt, OLD.done, OLD.total, OLD.error, OLD.finished_at,\n        OLD.cancel_asked_at, OLD.result_name, OLD.result_type, OLD.result_size) THEN\n        RAISE EXCEPTION 'a job that ended stays as it ended' USING ERRCODE = '23001', CONSTRAINT = 'job_ended';\n    END IF;\n    IF OLD.cancel_asked_at IS NOT NULL AND (NEW.cancel_asked_at, NEW.cancel_asked_by_id)\n       IS DISTINCT FROM (OLD.cancel_asked_at, OLD.cancel_asked_by_id) THEN\n        RAISE EXCEPTION 'a job that is to stop stays so' USING ERRCODE = '23001', CONSTRAINT = 'job_stop_stands';\n    END IF;\n    IF NEW.files_gone_at IS DISTINCT FROM OLD.files_gone_at\n       AND (OLD.files_gone_at IS NOT NULL OR OLD.state NOT IN ('done', 'failed', 'cancelled')) THEN\n        RAISE EXCEPTION 'the files of a job go once, after its end' USING ERRCODE = '23001', CONSTRAINT = 'job_files_go_once';\n    END IF;\n    IF NEW.state IN ('done', 'failed', 'cancelled') AND NEW.state <> OLD.state THEN\n        NEW.finished_at := portal_now();\n    ELSIF NEW.finished_at IS DISTINCT FROM OLD.finished_at THEN\n        RAISE EXCEPTION 'the end of a job is stamped with its state' USING ERRCODE = '23514', CONSTRAINT = 'job_end_stamped';\n    END IF;\n    RETURN NEW;\n",
                    hash="90f4a1f2b67389925160dbf3a61e8efeea2f6da6",
                    operation="UPDATE",
                    pgid="pgtrigger_steps_e6f0c",
                    table="jobs_job",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="job",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a job is kept: it says who took what out or in' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="73f9210ccddd67235ef4f0181cdad8477b65114c",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0a471",
                    table="jobs_job",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="job",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5a6d80c52e11a85ac5dc033a2eb72ce3005d607d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_6cfed",
                    table="jobs_job",
                    when="BEFORE",
                ),
            ),
        ),
    ]
