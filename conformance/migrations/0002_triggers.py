import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("conformance", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="7ab67ed5b7207a32f2f9b9440e15483d5e08f0e7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_badc0",
                    table="conformance_run",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="abbab2bcc5fefb221566f0ddf1bfbd530120ff64",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3da83",
                    table="conformance_run",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="run",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.at := portal_now(); RETURN NEW;",
                    hash="0cf5bd00a0f9c7dc757cf9d7648d8b30df4563a1",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_e7c28",
                    table="conformance_run",
                    when="BEFORE",
                ),
            ),
        ),
    ]
