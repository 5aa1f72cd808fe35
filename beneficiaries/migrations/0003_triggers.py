import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("beneficiaries", "0002_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="bankaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="94de783cf5bd0fc98fcea834cb2fbf8b3e9d5367",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_1d166",
                    table="beneficiaries_bankaccount",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n   OR NEW.iban_hmac IS DISTINCT FROM OLD.iban_hmac\n   OR NEW.iban_tail IS DISTINCT FROM OLD.iban_tail\n   OR NEW.bank_code IS DISTINCT FROM OLD.bank_code\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="df91e019010309ab7796c3fcc62f2e6b8b0d58de",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_8f448",
                    table="beneficiaries_bankaccount",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a bank account is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="56cc9a3fd320abe4358e77b8753761162938bdb1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2b897",
                    table="beneficiaries_bankaccount",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."bank_code" IS DISTINCT FROM (NEW."bank_code") OR OLD."beneficiary_id" IS DISTINCT FROM (NEW."beneficiary_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."holder_name" IS DISTINCT FROM (NEW."holder_name") OR OLD."iban_hmac" IS DISTINCT FROM (NEW."iban_hmac") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."proof_id" IS DISTINCT FROM (NEW."proof_id") OR OLD."seen_original" IS DISTINCT FROM (NEW."seen_original"))',
                    func='INSERT INTO "beneficiaries_bankaccountevent" ("active", "bank_code", "beneficiary_id", "created_at", "created_by_id", "holder_name", "iban_hmac", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_id", "seen_original") VALUES (OLD."active", OLD."bank_code", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."holder_name", OLD."iban_hmac", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proof_id", OLD."seen_original"); RETURN NULL;',
                    hash="c11a80e7cb3a542b2e6b539f56a499060c83e42d",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2980a",
                    table="beneficiaries_bankaccount",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccount",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_bankaccountevent" ("active", "bank_code", "beneficiary_id", "created_at", "created_by_id", "holder_name", "iban_hmac", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proof_id", "seen_original") VALUES (OLD."active", OLD."bank_code", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."holder_name", OLD."iban_hmac", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."proof_id", OLD."seen_original"); RETURN NULL;',
                    hash="2f932bf8d58cd29131890438477d39b57d34345d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3fe9f",
                    table="beneficiaries_bankaccount",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="3f007d1d6ca80a931dfaa5aa3962247c0f8a7792",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_11b98",
                    table="beneficiaries_bankaccountevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="dadde7f29be97f636e15271062f3537af6283f9b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ceb38",
                    table="beneficiaries_bankaccountevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="bankaccountevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="f7a988087026e913355a31bc847366ec54fe2861",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_c84b3",
                    table="beneficiaries_bankaccountevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="born_in_time",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.birth_date > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n                RAISE EXCEPTION 'a birth date may not lie in the future' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_in_future';\n            END IF;\n            IF NEW.birth_date < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date - interval '120 years' THEN\n                RAISE EXCEPTION 'a birth date may not lie more than 120 years back' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_too_old';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="260451784e1471423e4c19c8f68a5efbae1d8410",
                    operation='INSERT OR UPDATE OF "birth_date"',
                    pgid="pgtrigger_born_in_time_74f27",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF NEW.public_id IS DISTINCT FROM OLD.public_id\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="063de66069856468f34171dec9462d38ed166795",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_cba8c",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="merged_for_good",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n                IF OLD.merged_into_id IS NOT NULL THEN\n                    IF to_jsonb(NEW) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] THEN\n                        RAISE EXCEPTION 'a record that was merged into another stays as it was' USING ERRCODE = '23514', CONSTRAINT = 'merged_record_changed';\n                    END IF;\n                ELSIF NEW.merged_into_id IS NOT NULL AND NOT EXISTS (\n                    SELECT 1 FROM beneficiaries_merge m\n                     WHERE m.merged_id = NEW.id AND m.kept_id = NEW.merged_into_id) THEN\n                    RAISE EXCEPTION 'a record is merged together with the merge that says so' USING ERRCODE = '23514', CONSTRAINT = 'merge_missing';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="073a77896b6141a7db9bdac464f698b27cbe80fc",
                    operation="UPDATE",
                    pgid="pgtrigger_merged_for_good_8cc92",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="born_unmerged",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF NEW.merged_into_id IS NOT NULL THEN RAISE EXCEPTION 'a record is merged together with the merge that says so' USING ERRCODE = '23514', CONSTRAINT = 'merge_missing'; END IF; RETURN NEW;",
                    hash="e50c2ccaddd097019121fe51d7da13d544ad3c01",
                    operation="INSERT",
                    pgid="pgtrigger_born_unmerged_99fcb",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="count_edits",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.id_token IS DISTINCT FROM OLD.id_token AND NEW.id_hmac = OLD.id_hmac\n               AND to_jsonb(NEW) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] = to_jsonb(OLD) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] THEN\n                NEW.edits := OLD.edits;\n            ELSE\n                NEW.edits := OLD.edits + 1;\n            END IF;\n            RETURN NEW;\n        ",
                    hash="cf949cf18f99a08f2c0e86c331ab7f0741a711fb",
                    operation="UPDATE",
                    pgid="pgtrigger_count_edits_76085",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="preferred_channel_carries",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.preferred_channel_id IS NOT NULL AND NOT EXISTS (\n                SELECT 1 FROM policy_channel c\n                 WHERE c.id = NEW.preferred_channel_id AND c.active AND c.carries_decision) THEN\n                RAISE EXCEPTION 'a preferred channel is one in use that carries decisions' USING ERRCODE = '23514', CONSTRAINT = 'preferred_channel_unfit';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="298800a43b339c395315f2d78a40a95eaf72dd56",
                    operation='INSERT OR UPDATE OF "preferred_channel_id"',
                    pgid="pgtrigger_preferred_channel_carries_d87e0",
                    table="beneficiaries_beneficiary",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="parts_added",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            INSERT INTO beneficiaries_namepart (part)\n            SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh  ORDER BY part\n            ON CONFLICT DO NOTHING;\n            RETURN NULL;\n        ",
                    hash="10592b3b836b9a70b2e2a7b3aa0b8f6f4f48ce6c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_parts_added_b0591",
                    referencing="REFERENCING NEW TABLE AS fresh ",
                    table="beneficiaries_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="parts_changed",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            INSERT INTO beneficiaries_namepart (part)\n            SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh JOIN stale USING (id) WHERE fresh.name_tsv IS DISTINCT FROM stale.name_tsv ORDER BY part\n            ON CONFLICT DO NOTHING;\n            RETURN NULL;\n        ",
                    hash="100798d63e5cbb792084905433090de95fed81c2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_parts_changed_ed52a",
                    referencing="REFERENCING OLD TABLE AS stale  NEW TABLE AS fresh ",
                    table="beneficiaries_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."additional_number" IS DISTINCT FROM (NEW."additional_number") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."building_number" IS DISTINCT FROM (NEW."building_number") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."district" IS DISTINCT FROM (NEW."district") OR OLD."edits" IS DISTINCT FROM (NEW."edits") OR OLD."family_name" IS DISTINCT FROM (NEW."family_name") OR OLD."family_record" IS DISTINCT FROM (NEW."family_record") OR OLD."father_name" IS DISTINCT FROM (NEW."father_name") OR OLD."first_name" IS DISTINCT FROM (NEW."first_name") OR OLD."grandfather_name" IS DISTINCT FROM (NEW."grandfather_name") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_expires_on" IS DISTINCT FROM (NEW."id_expires_on") OR OLD."id_hmac" IS DISTINCT FROM (NEW."id_hmac") OR OLD."id_kind" IS DISTINCT FROM (NEW."id_kind") OR OLD."id_kind_reason" IS DISTINCT FROM (NEW."id_kind_reason") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."national_address" IS DISTINCT FROM (NEW."national_address") OR OLD."nationality" IS DISTINCT FROM (NEW."nationality") OR OLD."postal_code" IS DISTINCT FROM (NEW."postal_code") OR OLD."preferred_channel_id" IS DISTINCT FROM (NEW."preferred_channel_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."sex" IS DISTINCT FROM (NEW."sex") OR OLD."street" IS DISTINCT FROM (NEW."street") OR OLD."unit_number" IS DISTINCT FROM (NEW."unit_number"))',
                    func='INSERT INTO "beneficiaries_beneficiaryevent" ("additional_number", "birth_date", "branch_id", "building_number", "city", "created_at", "created_by_id", "district", "edits", "family_name", "family_record", "father_name", "first_name", "grandfather_name", "id", "id_expires_on", "id_hmac", "id_kind", "id_kind_reason", "language", "merged_into_id", "national_address", "nationality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "preferred_channel_id", "public_id", "sex", "street", "unit_number") VALUES (OLD."additional_number", OLD."birth_date", OLD."branch_id", OLD."building_number", OLD."city", OLD."created_at", OLD."created_by_id", OLD."district", OLD."edits", OLD."family_name", OLD."family_record", OLD."father_name", OLD."first_name", OLD."grandfather_name", OLD."id", OLD."id_expires_on", OLD."id_hmac", OLD."id_kind", OLD."id_kind_reason", OLD."language", OLD."merged_into_id", OLD."national_address", OLD."nationality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."postal_code", OLD."preferred_channel_id", OLD."public_id", OLD."sex", OLD."street", OLD."unit_number"); RETURN NULL;',
                    hash="ccf5d5047b475d6f851f7ff588a70de3279111ef",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a0fd5",
                    table="beneficiaries_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiary",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_beneficiaryevent" ("additional_number", "birth_date", "branch_id", "building_number", "city", "created_at", "created_by_id", "district", "edits", "family_name", "family_record", "father_name", "first_name", "grandfather_name", "id", "id_expires_on", "id_hmac", "id_kind", "id_kind_reason", "language", "merged_into_id", "national_address", "nationality", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postal_code", "preferred_channel_id", "public_id", "sex", "street", "unit_number") VALUES (OLD."additional_number", OLD."birth_date", OLD."branch_id", OLD."building_number", OLD."city", OLD."created_at", OLD."created_by_id", OLD."district", OLD."edits", OLD."family_name", OLD."family_record", OLD."father_name", OLD."first_name", OLD."grandfather_name", OLD."id", OLD."id_expires_on", OLD."id_hmac", OLD."id_kind", OLD."id_kind_reason", OLD."language", OLD."merged_into_id", OLD."national_address", OLD."nationality", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postal_code", OLD."preferred_channel_id", OLD."public_id", OLD."sex", OLD."street", OLD."unit_number"); RETURN NULL;',
                    hash="4a9b6f5e84e29f90b5b261509094a7b25d132d6b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f743b",
                    table="beneficiaries_beneficiary",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="ae8e063eccff5930d7ab2b3e61bfb053a906ae8f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_14aa7",
                    table="beneficiaries_beneficiaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="2b5e2894196565e78628d9fb8c56440032ab3dd1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f1217",
                    table="beneficiaries_beneficiaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="beneficiaryevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="a2d911d4770b4b158eb333739f73766d08ebc003",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_81803",
                    table="beneficiaries_beneficiaryevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="2a392a655df0e2a138e2d067777aa3484f299967",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_0aab0",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n   OR NEW.text_id IS DISTINCT FROM OLD.text_id\n   OR NEW.how IS DISTINCT FROM OLD.how\n   OR NEW.representative_id IS DISTINCT FROM OLD.representative_id\n   OR NEW.given_at IS DISTINCT FROM OLD.given_at\n   OR NEW.given_by_id IS DISTINCT FROM OLD.given_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="55304a91617f6377b98b8dab098b6203692c74f2",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_de184",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="given_now",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.withdrawn_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a consent is given before it is withdrawn' USING ERRCODE = '23514', CONSTRAINT = 'consent_born_withdrawn';\n            END IF;\n            IF EXISTS (\n                SELECT 1 FROM beneficiaries_consenttext t WHERE t.id = NEW.text_id AND t.valid_from > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date) THEN\n                RAISE EXCEPTION 'nobody agrees to a text that is not valid yet' USING ERRCODE = '23514', CONSTRAINT = 'consent_text_not_valid';\n            END IF;\n            IF NEW.representative_id IS NOT NULL AND NOT EXISTS (\n                SELECT 1 FROM beneficiaries_representative r WHERE r.id = NEW.representative_id\n                   AND r.beneficiary_id = NEW.beneficiary_id AND r.active\n                   AND (r.document_expires_on IS NULL OR r.document_expires_on >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)) THEN\n                RAISE EXCEPTION 'only a representative who acts for the person now agrees in their place' USING ERRCODE = '23514', CONSTRAINT = 'consent_representative_not_acting';\n            END IF;\n            NEW.given_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="10518629c335ec166938bf575b149d9b6aebfe69",
                    operation="INSERT",
                    pgid="pgtrigger_given_now_a881f",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="withdrawn_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF (NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.withdrawn_why)\n               IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.withdrawn_why) THEN\n                IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL THEN\n                    RAISE EXCEPTION 'a consent is withdrawn once' USING ERRCODE = '23514', CONSTRAINT = 'consent_withdrawn_once';\n                END IF;\n                NEW.withdrawn_at := portal_now();\n            END IF;\n            RETURN NEW;\n        ",
                    hash="33db1d6b04790dfdfa68313118ee589b1cdad9fa",
                    operation="UPDATE",
                    pgid="pgtrigger_withdrawn_once_e4d24",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a consent is withdrawn and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="123d707f4040b3f26a1c4ff128115fcfc4ec2af8",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_c8e1e",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="305fda2385c03226a3fd594aa2d58bc7aa516975",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_953a2",
                    table="beneficiaries_consent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "beneficiaries_consentevent" ("beneficiary_id", "given_at", "given_by_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_id", "text_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") VALUES (OLD."beneficiary_id", OLD."given_at", OLD."given_by_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."representative_id", OLD."text_id", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_why"); RETURN NULL;',
                    hash="7e6ce75fcd6ae1835a558ac2e511d7d70ea3a189",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06e7d",
                    table="beneficiaries_consent",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_consentevent" ("beneficiary_id", "given_at", "given_by_id", "how", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "representative_id", "text_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_why") VALUES (OLD."beneficiary_id", OLD."given_at", OLD."given_by_id", OLD."how", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."representative_id", OLD."text_id", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."withdrawn_why"); RETURN NULL;',
                    hash="7b0e69bcdfdcd161a4941b1218632e50141353bb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_dbc97",
                    table="beneficiaries_consent",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="1e71f3b47c2ead15bc55d5a6175dbfba6878ffb3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_84544",
                    table="beneficiaries_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="e87c157c0a24b0c0f85e76ed6569f98a768a0b57",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e7819",
                    table="beneficiaries_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="49d6b4e647b9a1daa622bf3e2ee29f7c53dfc3ad",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_a4524",
                    table="beneficiaries_consentevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="7a55a12ca53ddd25f6b8a568bd57645b318a510e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03c36",
                    table="beneficiaries_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="dda6f5d7b789075f2611a4261e1aa3829bbc6266",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1a7a0",
                    table="beneficiaries_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n   OR NEW.kind IS DISTINCT FROM OLD.kind\n   OR NEW.value IS DISTINCT FROM OLD.value\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="44b28fb5c7a26982ddbce8a4f9eb7c6964414412",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_ca862",
                    table="beneficiaries_contactpoint",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="verified_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF OLD.active AND NOT NEW.active THEN\n                NEW.verified_at := NULL; NEW.verified_by_id := NULL; NEW.verified_how := '';\n            ELSIF (NEW.verified_at, NEW.verified_by_id, NEW.verified_how)\n                  IS DISTINCT FROM (OLD.verified_at, OLD.verified_by_id, OLD.verified_how) THEN\n                IF OLD.verified_at IS NOT NULL OR NOT NEW.active THEN\n                    RAISE EXCEPTION 'a contact point is verified once, while it is in use' USING ERRCODE = '23514', CONSTRAINT = 'contact_point_verified_once';\n                END IF;\n                NEW.verified_at := portal_now();\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ff5d7869263330b0bc3c8ae27cb0408a6946a722",
                    operation="UPDATE",
                    pgid="pgtrigger_verified_once_14ccd",
                    table="beneficiaries_contactpoint",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d76242317228fb87683824e5d3179bffae6522d7",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_83f1a",
                    table="beneficiaries_contactpoint",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a contact point is taken out of use and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="98eea76d4503df39a4be7e8bcd8e2cb4b8b532d9",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_b4a65",
                    table="beneficiaries_contactpoint",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "beneficiaries_contactpointevent" ("active", "beneficiary_id", "created_at", "created_by_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "value", "verified_at", "verified_by_id", "verified_how") VALUES (OLD."active", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."preferred", OLD."value", OLD."verified_at", OLD."verified_by_id", OLD."verified_how"); RETURN NULL;',
                    hash="f060b2b0d729b868f0686bbe4f503b7b7e9a44d4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee515",
                    table="beneficiaries_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpoint",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_contactpointevent" ("active", "beneficiary_id", "created_at", "created_by_id", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred", "value", "verified_at", "verified_by_id", "verified_how") VALUES (OLD."active", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."preferred", OLD."value", OLD."verified_at", OLD."verified_by_id", OLD."verified_how"); RETURN NULL;',
                    hash="35b1b11cf410fc2456734babc948ebc4cf250b02",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c62d9",
                    table="beneficiaries_contactpoint",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="4802d2ce282c7bf48feff74a6b0a5ef2ce01bb26",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a6417",
                    table="beneficiaries_contactpointevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="042030f359d214d792d4ed8471e01253edf590ae",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_0ae16",
                    table="beneficiaries_contactpointevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="contactpointevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="ac0cde2cac94de3fc954fb4b1b474ccd14d2d6e6",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_f72a3",
                    table="beneficiaries_contactpointevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="kept_as_found",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF (NEW.first_id, NEW.second_id, NEW.found_at)\n               IS DISTINCT FROM (OLD.first_id, OLD.second_id, OLD.found_at) THEN\n                RAISE EXCEPTION 'a pair stays the pair that was found' USING ERRCODE = '23514', CONSTRAINT = 'pair_changed';\n            END IF;\n            IF OLD.state = 'same' THEN\n                RAISE EXCEPTION 'a pair that was merged is settled for good' USING ERRCODE = '23514', CONSTRAINT = 'pair_merged';\n            END IF;\n            IF OLD.state = 'not_same' AND NEW.state = OLD.state AND NEW IS DISTINCT FROM OLD THEN\n                RAISE EXCEPTION 'what was decided on a pair stands until the pair is opened again' USING ERRCODE = '23514', CONSTRAINT = 'pair_decided';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="f07aa1dcd145c8336fd1cd1af83c729cbc4717f9",
                    operation="UPDATE",
                    pgid="pgtrigger_kept_as_found_b6dc1",
                    table="beneficiaries_duplicatepair",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="needs_merge",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.state = 'same' AND NOT EXISTS (\n                SELECT 1 FROM beneficiaries_merge m WHERE (m.kept_id, m.merged_id)\n                    IN ((NEW.first_id, NEW.second_id), (NEW.second_id, NEW.first_id))) THEN\n                RAISE EXCEPTION 'two records are the same person once they are merged' USING ERRCODE = '23514', CONSTRAINT = 'pair_not_merged';\n            END IF;\n            IF NEW.until <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date AND (TG_OP = 'INSERT' OR NEW.until IS DISTINCT FROM OLD.until) THEN\n                RAISE EXCEPTION 'a pair is put off to a day to come' USING ERRCODE = '23514', CONSTRAINT = 'pair_put_off_to_past';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="71b545b5d22e8a592b8a7f7827cefb3d32dcf1a2",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_needs_merge_5f3c8",
                    table="beneficiaries_duplicatepair",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a pair is decided and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="47989a66936e1e545b5c0e15b82c6683a5049993",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_2c15a",
                    table="beneficiaries_duplicatepair",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="f480cf3a4579be4ce104a3edce1568e026a1fe5b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_33b05",
                    table="beneficiaries_duplicatepair",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "beneficiaries_duplicatepairevent" ("decided_at", "decided_by_id", "first_id", "found_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "score", "second_id", "signs", "state", "until") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."first_id", OLD."found_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."reason", OLD."score", OLD."second_id", OLD."signs", OLD."state", OLD."until"); RETURN NULL;',
                    hash="bcb273d83c8234854df1f08bde4bc57f9356bfc6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d0899",
                    table="beneficiaries_duplicatepair",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepair",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_duplicatepairevent" ("decided_at", "decided_by_id", "first_id", "found_at", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "score", "second_id", "signs", "state", "until") VALUES (OLD."decided_at", OLD."decided_by_id", OLD."first_id", OLD."found_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."score", OLD."second_id", OLD."signs", OLD."state", OLD."until"); RETURN NULL;',
                    hash="2f64765df0a5714c25998a4e6e5d22d93761f1d5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_85812",
                    table="beneficiaries_duplicatepair",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepairevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5ad63b3b7f0c12d718d7af2070f637c5f9dbf7d3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_06541",
                    table="beneficiaries_duplicatepairevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepairevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="16fd316775e656f510a6973db9fdfe49fe45ac5a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1ac9d",
                    table="beneficiaries_duplicatepairevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatepairevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="6f29dcd0d5c41918473a21b38a5d4affcd3bc959",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_220de",
                    table="beneficiaries_duplicatepairevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatescan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "beneficiaries_duplicatescanevent" ("finished_at", "found", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece", "started_at") VALUES (OLD."finished_at", OLD."found", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."piece", OLD."started_at"); RETURN NULL;',
                    hash="5689729308e3747a8f103e9b241c47ebfdae45d0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_27de2",
                    table="beneficiaries_duplicatescan",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatescan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_duplicatescanevent" ("finished_at", "found", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "piece", "started_at") VALUES (OLD."finished_at", OLD."found", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."piece", OLD."started_at"); RETURN NULL;',
                    hash="8c4bc749a750391acfe810d394ab08111a5ce508",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b8ed1",
                    table="beneficiaries_duplicatescan",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatescanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="03c1fde3b028b0db649f42a35995e557b5190250",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cd789",
                    table="beneficiaries_duplicatescanevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatescanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c8eb330233833b5953e1f2aed24e711a2a9ccbc0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ffb16",
                    table="beneficiaries_duplicatescanevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="duplicatescanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="3180f8cee6e7b4aa20b34bb1200dba7d45334a41",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_d78a4",
                    table="beneficiaries_duplicatescanevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="born_in_time",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.birth_date > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n                RAISE EXCEPTION 'a birth date may not lie in the future' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_in_future';\n            END IF;\n            IF NEW.birth_date < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date - interval '120 years' THEN\n                RAISE EXCEPTION 'a birth date may not lie more than 120 years back' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_too_old';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="e14afbb9ea009c2017c669e29c6cd2d2e6eb0b96",
                    operation='INSERT OR UPDATE OF "birth_date"',
                    pgid="pgtrigger_born_in_time_88dd6",
                    table="beneficiaries_householdmember",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="ed2146d4fe231c4b14bd670060188e25cc7fa3e9",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_7eefd",
                    table="beneficiaries_householdmember",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ed431fbd845a7d80bd859d4d57733825ff50b5c7",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_ef1f2",
                    table="beneficiaries_householdmember",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="depends_within",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.depends_on_id IS NOT NULL AND NOT EXISTS (\n                SELECT 1 FROM beneficiaries_householdmember m WHERE m.id = NEW.depends_on_id\n                   AND m.id <> NEW.id AND m.beneficiary_id = NEW.beneficiary_id AND m.depends_on_id IS NULL) THEN\n                RAISE EXCEPTION 'a member depends on another member of the same household who depends on no member' USING ERRCODE = '23514', CONSTRAINT = 'dependence_outside_household';\n            END IF;\n            IF NEW.depends_on_id IS NOT NULL AND EXISTS (\n                SELECT 1 FROM beneficiaries_householdmember m WHERE m.depends_on_id = NEW.id) THEN\n                RAISE EXCEPTION 'a member on whom others depend depends on no member' USING ERRCODE = '23514', CONSTRAINT = 'dependence_too_deep';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="9e7de062f7e7e2806d196af381b45f1f4acddc0a",
                    operation='INSERT OR UPDATE OF "depends_on_id"',
                    pgid="pgtrigger_depends_within_b5f1e",
                    table="beneficiaries_householdmember",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="linked_to_oneself_never",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b\n                        WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN\n                RAISE EXCEPTION 'nobody is a member of their own household' USING ERRCODE = '23514', CONSTRAINT = 'member_of_own_household';\n            END IF;\n            IF NEW.person_id IS NOT NULL AND NEW.id_hmac <> '' AND NOT EXISTS (\n                SELECT 1 FROM beneficiaries_beneficiary b WHERE b.id = NEW.person_id AND b.id_hmac = NEW.id_hmac) THEN\n                RAISE EXCEPTION 'the identity number of a member is that of the person they are linked to' USING ERRCODE = '23514', CONSTRAINT = 'member_number_differs';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="7efcd81cca699b35080ba5eda1985d58b34e3f77",
                    operation='INSERT OR UPDATE OF "id_hmac", "person_id"',
                    pgid="pgtrigger_linked_to_oneself_never_45931",
                    table="beneficiaries_householdmember",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."beneficiary_id" IS DISTINCT FROM (NEW."beneficiary_id") OR OLD."birth_date" IS DISTINCT FROM (NEW."birth_date") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."dependent" IS DISTINCT FROM (NEW."dependent") OR OLD."depends_on_id" IS DISTINCT FROM (NEW."depends_on_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_hmac" IS DISTINCT FROM (NEW."id_hmac") OR OLD."id_kind" IS DISTINCT FROM (NEW."id_kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."relation" IS DISTINCT FROM (NEW."relation"))',
                    func='INSERT INTO "beneficiaries_householdmemberevent" ("beneficiary_id", "birth_date", "created_at", "created_by_id", "dependent", "depends_on_id", "id", "id_hmac", "id_kind", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") VALUES (OLD."beneficiary_id", OLD."birth_date", OLD."created_at", OLD."created_by_id", OLD."dependent", OLD."depends_on_id", OLD."id", OLD."id_hmac", OLD."id_kind", OLD."name", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."relation"); RETURN NULL;',
                    hash="c520cd129cb0b720c45edcecad2828a8c62f9945",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2ef5a",
                    table="beneficiaries_householdmember",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_householdmemberevent" ("beneficiary_id", "birth_date", "created_at", "created_by_id", "dependent", "depends_on_id", "id", "id_hmac", "id_kind", "name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation") VALUES (OLD."beneficiary_id", OLD."birth_date", OLD."created_at", OLD."created_by_id", OLD."dependent", OLD."depends_on_id", OLD."id", OLD."id_hmac", OLD."id_kind", OLD."name", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."relation"); RETURN NULL;',
                    hash="c6fb74ddeed5fad7bf674b563061cb477511e87e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_75a5f",
                    table="beneficiaries_householdmember",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="134c36cb060ac5c0f9acafefb55504a255a2f895",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9cfd8",
                    table="beneficiaries_householdmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="720044c8f565c03d0e68263d9d1ba71d84e12a15",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b372d",
                    table="beneficiaries_householdmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="householdmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="dc0359851262802d60bc97d152fc2841a615f3de",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_5850b",
                    table="beneficiaries_householdmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="keyrotation",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF NEW.key IS DISTINCT FROM OLD.key\n   OR NEW.table IS DISTINCT FROM OLD.table\n   OR NEW.started_at IS DISTINCT FROM OLD.started_at THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="d68cda18528ef205f6b2c76cc594fac63d5fbc59",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_e69fa",
                    table="beneficiaries_keyrotation",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="keyrotation",
            trigger=pgtrigger.compiler.Trigger(
                name="finished_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF OLD.finished_at IS NOT NULL OR NEW.last_pk < OLD.last_pk OR NEW.rotated < OLD.rotated THEN\n                RAISE EXCEPTION 'a rotation of keys goes forward, until it is finished' USING ERRCODE = '23514', CONSTRAINT = 'key_rotation_goes_forward';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="d5a29f0df2791c119a6a5db8d1920b05b991552d",
                    operation="UPDATE",
                    pgid="pgtrigger_finished_once_cb7ec",
                    table="beneficiaries_keyrotation",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="keyrotation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a rotation of keys is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="5d8a5fc9b9a437bfedec2f6515721cda72a7408b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_6aef1",
                    table="beneficiaries_keyrotation",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="7ceeb01e1ecee1e6fe6877fca28a1c23b80ce68f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d4647",
                    table="beneficiaries_merge",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="e12a8721066afa8738725a61b8ed71b849d321aa",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1d978",
                    table="beneficiaries_merge",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="between_two",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            PERFORM 1 FROM beneficiaries_beneficiary p WHERE p.id IN (NEW.kept_id, NEW.merged_id)\n              ORDER BY p.id FOR UPDATE;\n            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary p\n                        WHERE p.id IN (NEW.kept_id, NEW.merged_id) AND p.merged_into_id IS NOT NULL) THEN\n                RAISE EXCEPTION 'one of the two records was merged already' USING ERRCODE = '23514', CONSTRAINT = 'record_merged_already';\n            END IF;\n            NEW.at := portal_now();\n            RETURN NEW;\n        ",
                    hash="2e47f28d2dadfeb819107acc06b91892a659fd93",
                    operation="INSERT",
                    pgid="pgtrigger_between_two_86e45",
                    table="beneficiaries_merge",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="merge",
            trigger=pgtrigger.compiler.Trigger(
                name="marks_the_merged",
                sql=ledger.triggers.HardTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n            IF NOT EXISTS (SELECT 1 FROM beneficiaries_beneficiary p\n                            WHERE p.id = NEW.merged_id AND p.merged_into_id = NEW.kept_id) THEN\n                RAISE EXCEPTION 'a merge marks the record that was merged' USING ERRCODE = '23514', CONSTRAINT = 'merge_unmarked';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="521a2fe0d04a8475b385d9976070189e0b145119",
                    operation="INSERT",
                    pgid="pgtrigger_marks_the_merged_b6b69",
                    table="beneficiaries_merge",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="namepart",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a part of a name is recounted and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="a802b880a77ffea2c604db6a985c62d7e352958b",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_ebd04",
                    table="beneficiaries_namepart",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="namepart",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c1d9205d2110ff7f8c3a8932532778d10c71c055",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_3d758",
                    table="beneficiaries_namepart",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))\n   OR NEW.kind IS DISTINCT FROM OLD.kind\n   OR NEW.id_kind IS DISTINCT FROM OLD.id_kind\n   OR NEW.id_hmac IS DISTINCT FROM OLD.id_hmac\n   OR NEW.document_kind IS DISTINCT FROM OLD.document_kind\n   OR NEW.document_number IS DISTINCT FROM OLD.document_number\n   OR NEW.created_at IS DISTINCT FROM OLD.created_at\n   OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN\n    RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';\nEND IF;\nRETURN NEW;",
                    hash="0967d895e8c9d9474f3a0b470a2875234a24a827",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_1d49b",
                    table="beneficiaries_representative",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="of_a_current_person",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE kept bigint;",
                    func="\n            SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p\n             WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;\n            IF kept IS NOT NULL THEN\n                RAISE EXCEPTION 'nothing is added to a record that was merged into another' USING ERRCODE = '23514', CONSTRAINT = 'person_merged';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="0f78751c3d7299f2a509c445d4a76a9347b691ce",
                    operation="INSERT",
                    pgid="pgtrigger_of_a_current_person_7663e",
                    table="beneficiaries_representative",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="allowed_now",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF NEW.document_expires_on < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN\n                RAISE EXCEPTION 'a representative may not act on an expired document' USING ERRCODE = '23514', CONSTRAINT = 'representative_document_expired';\n            END IF;\n            IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b\n                       WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN\n                RAISE EXCEPTION 'nobody represents themselves' USING ERRCODE = '23514', CONSTRAINT = 'representative_is_beneficiary';\n            END IF;\n            RETURN NEW;\n        ",
                    hash="ebf61784eefc4b784201a55f3c746b5fb8913285",
                    operation='INSERT OR UPDATE OF "document_expires_on"',
                    pgid="pgtrigger_allowed_now_31670",
                    table="beneficiaries_representative",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'a representative is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';",
                    hash="336ec0c8d3e0e3ce5cd43d2b72450074904ec4c2",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0e32f",
                    table="beneficiaries_representative",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."active" IS DISTINCT FROM (NEW."active") OR OLD."beneficiary_id" IS DISTINCT FROM (NEW."beneficiary_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."document_expires_on" IS DISTINCT FROM (NEW."document_expires_on") OR OLD."document_kind" IS DISTINCT FROM (NEW."document_kind") OR OLD."document_number" IS DISTINCT FROM (NEW."document_number") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_hmac" IS DISTINCT FROM (NEW."id_hmac") OR OLD."id_kind" IS DISTINCT FROM (NEW."id_kind") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."seen_original" IS DISTINCT FROM (NEW."seen_original"))',
                    func='INSERT INTO "beneficiaries_representativeevent" ("active", "beneficiary_id", "created_at", "created_by_id", "document_expires_on", "document_kind", "document_number", "file_id", "id", "id_hmac", "id_kind", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "seen_original") VALUES (OLD."active", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."document_expires_on", OLD."document_kind", OLD."document_number", OLD."file_id", OLD."id", OLD."id_hmac", OLD."id_kind", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."phone", OLD."seen_original"); RETURN NULL;',
                    hash="3e446cd63292c5ea41a91ceefb119ae0e7d25daf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_93ea2",
                    table="beneficiaries_representative",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representative",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "beneficiaries_representativeevent" ("active", "beneficiary_id", "created_at", "created_by_id", "document_expires_on", "document_kind", "document_number", "file_id", "id", "id_hmac", "id_kind", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "seen_original") VALUES (OLD."active", OLD."beneficiary_id", OLD."created_at", OLD."created_by_id", OLD."document_expires_on", OLD."document_kind", OLD."document_number", OLD."file_id", OLD."id", OLD."id_hmac", OLD."id_kind", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."seen_original"); RETURN NULL;',
                    hash="680fef3b830003a29890156ebe7f66ad81296eb8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fdb6c",
                    table="beneficiaries_representative",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representativeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="29a6137ad3b5910148639384760a817cbccc847c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a53d9",
                    table="beneficiaries_representativeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representativeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="41513e52cd052d9e49a904f8183b235e1c2f6902",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_df781",
                    table="beneficiaries_representativeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="representativeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="a7a51b7d3f8008ff8831d6ee334ba82ff99c99e2",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_8c48a",
                    table="beneficiaries_representativeevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
