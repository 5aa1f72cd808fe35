import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="stamped",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.created_at := portal_now(); RETURN NEW;",
                    hash="c82f475a1579f158e1f1385597b8d6fafb3cd59b",
                    operation="INSERT",
                    pgid="pgtrigger_stamped_ad79d",
                    table="documents_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="rows_never_change",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a kept file never changes' USING ERRCODE = '23001', CONSTRAINT = 'kept_file_fixed';",
                    hash="ce5685820534f80c274fe48bf4a9e6f48a328bdb",
                    operation="UPDATE",
                    pgid="pgtrigger_rows_never_change_58407",
                    table="documents_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="issued_is_kept",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n    IF OLD.kind = 'issued' THEN\n        RAISE EXCEPTION 'an issued document is never deleted' USING ERRCODE = '23001', CONSTRAINT = 'issued_document_kept';\n    END IF;\n    RETURN OLD;\n",
                    hash="b7949623687e685bb48fed9cf51f3d082f44cb57",
                    operation="DELETE",
                    pgid="pgtrigger_issued_is_kept_6ad4c",
                    table="documents_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="adb29e001176b1e7655ba24a3b45b1b68ea47583",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_73a98",
                    table="documents_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
