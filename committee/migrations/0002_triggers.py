import pgtrigger.compiler
from django.db import migrations

import ledger.operations
import ledger.triggers


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0001_initial"),
    ]

    operations = [
        ledger.operations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="placed",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int;",
                    func="\n        SELECT status, round INTO stands, current FROM intake_application\n         WHERE id = NEW.application_id FOR NO KEY UPDATE;\n        IF stands <> 'awaiting_decision' OR current <> NEW.round OR NEW.postponed_at IS NOT NULL THEN\n            RAISE EXCEPTION 'only a case that awaits a decision comes on an agenda' USING ERRCODE = '23514', CONSTRAINT = 'item_case_not_awaiting';\n        END IF;\n        IF EXISTS (SELECT 1 FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id\n                    WHERE a.id = NEW.application_id AND v.decided_by = 'department') THEN\n            RAISE EXCEPTION 'a department decides on this case' USING ERRCODE = '23514', CONSTRAINT = 'department_decides';\n        END IF;\n        NEW.added_at := portal_now();\n        RETURN NEW;\n    ",
                    hash="651a54198d70da634f31b3a1aa9f37fc65943750",
                    operation="INSERT",
                    pgid="pgtrigger_placed_5b3c0",
                    table="committee_agendaitem",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'an agenda item is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n        END IF;\n        IF OLD.postponed_at IS NOT NULL\n           OR (NEW.sitting_id, NEW.application_id, NEW.round, NEW.added_at, NEW.added_by_id) IS DISTINCT FROM\n              (OLD.sitting_id, OLD.application_id, OLD.round, OLD.added_at, OLD.added_by_id) THEN\n            RAISE EXCEPTION 'an agenda item stays where it was placed' USING ERRCODE = '23001', CONSTRAINT = 'item_kept';\n        END IF;\n        IF NEW.postponed_at IS NOT NULL THEN\n            NEW.postponed_at := portal_now();\n        END IF;\n        IF NEW.postponed_at IS NOT NULL AND EXISTS (SELECT 1 FROM committee_decision d WHERE d.item_id = NEW.id) THEN\n            RAISE EXCEPTION 'a decided item is not postponed' USING ERRCODE = '23514', CONSTRAINT = 'item_decided';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="a671acaf2358d8a4b99f9acd4a3827b56e102d96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_kept_72670",
                    table="committee_agendaitem",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="97ad6a2621769fba01e079ce51487adf6c9a2827",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_90331",
                    table="committee_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="36af642ed62d9e37108f563f782dde625da35785",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_09a1c",
                    table="committee_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="while_open",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n        PERFORM 1 FROM committee_sitting s JOIN committee_member m ON m.committee_id = s.committee_id\n          WHERE s.id = NEW.sitting_id AND m.id = NEW.member_id AND s.opened_at IS NOT NULL AND s.ended_at IS NULL\n            AND (m.until IS NULL OR m.until >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)\n            AND m.since <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date\n          FOR SHARE OF s;\n        IF NOT FOUND THEN\n            RAISE EXCEPTION 'attendance is of a member, at a sitting of theirs that is open' USING ERRCODE = '23514', CONSTRAINT = 'attendance_not_open';\n        END IF;\n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="1f905442aa7f2b52dd38a126d36b35a87d20dff3",
                    operation="INSERT",
                    pgid="pgtrigger_while_open_08866",
                    table="committee_attendance",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="fd514ff67da953e9eafe157184fc961b063322b2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ea5be",
                    table="committee_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="39a8432518c215bb178688013c9c85d96dd9e606",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e43fc",
                    table="committee_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="may_vote",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;\n        \n    IF NOT EXISTS (\n        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id\n          JOIN committee_sitting s ON s.id = i.sitting_id\n         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round\n           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN\n        RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision' USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';\n    END IF;\n\n        IF \n    NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m\n                                     WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1)\n THEN\n            RAISE EXCEPTION 'votes are cast on the item''s newest motion' USING ERRCODE = '23514', CONSTRAINT = 'motion_replaced';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.motion_id = NEW.motion_id) THEN\n            RAISE EXCEPTION 'voting is closed' USING ERRCODE = '23514', CONSTRAINT = 'vote_closed';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_agendaitem i JOIN committee_member m ON m.id = NEW.member_id\n                    JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id\n                   WHERE i.id = NEW.item_id) THEN\n            RAISE EXCEPTION 'a recused member may not vote' USING ERRCODE = '23514', CONSTRAINT = 'voter_recused';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_ballot b JOIN committee_member theirs ON theirs.id = b.member_id\n                    JOIN committee_member m ON m.id = NEW.member_id AND m.staff_id = theirs.staff_id\n                   WHERE b.motion_id = NEW.motion_id AND b.member_id <> NEW.member_id) THEN\n            RAISE EXCEPTION 'this person voted from another seat' USING ERRCODE = '23514', CONSTRAINT = 'one_ballot_of_a_member';\n        END IF;\n        IF NEW.member_id NOT IN (SELECT counted_members_v1(NEW.item_id)) THEN\n            RAISE EXCEPTION 'a vote needs a voting member''s recorded attendance' USING ERRCODE = '23514', CONSTRAINT = 'voter_not_attending';\n        END IF;\n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="3b5ac4ce93e55749560e6f6481164374695dc47b",
                    operation="INSERT",
                    pgid="pgtrigger_may_vote_34b29",
                    table="committee_ballot",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="casebeforecommittee",
            trigger=pgtrigger.compiler.Trigger(
                name="decided_by_decision",
                sql=ledger.triggers.HardTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    constraint="CONSTRAINT",
                    func="\n        IF NEW.status IN ('accepted', 'rejected') AND NOT EXISTS (\n            SELECT 1 FROM committee_decision d WHERE d.application_id = NEW.id AND d.round = NEW.round\n               AND d.outcome = CASE NEW.status WHEN 'accepted' THEN 'accept' ELSE 'reject' END) THEN\n            RAISE EXCEPTION 'status % without its decision', NEW.status USING ERRCODE = '23514', CONSTRAINT = 'outcome_without_decision';\n        END IF;\n        IF OLD.status = 'awaiting_decision' AND NEW.status = 'in_assessment' THEN\n            IF EXISTS (SELECT 1 FROM committee_agendaitem i\n                        WHERE i.application_id = NEW.id AND i.round = NEW.round AND i.postponed_at IS NULL) THEN\n                RAISE EXCEPTION 'a case on an agenda is taken off it before it is sent back' USING ERRCODE = '23514', CONSTRAINT = 'case_on_agenda';\n            END IF;\n            IF EXISTS (SELECT 1 FROM committee_departmentdecision r\n                          JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed\n                        WHERE r.application_id = NEW.id AND r.round = NEW.round AND r.step = OLD.step\n                          AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = NEW.id\n                                             AND b.staff_id IN (r.by_id, c.by_id))) THEN\n                RAISE EXCEPTION 'a countersigned department decision waits for its window' USING ERRCODE = '23514', CONSTRAINT = 'case_countersigned';\n            END IF;\n        END IF;\n        RETURN NULL;\n    ",
                    hash="11a02137df8d39c3706e891d9393f2dabf98ff01",
                    operation="UPDATE",
                    pgid="pgtrigger_decided_by_decision_b8e9f",
                    table="intake_application",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="committee",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "committee_committeeevent" ("active", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum") VALUES (OLD."active", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."quorum"); RETURN NULL;',
                    hash="20244f69d31268975c7b586637ca1853de8679c6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d16d9",
                    table="committee_committee",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="committee",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "committee_committeeevent" ("active", "id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum") VALUES (OLD."active", OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quorum"); RETURN NULL;',
                    hash="ea5d981b7a0ed26c0c5e48a47cc1d3e3dfef931a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_46c6d",
                    table="committee_committee",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="committeeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="45fdc414f4f823a61defb06da0b4c528b6c24578",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_52fea",
                    table="committee_committeeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="committeeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="9ba64aaf9c1bec68320ebc0015721236cce27748",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b8778",
                    table="committee_committeeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="committeeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="579650035be393c3fb33d71619e22efe774dc5b0",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_666cb",
                    table="committee_committeeevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="38ffb9bb25a26059c466910f820240a026b74d74",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_735ce",
                    table="committee_countersignature",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="cd693cdd9df72a4f47db9c3a1992509adf23e4e4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_08aa0",
                    table="committee_countersignature",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="countersignature",
            trigger=pgtrigger.compiler.Trigger(
                name="countersigns",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE decided committee_departmentdecision%ROWTYPE; about bigint; stands text; current int; at_step int; studied bigint;",
                    func="\n        SELECT * INTO decided FROM committee_departmentdecision r WHERE r.id = NEW.department_decision_id;\n        about := decided.application_id;\n        SELECT a.status, a.round, a.step, a.researcher_id INTO stands, current, at_step, studied\n          FROM intake_application a WHERE a.id = about FOR NO KEY UPDATE;\n        IF stands IS DISTINCT FROM 'awaiting_decision' OR (decided.round, decided.step) <> (current, at_step) THEN\n            RAISE EXCEPTION 'a countersigned case still awaits its decision' USING ERRCODE = '23514', CONSTRAINT = 'countersigned_case_moved_on';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_departmentdecision r\n                    WHERE r.application_id = about AND r.round = current AND r.n > decided.n) THEN\n            RAISE EXCEPTION 'there is a newer department decision on this case' USING ERRCODE = '23514', CONSTRAINT = 'department_decision_replaced';\n        END IF;\n        IF decided.by_id = NEW.by_id THEN\n            RAISE EXCEPTION 'nobody countersigns their own decision' USING ERRCODE = '23514', CONSTRAINT = 'countersigned_by_author';\n        END IF;\n        \n        IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active\n                         AND s.roles && ARRAY['countersigner']::varchar[]) THEN\n            RAISE EXCEPTION 'only whoever is authorised to countersign does so' USING ERRCODE = '23514', CONSTRAINT = 'countersign_not_authorised';\n        END IF;\n        IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN\n            RAISE EXCEPTION 'whoever declared a conflict takes no part' USING ERRCODE = '23514', CONSTRAINT = 'signer_recused';\n        END IF;\n        IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d\n                                           WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN\n            RAISE EXCEPTION 'whoever studied a case does not decide it' USING ERRCODE = '23514', CONSTRAINT = 'signer_studied_case';\n        END IF;\n    \n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="b35caccffa11a316aee4fc1f39ad4de97849c924",
                    operation="INSERT",
                    pgid="pgtrigger_countersigns_59747",
                    table="committee_countersignature",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="IF TG_OP = 'UPDATE' AND (NEW.announced AND NOT OLD.announced AND to_jsonb(NEW) - 'announced' = to_jsonb(OLD) - 'announced') THEN RETURN NEW; END IF;\nRAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="ab335c03d41a3b64c43f1378a2168d15124f0db2",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_41c20",
                    table="committee_decision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="5cabdd1dd40c0b5ea1792d620d495a5d607edfa0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a4f07",
                    table="committee_decision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="decides",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE stands text; current int; moment timestamptz; about bigint; source_round int; postponed timestamptz; was_carried boolean;",
                    func="\n        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;\n        SELECT a.status, a.round, a.decision_not_before INTO stands, current, moment\n          FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;\n        IF stands <> 'awaiting_decision' THEN\n            RAISE EXCEPTION 'the case does not await a decision' USING ERRCODE = '23514', CONSTRAINT = 'decision_case_not_awaiting';\n        END IF;\n        IF moment IS NULL OR portal_now() < moment THEN\n            RAISE EXCEPTION 'no decision before %', moment USING ERRCODE = '23514', CONSTRAINT = 'decision_before_window';\n        END IF;\n        IF NEW.department_decision_id IS NOT NULL THEN\n            SELECT r.application_id, r.round INTO about, source_round FROM committee_departmentdecision r\n             WHERE r.id = NEW.department_decision_id;\n            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current THEN\n                RAISE EXCEPTION 'a decision is on its own application, in its present round' USING ERRCODE = '23514', CONSTRAINT = 'decision_of_other_case';\n            END IF;\n            IF NOT department_decision_holds_v1(NEW.department_decision_id) THEN\n                RAISE EXCEPTION 'the department decision holds not, or no more' USING ERRCODE = '23514', CONSTRAINT = 'decision_not_countersigned';\n            END IF;\n            IF NOT EXISTS (SELECT 1 FROM committee_departmentdecision r\n                            WHERE r.id = NEW.department_decision_id AND (r.outcome, r.help_kind, r.conditions, r.reasons)\n        = (NEW.outcome, NEW.help_kind, NEW.conditions, NEW.reasons) AND r.amount IS NOT DISTINCT FROM NEW.amount\n    ) THEN\n                RAISE EXCEPTION 'the decision is unlike what was countersigned' USING ERRCODE = '23514', CONSTRAINT = 'decision_unlike_countersigned';\n            END IF;\n            NEW.ayes := 0; NEW.nays := 0; NEW.abstentions := 0;\n        ELSE\n            SELECT i.application_id, i.round, i.postponed_at INTO about, source_round, postponed\n              FROM committee_agendaitem i WHERE i.id = NEW.item_id;\n            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current\n               OR postponed IS NOT NULL THEN\n                RAISE EXCEPTION 'a decision is on its own application, in its present round' USING ERRCODE = '23514', CONSTRAINT = 'decision_of_other_case';\n            END IF;\n            SELECT c.ayes, c.nays, c.abstentions, c.carried INTO NEW.ayes, NEW.nays, NEW.abstentions, was_carried\n              FROM committee_voteclosing c JOIN committee_motion m ON m.id = c.motion_id\n             WHERE c.motion_id = NEW.motion_id AND m.item_id = NEW.item_id;\n            IF was_carried IS NULL THEN\n                RAISE EXCEPTION 'voting on the motion is not closed' USING ERRCODE = '23514', CONSTRAINT = 'decision_vote_open';\n            END IF;\n            IF NOT was_carried THEN\n                RAISE EXCEPTION 'the motion was not carried' USING ERRCODE = '23514', CONSTRAINT = 'decision_motion_not_carried';\n            END IF;\n            IF NOT (SELECT v.carried FROM counted_votes_v1(NEW.item_id, NEW.motion_id) v) THEN\n                RAISE EXCEPTION 'without quorum or majority once recused members are taken out' USING ERRCODE = '23514', CONSTRAINT = 'majority_lost';\n            END IF;\n            IF NOT EXISTS (SELECT 1 FROM committee_motion m WHERE m.id = NEW.motion_id AND (m.outcome, m.help_kind, m.conditions, m.reasons)\n        = (NEW.outcome, NEW.help_kind, NEW.conditions, NEW.reasons) AND m.amount IS NOT DISTINCT FROM NEW.amount\n    ) THEN\n                RAISE EXCEPTION 'the decision is unlike the motion that was carried' USING ERRCODE = '23514', CONSTRAINT = 'decision_unlike_motion';\n            END IF;\n        END IF;\n        NEW.decided_at := portal_now();\n        NEW.announced := false;\n        RETURN NEW;\n    ",
                    hash="bd147086ad713042a4249934fe320caf2bfa0efc",
                    operation="INSERT",
                    pgid="pgtrigger_decides_9359d",
                    table="committee_decision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="moves_the_case",
                sql=ledger.triggers.HardTriggerSql(
                    constraint="CONSTRAINT",
                    func="\n        IF EXISTS (SELECT 1 FROM intake_application a WHERE a.id = NEW.application_id AND a.round = NEW.round\n                     AND a.status NOT IN ('accepted', 'rejected', 'registered', 'served', 'closed')) THEN\n            RAISE EXCEPTION 'a decision without its change of status' USING ERRCODE = '23514', CONSTRAINT = 'decision_without_outcome';\n        END IF;\n        RETURN NULL;\n    ",
                    hash="65f4507c2dd543bf555611045eb9eeb28b06fd26",
                    operation="INSERT",
                    pgid="pgtrigger_moves_the_case_2b064",
                    table="committee_decision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="departmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="04d33377610228736a95bfcea5e64abf9246f1ff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0bc9e",
                    table="committee_departmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="departmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="1a946c84c20fb5af2a7dcb23534a8fbb37b8de3c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ec9bd",
                    table="committee_departmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="departmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decides",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE about bigint; stands text; current int; at_step int; studied bigint; body text;",
                    func="\n        about := NEW.application_id;\n        SELECT a.status, a.round, a.step, a.researcher_id, v.decided_by INTO stands, current, at_step, studied, body\n          FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id\n         WHERE a.id = about FOR NO KEY UPDATE OF a;\n        IF stands <> 'awaiting_decision' OR NEW.round <> current THEN\n            RAISE EXCEPTION 'a department decides on a case that awaits a decision' USING ERRCODE = '23514', CONSTRAINT = 'department_case_not_awaiting';\n        END IF;\n        IF body <> 'department' THEN\n            RAISE EXCEPTION 'a committee decides on this case' USING ERRCODE = '23514', CONSTRAINT = 'committee_decides';\n        END IF;\n        \n        IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active\n                         AND s.roles && ARRAY['decider']::varchar[]) THEN\n            RAISE EXCEPTION 'only whoever is authorised to decide does so' USING ERRCODE = '23514', CONSTRAINT = 'decide_not_authorised';\n        END IF;\n        IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN\n            RAISE EXCEPTION 'whoever declared a conflict takes no part' USING ERRCODE = '23514', CONSTRAINT = 'signer_recused';\n        END IF;\n        IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d\n                                           WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN\n            RAISE EXCEPTION 'whoever studied a case does not decide it' USING ERRCODE = '23514', CONSTRAINT = 'signer_studied_case';\n        END IF;\n    \n        IF NEW.n <> (SELECT COALESCE(max(r.n), 0) + 1 FROM committee_departmentdecision r\n                      WHERE r.application_id = about AND r.round = current) THEN\n            RAISE EXCEPTION 'department decisions are numbered one after another' USING ERRCODE = '23514', CONSTRAINT = 'department_decision_not_next';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_departmentdecision r\n                    WHERE r.application_id = about AND department_decision_holds_v1(r.id)) THEN\n            RAISE EXCEPTION 'a department decision on this case was countersigned already' USING ERRCODE = '23514', CONSTRAINT = 'department_decision_holds';\n        END IF;\n        NEW.step := at_step;\n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="0307f8b95b35f1641fa08034ec402a76816930d6",
                    operation="INSERT",
                    pgid="pgtrigger_decides_475d5",
                    table="committee_departmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="sits",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n        IF TG_OP = 'UPDATE' AND ((NEW.committee_id, NEW.staff_id, NEW.since) IS DISTINCT FROM\n           (OLD.committee_id, OLD.staff_id, OLD.since) OR (NEW.seat <> OLD.seat AND EXISTS (\n               SELECT 1 FROM committee_attendance t WHERE t.member_id = NEW.id))) THEN\n            RAISE EXCEPTION 'a seat that was taken stays as it was' USING ERRCODE = '23001', CONSTRAINT = 'seat_kept';\n        END IF;\n        PERFORM 1 FROM committee_committee WHERE id = NEW.committee_id FOR NO KEY UPDATE;\n        IF EXISTS (SELECT 1 FROM committee_member m\n                    WHERE m.committee_id = NEW.committee_id AND m.staff_id = NEW.staff_id\n                      AND m.id IS DISTINCT FROM NEW.id AND daterange(m.since, m.until, '[]') &&\n                          daterange(NEW.since, NEW.until, '[]')) THEN\n            RAISE EXCEPTION 'a person has one seat at a time' USING ERRCODE = '23514', CONSTRAINT = 'one_seat_at_a_time';\n        END IF;\n        RETURN NEW;\n    ",
                    hash="b66ca92b152363d6bde39d6c89a219f20810f154",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_sits_bc3c7",
                    table="committee_member",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "committee_memberevent" ("committee_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "since", "staff_id", "until") VALUES (OLD."committee_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."seat", OLD."since", OLD."staff_id", OLD."until"); RETURN NULL;',
                    hash="3adb683f5130df7df26791fd38ec9719fdafbb19",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dac0d",
                    table="committee_member",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "committee_memberevent" ("committee_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "seat", "since", "staff_id", "until") VALUES (OLD."committee_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."seat", OLD."since", OLD."staff_id", OLD."until"); RETURN NULL;',
                    hash="39d7048af03f76443ad48aef0a3a383270812fd1",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b6713",
                    table="committee_member",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="memberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="fe1802708443f3dd8752173eba1cc7add5c68591",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0afa2",
                    table="committee_memberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="memberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="c34267c61aced1b80812dfb13944a7834b696635",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_627e2",
                    table="committee_memberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="memberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="faaf61f1f1892078490fc56c4441c02d532a5d01",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_e54b2",
                    table="committee_memberevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="motion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="8b85f81f3d4428878ffa872e689c5a227c2618f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7dd2c",
                    table="committee_motion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="motion",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="a48b58eb3f566f3a0b24f90a5ae4c32b5120d0fd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_49c1a",
                    table="committee_motion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="motion",
            trigger=pgtrigger.compiler.Trigger(
                name="moved",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE next int;",
                    func="\n        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;\n        \n    IF NOT EXISTS (\n        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id\n          JOIN committee_sitting s ON s.id = i.sitting_id\n         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round\n           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN\n        RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision' USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';\n    END IF;\n\n        SELECT COALESCE(max(n), 0) + 1 INTO next FROM committee_motion WHERE item_id = NEW.item_id;\n        IF NEW.n <> next THEN\n            RAISE EXCEPTION 'motions are numbered one after another' USING ERRCODE = '23514', CONSTRAINT = 'motion_not_next';\n        END IF;\n        IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.item_id = NEW.item_id AND c.carried) THEN\n            RAISE EXCEPTION 'a motion was carried already' USING ERRCODE = '23514', CONSTRAINT = 'motion_carried';\n        END IF;\n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="9c4dd91d1818be744468b6837cc267dd13fbf138",
                    operation="INSERT",
                    pgid="pgtrigger_moved_26c8e",
                    table="committee_motion",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n        IF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'a sitting is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';\n        ELSIF TG_OP = 'INSERT' THEN\n            IF NEW.opened_at IS NOT NULL THEN\n                RAISE EXCEPTION 'a sitting is called before it is opened' USING ERRCODE = '23514', CONSTRAINT = 'sitting_born_unopened';\n            END IF;\n            RETURN NEW;\n        END IF;\n        IF OLD.ended_at IS NOT NULL OR (OLD.opened_at IS NOT NULL\n            AND (NEW.opened_at, NEW.opened_by_id, NEW.quorum, NEW.committee_id, NEW.number, NEW.kind, NEW.held_at)\n                IS DISTINCT FROM\n                (OLD.opened_at, OLD.opened_by_id, OLD.quorum, OLD.committee_id, OLD.number, OLD.kind, OLD.held_at)) THEN\n            RAISE EXCEPTION 'a sitting that was opened stays as it was' USING ERRCODE = '23001', CONSTRAINT = 'opened_sitting_kept';\n        END IF;\n        IF OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL THEN\n            NEW.opened_at := portal_now();\n        END IF;\n        IF NEW.ended_at IS NOT NULL THEN\n            NEW.ended_at := portal_now();\n        END IF;\n        RETURN NEW;\n    ",
                    hash="f62e8f2816c955d3a87e64b0c4f3d484a208c78d",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_kept_e0cc5",
                    table="committee_sitting",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=ledger.triggers.HardTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "committee_sittingevent" ("committee_id", "ended_at", "ended_by_id", "held_at", "id", "kind", "number", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quorum") VALUES (OLD."committee_id", OLD."ended_at", OLD."ended_by_id", OLD."held_at", OLD."id", OLD."kind", OLD."number", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."place", OLD."quorum"); RETURN NULL;',
                    hash="ab8abfedbb056e35a0322ebd932675b554ca0c32",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_18234",
                    table="committee_sitting",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sitting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=ledger.triggers.HardTriggerSql(
                    func='INSERT INTO "committee_sittingevent" ("committee_id", "ended_at", "ended_by_id", "held_at", "id", "kind", "number", "opened_at", "opened_by_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "quorum") VALUES (OLD."committee_id", OLD."ended_at", OLD."ended_by_id", OLD."held_at", OLD."id", OLD."kind", OLD."number", OLD."opened_at", OLD."opened_by_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."quorum"); RETURN NULL;',
                    hash="1d2c52e9ce2cbe95c63fff6b753e6f101d47e7fa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_45ad6",
                    table="committee_sitting",
                    when="AFTER",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sittingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="83100ec00e70b46ccfbfe312bd3ed80ce6e79549",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_84dad",
                    table="committee_sittingevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sittingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="668a0b3a9644080b69ca205a7a7a027645bcf663",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8430e",
                    table="committee_sittingevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="sittingevent",
            trigger=pgtrigger.compiler.Trigger(
                name="written_by_triggers",
                sql=ledger.triggers.HardTriggerSql(
                    func="\n            IF pg_trigger_depth() < 2 THEN\n                RAISE EXCEPTION 'history is written by the database itself' USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';\n            END IF;\n            NEW.pgh_created_at := portal_now();\n            RETURN NEW;\n        ",
                    hash="0b1f59a4c26493e3e0e7f9b85427600c7e589779",
                    operation="INSERT",
                    pgid="pgtrigger_written_by_triggers_51005",
                    table="committee_sittingevent",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="voteclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="bd1ffc6a9eaf6b87f7a4232c72f55285738a92b7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e4f9d",
                    table="committee_voteclosing",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="voteclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=ledger.triggers.HardTriggerSql(
                    func="RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';",
                    hash="6fc9714e3a49f1a99a0279d7c268e68d951f2bd8",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_f2c15",
                    table="committee_voteclosing",
                    when="BEFORE",
                ),
            ),
        ),
        ledger.operations.AddTrigger(
            model_name="voteclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="counts",
                sql=ledger.triggers.HardTriggerSql(
                    declare="DECLARE votes record;",
                    func="\n        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;\n        \n    IF NOT EXISTS (\n        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id\n          JOIN committee_sitting s ON s.id = i.sitting_id\n         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round\n           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN\n        RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision' USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';\n    END IF;\n\n        IF \n    NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m\n                                     WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1)\n THEN\n            RAISE EXCEPTION 'voting is closed on the item''s newest motion' USING ERRCODE = '23514', CONSTRAINT = 'motion_replaced';\n        END IF;\n        SELECT * INTO votes FROM counted_votes_v1(NEW.item_id, NEW.motion_id);\n        IF NOT votes.quorate THEN\n            RAISE EXCEPTION 'without quorum: % of % votes', votes.votes, votes.needed USING ERRCODE = '23514', CONSTRAINT = 'quorum_missing';\n        END IF;\n        NEW.ayes := votes.ayes;\n        NEW.nays := votes.nays;\n        NEW.abstentions := votes.abstentions;\n        NEW.carried := votes.carried;\n        NEW.at := portal_now();\n        RETURN NEW;\n    ",
                    hash="08f9e425d5c7e5dcb674e938706efddfc0d367d7",
                    operation="INSERT",
                    pgid="pgtrigger_counts_1347f",
                    table="committee_voteclosing",
                    when="BEFORE",
                ),
            ),
        ),
    ]
