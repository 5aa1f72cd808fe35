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
                name="stamp",
                sql=ledger.triggers.HardTriggerSql(
                    func="NEW.created_at := portal_now(); RETURN NEW;",
                    hash="5f2b58e3c7c4760cc20f993752d0e144ac5ce142",
                    operation="INSERT",
                    pgid="pgtrigger_stamp_2be82",
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
                    func="RAISE EXCEPTION 'a kept file never changes' USING ERRCODE = '23001', CONSTRAINT = 'kept_file_never_changes';",
                    hash="7dc3040b7d52ebd4d344675837b5eca56744c67c",
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
                    func="IF OLD.kind = 'issued' THEN RAISE EXCEPTION 'an issued document is never deleted' USING ERRCODE = '23001', CONSTRAINT = 'issued_document_never_deleted'; END IF; RETURN OLD;",
                    hash="02cdb780710d6b426dd38d2b6a7a1b56a656577d",
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
