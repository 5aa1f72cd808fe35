-- What the database does by itself: every SQL function, and every trigger by app, table and name, as the code has them.
-- Written by `manage.py write_triggers`; `make check` fails where it is out of date. To read, not to run: migrations
-- create all of this. Signs that nobody sees stand as \u0000. A code in `CONSTRAINT = '...'` has its sentence for
-- people in the app's domain/refusals.py.


-- ================================================== functions ===================================================

CREATE FUNCTION ar_norm_v1(t text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT btrim(regexp_replace(regexp_replace(translate(normalize(t, NFKC), 'أإآٱىئیةەہؤک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'اااايييهههوك01234567890123456789abcdefghijklmnopqrstuvwxyz'), '[\u0610-\u061a\u061cـ\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]', '', 'g'), '[\u0009-\u000d\u001c- \u0085\u00a0\u1680\u2028\u2029]+', ' ', 'g')) $$;

CREATE FUNCTION ar_tsv_v1(t text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT array_to_tsvector(array_remove(string_to_array(public.ar_norm_v1(t), ' ') || string_to_array(regexp_replace(public.ar_norm_v1(t), '(^| )(عبد|ابو|ام|ال) ', '\1\2', 'g'), ' '), '')) $$;

CREATE FUNCTION person_name_v1(first text, father text, grandfather text, family text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT btrim(regexp_replace(first || ' ' || father || ' ' || grandfather || ' ' || family, ' +', ' ', 'g')) $$;

CREATE FUNCTION kept_person_v1(person bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE chain(id, into_id) AS (
        SELECT p.id, p.merged_into_id FROM beneficiaries_beneficiary p WHERE p.id = person
        UNION ALL
        SELECT p.id, p.merged_into_id FROM chain c JOIN beneficiaries_beneficiary p ON p.id = c.into_id)
    SELECT id FROM chain WHERE into_id IS NULL
$$;

CREATE FUNCTION counted_members_v1(item bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.id FROM committee_agendaitem i
      JOIN committee_attendance t ON t.sitting_id = i.sitting_id
      JOIN committee_member m ON m.id = t.member_id AND m.seat IN ('chair', 'member')
     WHERE i.id = item
       AND NOT EXISTS (SELECT 1 FROM intake_recusal b
                        WHERE b.application_id = i.application_id AND b.staff_id = m.staff_id)
$$;

CREATE FUNCTION needed_quorum_v1(item bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE WHEN recused = 0 THEN quorum ELSE GREATEST(2, LEAST(quorum, eligible / 2 + 1)) END
      FROM (SELECT s.quorum::bigint AS quorum,
                   count(m.id) FILTER (WHERE b.id IS NOT NULL) AS recused,
                   count(m.id) FILTER (WHERE b.id IS NULL) AS eligible
              FROM committee_agendaitem i
              JOIN committee_sitting s ON s.id = i.sitting_id
              JOIN committee_member m ON m.committee_id = s.committee_id AND m.seat IN ('chair', 'member')
                   AND (m.until IS NULL OR m.until >= (s.held_at AT TIME ZONE 'Asia/Riyadh')::date)
              LEFT JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id
             WHERE i.id = item GROUP BY s.quorum) base
$$;

CREATE FUNCTION counted_votes_v1(item bigint, motion bigint, OUT ayes bigint, OUT nays bigint, OUT abstentions bigint,
    OUT votes bigint, OUT needed bigint, OUT quorate boolean, OUT carried boolean) LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT v.*, COALESCE(v.votes >= v.needed, false), COALESCE(v.votes >= v.needed, false) AND v.ayes > v.nays
      FROM (SELECT count(*) FILTER (WHERE b.choice = 'for') AS ayes,
                   count(*) FILTER (WHERE b.choice = 'against') AS nays,
                   count(*) FILTER (WHERE b.choice = 'abstain') AS abstentions,
                   count(*) AS votes, needed_quorum_v1(item) AS needed
              FROM committee_ballot b
             WHERE b.motion_id = motion AND b.member_id IN (SELECT counted_members_v1(item))) v
$$;

CREATE FUNCTION department_decision_holds_v1(decided bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM committee_departmentdecision r
          JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed
          JOIN intake_application a ON a.id = r.application_id AND (a.round, a.step) = (r.round, r.step)
         WHERE r.id = decided
           AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = r.application_id
                              AND b.staff_id IN (r.by_id, c.by_id)))
$$;

CREATE FUNCTION open_points_v1(statement bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (SELECT count(*) FROM intake_statementdocument d
             WHERE d.statement_id = statement AND d.required AND d.file_id IS NULL AND NOT d.seen_original)
         + (SELECT count(*) FROM intake_matchline l
             WHERE l.statement_id = statement AND l.required AND l.result = 'open')
$$;

CREATE FUNCTION signed_payload_v1(statement bigint) RETURNS jsonb LANGUAGE sql STABLE
SET timezone = 'UTC' SET datestyle = 'ISO' SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object(
        'v', 1, 'reference', a.reference, 'n', s.n, 'service', a.service_id, 'beneficiary', a.beneficiary_id,
        'representative', a.representative_id, 'data', s.data,
        'documents', COALESCE((
            SELECT jsonb_agg(jsonb_build_object(
                'key', d.key, 'label', d.label, 'seen_original', d.seen_original, 'number', d.number,
                'issued_on', d.issued_on, 'expires_on', d.expires_on, 'sha256', f.sha256) ORDER BY d.position, d.id)
              FROM intake_statementdocument d LEFT JOIN documents_storedfile f ON f.id = d.file_id
             WHERE d.statement_id = s.id), '[]'::jsonb),
        'sheet', COALESCE((
            SELECT jsonb_agg(jsonb_build_object(
                'key', l.key, 'label', l.label, 'declared', l.declared, 'on_document', l.on_document,
                'result', l.result, 'stands', l.stands, 'reason', l.reason) ORDER BY l.position, l.id)
              FROM intake_matchline l WHERE l.statement_id = s.id), '[]'::jsonb))
      FROM intake_statement s JOIN intake_application a ON a.id = s.application_id
     WHERE s.id = statement
$$;

CREATE FUNCTION portal_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$ SELECT now() $$;

CREATE FUNCTION digest_v1(payload jsonb) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT encode(sha256(convert_to(payload::text, 'UTF8')), 'hex') $$;


-- ====================================== triggers that several tables have =======================================

-- append_only: accounts_accesslog, accounts_branchevent, accounts_staffevent, beneficiaries_bankaccountevent,
--    beneficiaries_beneficiaryevent, beneficiaries_consentevent, beneficiaries_consenttext, beneficiaries_contactpointevent,
--    beneficiaries_duplicatepairevent, beneficiaries_duplicatescanevent, beneficiaries_householdmemberevent, beneficiaries_merge,
--    beneficiaries_representativeevent, channels_log_noticeevent, channels_log_sandboxmessage, committee_attendance,
--    committee_ballot, committee_committeeevent, committee_countersignature, committee_departmentdecision, committee_memberevent,
--    committee_motion, committee_sittingevent, committee_voteclosing, conformance_run, delivery_delivery, delivery_registration,
--    eligibility_assessment, eligibility_documentreview, eligibility_interview, eligibility_recommendation,
--    intake_applicationevent, intake_declaration, intake_matchlineevent, intake_move, intake_recusal,
--    intake_requireddocumentevent, intake_requiredfieldevent, intake_serviceevent, intake_statementdocumentevent,
--    policy_acknowledgement, policy_associationevent, policy_channelevent, policy_policyreview, policy_policyversionevent,
--    policy_profileload, policy_signeddocument, policy_toolevent, policy_toolversion
-- BEFORE UPDATE OR DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';
END;

-- no_truncate: accounts_accesslog, accounts_branchevent, accounts_staffevent, beneficiaries_bankaccountevent,
--    beneficiaries_beneficiaryevent, beneficiaries_consent, beneficiaries_consentevent, beneficiaries_consenttext,
--    beneficiaries_contactpointevent, beneficiaries_duplicatepair, beneficiaries_duplicatepairevent,
--    beneficiaries_duplicatescanevent, beneficiaries_householdmemberevent, beneficiaries_merge, beneficiaries_namepart,
--    beneficiaries_representativeevent, channels_log_communication, channels_log_notice, channels_log_noticeevent,
--    channels_log_sandboxmessage, committee_attendance, committee_ballot, committee_committeeevent, committee_countersignature,
--    committee_decision, committee_departmentdecision, committee_memberevent, committee_motion, committee_sittingevent,
--    committee_voteclosing, conformance_run, delivery_delivery, delivery_registration, documents_storedfile,
--    eligibility_assessment, eligibility_documentreview, eligibility_interview, eligibility_recommendation, imports_importrow,
--    imports_peopleimport, intake_application, intake_applicationevent, intake_declaration, intake_matchlineevent, intake_move,
--    intake_receipt, intake_recusal, intake_referral, intake_requireddocumentevent, intake_requiredfieldevent,
--    intake_serviceevent, intake_statement, intake_statementdocumentevent, jobs_job, policy_acknowledgement,
--    policy_associationevent, policy_channelevent, policy_policyreview, policy_policyversionevent, policy_profileload,
--    policy_signeddocument, policy_toolevent, policy_toolversion
-- BEFORE TRUNCATE FOR EACH STATEMENT
BEGIN
    RAISE EXCEPTION 'append only: % may not be truncated', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';
END;

-- of_a_current_person: beneficiaries_bankaccount, beneficiaries_consent, beneficiaries_contactpoint,
--    beneficiaries_householdmember, beneficiaries_representative, intake_application
-- BEFORE INSERT FOR EACH ROW
DECLARE kept bigint;
BEGIN
    SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p
     WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;
    IF kept IS NOT NULL THEN
        RAISE EXCEPTION 'nothing is added to a record that was merged into another'
            USING ERRCODE = '23514', CONSTRAINT = 'person_merged';
    END IF;
    RETURN NEW;
END;

-- stamped: accounts_accesslog, conformance_run, intake_recusal, policy_profileload, policy_toolversion
-- BEFORE INSERT FOR EACH ROW
BEGIN
    NEW.at := portal_now(); RETURN NEW;
END;

-- written_by_triggers: accounts_branchevent, accounts_staffevent, beneficiaries_bankaccountevent, beneficiaries_beneficiaryevent,
--    beneficiaries_consentevent, beneficiaries_contactpointevent, beneficiaries_duplicatepairevent,
--    beneficiaries_duplicatescanevent, beneficiaries_householdmemberevent, beneficiaries_representativeevent,
--    channels_log_noticeevent, committee_committeeevent, committee_memberevent, committee_sittingevent, intake_applicationevent,
--    intake_matchlineevent, intake_requireddocumentevent, intake_requiredfieldevent, intake_serviceevent,
--    intake_statementdocumentevent, policy_associationevent, policy_channelevent, policy_policyversionevent, policy_toolevent
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF pg_trigger_depth() < 2 THEN
        RAISE EXCEPTION 'history is written by the database itself'
            USING ERRCODE = '23514', CONSTRAINT = 'history_written_by_database';
    END IF;
    NEW.pgh_created_at := portal_now();
    RETURN NEW;
END;


-- =================================================== accounts ===================================================

-- accounts_accesslog: append_only, no_truncate, stamped as above

-- accounts_branch: delete_delete
-- AFTER DELETE: the old row into accounts_branchevent: id, name, city, code, active

-- accounts_branch: update_update
-- AFTER UPDATE: the old row into accounts_branchevent: id, name, city, code, active

-- accounts_branchevent: append_only, no_truncate, written_by_triggers as above

-- accounts_staff: count_password_changes
-- BEFORE UPDATE OF "password" FOR EACH ROW
BEGIN
    NEW.password_changes := OLD.password_changes + (NEW.password IS DISTINCT FROM OLD.password)::int;
    RETURN NEW;
END;

-- accounts_staff: delete_delete
-- AFTER DELETE: the old row into accounts_staffevent: id, email, name, branch_id, roles, is_active, language, password_changes

-- accounts_staff: update_update
-- AFTER UPDATE: the old row into accounts_staffevent: id, email, name, branch_id, roles, is_active, language, password_changes

-- accounts_staffevent: append_only, no_truncate, written_by_triggers as above


-- ================================================ beneficiaries =================================================

-- beneficiaries_bankaccount: of_a_current_person as above

-- beneficiaries_bankaccount: delete_delete
-- AFTER DELETE: the old row into beneficiaries_bankaccountevent: id, created_at, created_by_id, beneficiary_id, iban_hmac,
--    bank_code, holder_name, proof_id, seen_original, active

-- beneficiaries_bankaccount: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a bank account is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_bankaccount: update_update
-- AFTER UPDATE: the old row into beneficiaries_bankaccountevent: id, created_at, created_by_id, beneficiary_id, iban_hmac,
--    bank_code, holder_name, proof_id, seen_original, active

-- beneficiaries_bankaccount: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
        OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR NEW.iban_hmac IS DISTINCT FROM OLD.iban_hmac
       OR NEW.iban_tail IS DISTINCT FROM OLD.iban_tail
       OR NEW.bank_code IS DISTINCT FROM OLD.bank_code
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_bankaccountevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_beneficiary: born_in_time
-- BEFORE INSERT OR UPDATE OF "birth_date" FOR EACH ROW
BEGIN
    IF NEW.birth_date > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
        RAISE EXCEPTION 'a birth date may not lie in the future' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_in_future';
    END IF;
    IF NEW.birth_date < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date - interval '120 years' THEN
        RAISE EXCEPTION 'a birth date may not lie more than 120 years back'
            USING ERRCODE = '23514', CONSTRAINT = 'birth_date_too_old';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_beneficiary: born_unmerged
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NEW.merged_into_id IS NOT NULL THEN RAISE EXCEPTION 'a record is merged together with the merge that says so' USING ERRCODE =
        '23514', CONSTRAINT = 'merge_missing'; END IF; RETURN NEW;
END;

-- beneficiaries_beneficiary: count_edits
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.id_token IS DISTINCT FROM OLD.id_token AND NEW.id_hmac = OLD.id_hmac
       AND to_jsonb(NEW) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] = to_jsonb(OLD) -
           '{id_token,edits,full_name,name_norm,name_tsv}'::text[] THEN
        NEW.edits := OLD.edits;
    ELSE
        NEW.edits := OLD.edits + 1;
    END IF;
    RETURN NEW;
END;

-- beneficiaries_beneficiary: delete_delete
-- AFTER DELETE: the old row into beneficiaries_beneficiaryevent: id, created_at, created_by_id, public_id, first_name,
--    father_name, grandfather_name, family_name, sex, birth_date, nationality, id_kind, id_kind_reason, id_hmac, id_expires_on,
--    city, district, national_address, building_number, street, postal_code, additional_number, unit_number, family_record,
--    preferred_channel_id, language, branch_id, edits, merged_into_id

-- beneficiaries_beneficiary: merged_for_good
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF OLD.merged_into_id IS NOT NULL THEN
        IF to_jsonb(NEW) - '{id_token,edits,full_name,name_norm,name_tsv}'::text[] IS DISTINCT FROM to_jsonb(OLD) -
            '{id_token,edits,full_name,name_norm,name_tsv}'::text[] THEN
            RAISE EXCEPTION 'a record that was merged into another stays as it was'
                USING ERRCODE = '23514', CONSTRAINT = 'merged_record_changed';
        END IF;
    ELSIF NEW.merged_into_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_merge m
         WHERE m.merged_id = NEW.id AND m.kept_id = NEW.merged_into_id) THEN
        RAISE EXCEPTION 'a record is merged together with the merge that says so'
            USING ERRCODE = '23514', CONSTRAINT = 'merge_missing';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_beneficiary: parts_added
-- AFTER INSERT FOR EACH STATEMENT
BEGIN
    INSERT INTO beneficiaries_namepart (part)
    SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh  ORDER BY part
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END;

-- beneficiaries_beneficiary: parts_changed
-- AFTER UPDATE FOR EACH STATEMENT
BEGIN
    INSERT INTO beneficiaries_namepart (part)
    SELECT DISTINCT unnest(tsvector_to_array(fresh.name_tsv)) AS part FROM fresh JOIN stale USING (id) WHERE fresh.name_tsv IS
        DISTINCT FROM stale.name_tsv ORDER BY part
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END;

-- beneficiaries_beneficiary: preferred_channel_carries
-- BEFORE INSERT OR UPDATE OF "preferred_channel_id" FOR EACH ROW
BEGIN
    IF NEW.preferred_channel_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_channel c
         WHERE c.id = NEW.preferred_channel_id AND c.active AND c.carries_decision) THEN
        RAISE EXCEPTION 'a preferred channel is one in use that carries decisions'
            USING ERRCODE = '23514', CONSTRAINT = 'preferred_channel_unfit';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_beneficiary: update_update
-- AFTER UPDATE: the old row into beneficiaries_beneficiaryevent: id, created_at, created_by_id, public_id, first_name,
--    father_name, grandfather_name, family_name, sex, birth_date, nationality, id_kind, id_kind_reason, id_hmac, id_expires_on,
--    city, district, national_address, building_number, street, postal_code, additional_number, unit_number, family_record,
--    preferred_channel_id, language, branch_id, edits, merged_into_id

-- beneficiaries_beneficiary: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.public_id IS DISTINCT FROM OLD.public_id
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_beneficiaryevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_consent: no_truncate, of_a_current_person as above

-- beneficiaries_consent: delete_delete
-- AFTER DELETE: the old row into beneficiaries_consentevent: id, beneficiary_id, text_id, how, representative_id, given_at,
--    given_by_id, withdrawn_at, withdrawn_by_id, withdrawn_why

-- beneficiaries_consent: given_now
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NEW.withdrawn_at IS NOT NULL THEN
        RAISE EXCEPTION 'a consent is given before it is withdrawn' USING ERRCODE = '23514', CONSTRAINT = 'consent_born_withdrawn';
    END IF;
    IF EXISTS (
        SELECT 1 FROM beneficiaries_consenttext t WHERE t.id = NEW.text_id AND t.valid_from > (portal_now() AT TIME ZONE
            'Asia/Riyadh')::date) THEN
        RAISE EXCEPTION 'nobody agrees to a text that is not valid yet'
            USING ERRCODE = '23514', CONSTRAINT = 'consent_text_not_valid';
    END IF;
    IF NEW.representative_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_representative r WHERE r.id = NEW.representative_id
           AND r.beneficiary_id = NEW.beneficiary_id AND r.active
           AND (r.document_expires_on IS NULL OR r.document_expires_on >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)) THEN
        RAISE EXCEPTION 'only a representative who acts for the person now agrees in their place'
            USING ERRCODE = '23514', CONSTRAINT = 'consent_representative_not_acting';
    END IF;
    NEW.given_at := portal_now();
    RETURN NEW;
END;

-- beneficiaries_consent: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a consent is withdrawn and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_consent: update_update
-- AFTER UPDATE: the old row into beneficiaries_consentevent: id, beneficiary_id, text_id, how, representative_id, given_at,
--    given_by_id, withdrawn_at, withdrawn_by_id, withdrawn_why

-- beneficiaries_consent: withdrawn_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.withdrawn_at, NEW.withdrawn_by_id, NEW.withdrawn_why)
       IS DISTINCT FROM (OLD.withdrawn_at, OLD.withdrawn_by_id, OLD.withdrawn_why) THEN
        IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL THEN
            RAISE EXCEPTION 'a consent is withdrawn once' USING ERRCODE = '23514', CONSTRAINT = 'consent_withdrawn_once';
        END IF;
        NEW.withdrawn_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- beneficiaries_consent: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
        OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR NEW.text_id IS DISTINCT FROM OLD.text_id
       OR NEW.how IS DISTINCT FROM OLD.how
       OR NEW.representative_id IS DISTINCT FROM OLD.representative_id
       OR NEW.given_at IS DISTINCT FROM OLD.given_at
       OR NEW.given_by_id IS DISTINCT FROM OLD.given_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_consentevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_consenttext: append_only, no_truncate as above

-- beneficiaries_contactpoint: of_a_current_person as above

-- beneficiaries_contactpoint: delete_delete
-- AFTER DELETE: the old row into beneficiaries_contactpointevent: id, created_at, created_by_id, beneficiary_id, kind, value,
--    preferred, active, verified_at, verified_how, verified_by_id

-- beneficiaries_contactpoint: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a contact point is taken out of use and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_contactpoint: update_update
-- AFTER UPDATE: the old row into beneficiaries_contactpointevent: id, created_at, created_by_id, beneficiary_id, kind, value,
--    preferred, active, verified_at, verified_how, verified_by_id

-- beneficiaries_contactpoint: verified_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF OLD.active AND NOT NEW.active THEN
        NEW.verified_at := NULL; NEW.verified_by_id := NULL; NEW.verified_how := '';
    ELSIF (NEW.verified_at, NEW.verified_by_id, NEW.verified_how)
          IS DISTINCT FROM (OLD.verified_at, OLD.verified_by_id, OLD.verified_how) THEN
        IF OLD.verified_at IS NOT NULL OR NOT NEW.active THEN
            RAISE EXCEPTION 'a contact point is verified once, while it is in use'
                USING ERRCODE = '23514', CONSTRAINT = 'contact_point_verified_once';
        END IF;
        NEW.verified_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- beneficiaries_contactpoint: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
        OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR NEW.kind IS DISTINCT FROM OLD.kind
       OR NEW.value IS DISTINCT FROM OLD.value
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_contactpointevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_duplicatepair: no_truncate as above

-- beneficiaries_duplicatepair: delete_delete
-- AFTER DELETE: the old row into beneficiaries_duplicatepairevent: id, first_id, second_id, score, signs, state, until, reason,
--    found_at, decided_by_id, decided_at

-- beneficiaries_duplicatepair: kept_as_found
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.first_id, NEW.second_id, NEW.found_at)
       IS DISTINCT FROM (OLD.first_id, OLD.second_id, OLD.found_at) THEN
        RAISE EXCEPTION 'a pair stays the pair that was found' USING ERRCODE = '23514', CONSTRAINT = 'pair_changed';
    END IF;
    IF OLD.state = 'same' THEN
        RAISE EXCEPTION 'a pair that was merged is settled for good' USING ERRCODE = '23514', CONSTRAINT = 'pair_merged';
    END IF;
    IF OLD.state = 'not_same' AND NEW.state = OLD.state AND NEW IS DISTINCT FROM OLD THEN
        RAISE EXCEPTION 'what was decided on a pair stands until the pair is opened again'
            USING ERRCODE = '23514', CONSTRAINT = 'pair_decided';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_duplicatepair: needs_merge
-- BEFORE INSERT OR UPDATE FOR EACH ROW
BEGIN
    IF NEW.state = 'same' AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_merge m WHERE (m.kept_id, m.merged_id)
            IN ((NEW.first_id, NEW.second_id), (NEW.second_id, NEW.first_id))) THEN
        RAISE EXCEPTION 'two records are the same person once they are merged'
            USING ERRCODE = '23514', CONSTRAINT = 'pair_not_merged';
    END IF;
    IF NEW.until <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date AND (TG_OP = 'INSERT' OR NEW.until IS DISTINCT FROM OLD.until)
        THEN
        RAISE EXCEPTION 'a pair is put off to a day to come' USING ERRCODE = '23514', CONSTRAINT = 'pair_put_off_to_past';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_duplicatepair: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a pair is decided and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_duplicatepair: update_update
-- AFTER UPDATE: the old row into beneficiaries_duplicatepairevent: id, first_id, second_id, score, signs, state, until, reason,
--    found_at, decided_by_id, decided_at

-- beneficiaries_duplicatepairevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_duplicatescan: delete_delete
-- AFTER DELETE: the old row into beneficiaries_duplicatescanevent: id, piece, found, started_at, finished_at

-- beneficiaries_duplicatescan: update_update
-- AFTER UPDATE: the old row into beneficiaries_duplicatescanevent: id, piece, found, started_at, finished_at

-- beneficiaries_duplicatescanevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_householdmember: of_a_current_person as above

-- beneficiaries_householdmember: born_in_time
-- BEFORE INSERT OR UPDATE OF "birth_date" FOR EACH ROW
BEGIN
    IF NEW.birth_date > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
        RAISE EXCEPTION 'a birth date may not lie in the future' USING ERRCODE = '23514', CONSTRAINT = 'birth_date_in_future';
    END IF;
    IF NEW.birth_date < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date - interval '120 years' THEN
        RAISE EXCEPTION 'a birth date may not lie more than 120 years back'
            USING ERRCODE = '23514', CONSTRAINT = 'birth_date_too_old';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_householdmember: delete_delete
-- AFTER DELETE: the old row into beneficiaries_householdmemberevent: id, created_at, created_by_id, beneficiary_id, name,
--    relation, birth_date, dependent, depends_on_id, id_kind, id_hmac, person_id

-- beneficiaries_householdmember: depends_within
-- BEFORE INSERT OR UPDATE OF "depends_on_id" FOR EACH ROW
BEGIN
    IF NEW.depends_on_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_householdmember m WHERE m.id = NEW.depends_on_id
           AND m.id <> NEW.id AND m.beneficiary_id = NEW.beneficiary_id AND m.depends_on_id IS NULL) THEN
        RAISE EXCEPTION 'a member depends on another member of the same household who depends on no member'
            USING ERRCODE = '23514', CONSTRAINT = 'dependence_outside_household';
    END IF;
    IF NEW.depends_on_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM beneficiaries_householdmember m WHERE m.depends_on_id = NEW.id) THEN
        RAISE EXCEPTION 'a member on whom others depend depends on no member'
            USING ERRCODE = '23514', CONSTRAINT = 'dependence_too_deep';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_householdmember: linked_to_oneself_never
-- BEFORE INSERT OR UPDATE OF "id_hmac", "person_id" FOR EACH ROW
BEGIN
    IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b
                WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN
        RAISE EXCEPTION 'nobody is a member of their own household' USING ERRCODE = '23514', CONSTRAINT = 'member_of_own_household';
    END IF;
    IF NEW.person_id IS NOT NULL AND NEW.id_hmac <> '' AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_beneficiary b WHERE b.id = NEW.person_id AND b.id_hmac = NEW.id_hmac) THEN
        RAISE EXCEPTION 'the identity number of a member is that of the person they are linked to'
            USING ERRCODE = '23514', CONSTRAINT = 'member_number_differs';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_householdmember: update_update
-- AFTER UPDATE: the old row into beneficiaries_householdmemberevent: id, created_at, created_by_id, beneficiary_id, name,
--    relation, birth_date, dependent, depends_on_id, id_kind, id_hmac, person_id

-- beneficiaries_householdmember: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
        OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_householdmemberevent: append_only, no_truncate, written_by_triggers as above

-- beneficiaries_keyrotation: finished_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF OLD.finished_at IS NOT NULL OR NEW.last_pk < OLD.last_pk OR NEW.rotated < OLD.rotated THEN
        RAISE EXCEPTION 'a rotation of keys goes forward, until it is finished'
            USING ERRCODE = '23514', CONSTRAINT = 'key_rotation_goes_forward';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_keyrotation: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a rotation of keys is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_keyrotation: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.key IS DISTINCT FROM OLD.key
       OR NEW.table IS DISTINCT FROM OLD.table
       OR NEW.started_at IS DISTINCT FROM OLD.started_at THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_merge: append_only, no_truncate as above

-- beneficiaries_merge: between_two
-- BEFORE INSERT FOR EACH ROW
BEGIN
    PERFORM 1 FROM beneficiaries_beneficiary p WHERE p.id IN (NEW.kept_id, NEW.merged_id)
      ORDER BY p.id FOR UPDATE;
    IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary p
                WHERE p.id IN (NEW.kept_id, NEW.merged_id) AND p.merged_into_id IS NOT NULL) THEN
        RAISE EXCEPTION 'one of the two records was merged already' USING ERRCODE = '23514', CONSTRAINT = 'record_merged_already';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- beneficiaries_merge: marks_the_merged
-- AFTER INSERT DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
BEGIN
    IF NOT EXISTS (SELECT 1 FROM beneficiaries_beneficiary p
                    WHERE p.id = NEW.merged_id AND p.merged_into_id = NEW.kept_id) THEN
        RAISE EXCEPTION 'a merge marks the record that was merged' USING ERRCODE = '23514', CONSTRAINT = 'merge_unmarked';
    END IF;
    RETURN NULL;
END;

-- beneficiaries_namepart: no_truncate as above

-- beneficiaries_namepart: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a part of a name is recounted and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_representative: of_a_current_person as above

-- beneficiaries_representative: allowed_now
-- BEFORE INSERT OR UPDATE OF "document_expires_on" FOR EACH ROW
BEGIN
    IF NEW.document_expires_on < (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
        RAISE EXCEPTION 'a representative may not act on an expired document'
            USING ERRCODE = '23514', CONSTRAINT = 'representative_document_expired';
    END IF;
    IF EXISTS (SELECT 1 FROM beneficiaries_beneficiary b
               WHERE b.id = NEW.beneficiary_id AND b.id_hmac = NEW.id_hmac) THEN
        RAISE EXCEPTION 'nobody represents themselves' USING ERRCODE = '23514', CONSTRAINT = 'representative_is_beneficiary';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_representative: delete_delete
-- AFTER DELETE: the old row into beneficiaries_representativeevent: id, created_at, created_by_id, beneficiary_id, kind, name,
--    id_kind, id_hmac, phone, document_kind, document_number, document_expires_on, file_id, seen_original, active

-- beneficiaries_representative: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a representative is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- beneficiaries_representative: update_update
-- AFTER UPDATE: the old row into beneficiaries_representativeevent: id, created_at, created_by_id, beneficiary_id, kind, name,
--    id_kind, id_hmac, phone, document_kind, document_number, document_expires_on, file_id, seen_original, active

-- beneficiaries_representative: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.beneficiary_id IS DISTINCT FROM OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
        OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR NEW.kind IS DISTINCT FROM OLD.kind
       OR NEW.id_kind IS DISTINCT FROM OLD.id_kind
       OR NEW.id_hmac IS DISTINCT FROM OLD.id_hmac
       OR NEW.document_kind IS DISTINCT FROM OLD.document_kind
       OR NEW.document_number IS DISTINCT FROM OLD.document_number
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- beneficiaries_representativeevent: append_only, no_truncate, written_by_triggers as above


-- ================================================= channels_log =================================================

-- channels_log_communication: no_truncate as above

-- channels_log_communication: append_only
-- BEFORE UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'beneficiary_id' = to_jsonb(OLD) - 'beneficiary_id' AND EXISTS (SELECT 1 FROM
        beneficiaries_merge m WHERE m.merged_id = OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id)) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';
END;

-- channels_log_communication: stamped
-- BEFORE INSERT FOR EACH ROW
DECLARE about bigint;
BEGIN
    IF NEW.notice_id IS NOT NULL THEN
        SELECT n.application_id INTO about FROM channels_log_notice n WHERE n.id = NEW.notice_id;
        IF NEW.application_id IS DISTINCT FROM about THEN
            RAISE EXCEPTION 'a communication is about the application of its notice'
                USING ERRCODE = '23514', CONSTRAINT = 'communication_of_other_case';
        END IF;
    END IF;
    IF NEW.application_id IS NOT NULL THEN
        SELECT a.beneficiary_id INTO NEW.beneficiary_id
          FROM intake_application a WHERE a.id = NEW.application_id;
    END IF;

    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE
            'Asia/Riyadh')::date) THEN
        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';
    END IF;

    NEW.at := portal_now();
    RETURN NEW;
END;

-- channels_log_communication: within_a_current_person
-- BEFORE INSERT FOR EACH ROW
DECLARE kept bigint;
BEGIN
    SELECT p.merged_into_id INTO kept FROM beneficiaries_beneficiary p
     WHERE p.id = NEW.beneficiary_id FOR KEY SHARE;
    IF kept IS NOT NULL THEN
        RAISE EXCEPTION 'nothing is added to a record that was merged into another'
            USING ERRCODE = '23514', CONSTRAINT = 'person_merged';
    END IF;
    RETURN NEW;
END;

-- channels_log_notice: no_truncate as above

-- channels_log_notice: born_owed
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; submitted timestamptz; moment timestamptz;
BEGIN
    SELECT a.status, a.submitted_at, a.decision_not_before INTO stands, submitted, moment
      FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
    IF NEW.kind = 'decision' THEN
        IF NOT EXISTS (SELECT 1 FROM committee_decision d
                        WHERE d.application_id = NEW.application_id AND d.id::text = NEW.occasion) THEN
            RAISE EXCEPTION 'a notice of a decision needs the decision it announces'
                USING ERRCODE = '23514', CONSTRAINT = 'decision_notice_without_decision';
        END IF;
        IF moment IS NULL OR NEW.due_at < moment THEN
            RAISE EXCEPTION 'a notice of a decision is due no earlier than %', moment
                USING ERRCODE = '23514', CONSTRAINT = 'decision_notice_too_early';
        END IF;
    ELSIF NEW.kind = 'receipt' THEN
        IF submitted IS NULL OR NEW.occasion <> 'submission' OR NEW.due_at < submitted THEN
            RAISE EXCEPTION 'a notice of receipt needs a submitted application'
                USING ERRCODE = '23514', CONSTRAINT = 'receipt_notice_without_submission';
        END IF;
    END IF;
    IF NEW.state NOT IN ('owed', 'by_hand') OR (NEW.attempt, NEW.tries) <> (0, 0)
       OR NEW.sent_at IS NOT NULL OR NEW.lease_until IS NOT NULL
       OR NEW.worker <> '' OR NEW.transport <> '' OR NEW.provider_ref <> '' THEN
        RAISE EXCEPTION 'a notice is born unsent' USING ERRCODE = '23514', CONSTRAINT = 'notice_born_unsent';
    END IF;
    NEW.created_at := portal_now();
    NEW.next_at := GREATEST(NEW.due_at, NEW.next_at);
    NEW.state := CASE WHEN stands = 'closed' THEN 'cancelled'
                      WHEN NEW.way IN ('sms', 'email') THEN 'owed' ELSE 'by_hand' END;
    RETURN NEW;
END;

-- channels_log_notice: delete_delete
-- AFTER DELETE: the old row into channels_log_noticeevent: id, application_id, kind, occasion, due_at, next_at, state,
--    channel_id, way, recipient, letter_id, attempt, tries, lease_until, worker, transport, provider_ref, last_error, created_at,
--    sent_at

-- channels_log_notice: finished_with_communication
-- AFTER UPDATE DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))
BEGIN
    IF NEW.state IN ('sent', 'done', 'failed') AND NOT EXISTS (
        SELECT 1 FROM channels_log_communication c WHERE c.notice_id = NEW.id
           AND (NEW.state, c.outcome) IN (('sent', 'sent'), ('done', 'told'), ('failed', 'refused'), ('failed', 'given_up'))) THEN
        RAISE EXCEPTION 'a notice is finished together with its communication'
            USING ERRCODE = '23514', CONSTRAINT = 'notice_end_without_communication';
    END IF;
    RETURN NULL;
END;

-- channels_log_notice: marks_its_source
-- AFTER INSERT FOR EACH ROW
BEGIN
    IF NEW.kind = 'decision' THEN
        UPDATE committee_decision SET announced = true
         WHERE application_id = NEW.application_id AND id::text = NEW.occasion AND NOT announced;
    ELSIF NEW.kind = 'receipt' THEN
        UPDATE intake_application SET receipt_noticed = true
         WHERE id = NEW.application_id AND NOT receipt_noticed;
    END IF;
    RETURN NULL;
END;

-- channels_log_notice: moves
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF OLD.state IN ('sent', 'done', 'failed', 'cancelled') THEN
        RAISE EXCEPTION 'a finished notice never changes' USING ERRCODE = '23001', CONSTRAINT = 'notice_finished';
    END IF;
    IF (NEW.id, NEW.application_id, NEW.kind, NEW.occasion, NEW.due_at, NEW.channel_id, NEW.way, NEW.recipient,
        NEW.subject, NEW.body, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.application_id, OLD.kind, OLD.occasion, OLD.due_at, OLD.channel_id, OLD.way, OLD.recipient,
        OLD.subject, OLD.body, OLD.created_at)
       OR (OLD.letter_id IS NOT NULL AND NEW.letter_id IS DISTINCT FROM OLD.letter_id) THEN
        RAISE EXCEPTION 'what is told, to whom and when is fixed' USING ERRCODE = '23001', CONSTRAINT = 'notice_content_fixed';
    END IF;
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('owed', 'sending'), ('owed', 'cancelled'), ('sending', 'sent'),
        ('sending', 'owed'), ('sending', 'by_hand'), ('sending', 'unknown'), ('sending', 'cancelled'), ('by_hand', 'done'),
        ('by_hand', 'failed'), ('by_hand', 'owed'), ('by_hand', 'cancelled'), ('unknown', 'sent'), ('unknown', 'done'), ('unknown',
        'failed'), ('unknown', 'owed'), ('unknown', 'cancelled')) THEN
        RAISE EXCEPTION 'a notice may not go from % to %', OLD.state, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'notice_move_unknown';
    END IF;
    IF NEW.attempt < OLD.attempt THEN
        RAISE EXCEPTION 'attempts are counted upwards' USING ERRCODE = '23514', CONSTRAINT = 'notice_attempt_not_upwards';
    END IF;
    IF NEW.state IN ('sending', 'owed') AND NEW.way NOT IN ('sms', 'email') THEN
        RAISE EXCEPTION 'what goes by hand is not sent by machine' USING ERRCODE = '23514', CONSTRAINT = 'notice_by_hand_not_sent';
    END IF;
    IF NEW.state IN ('sending', 'sent', 'done') AND portal_now() < OLD.due_at THEN
        RAISE EXCEPTION 'nobody is told before %', OLD.due_at USING ERRCODE = '23514', CONSTRAINT = 'notice_before_due';
    END IF;
    IF NEW.state IN ('sent', 'done') THEN
        NEW.sent_at := portal_now();
    END IF;
    IF NEW.state <> 'sending' THEN
        NEW.lease_until := NULL;
    END IF;
    RETURN NEW;
END;

-- channels_log_notice: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a notice is never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- channels_log_notice: update_update
-- AFTER UPDATE: the old row into channels_log_noticeevent: id, application_id, kind, occasion, due_at, next_at, state,
--    channel_id, way, recipient, letter_id, attempt, tries, lease_until, worker, transport, provider_ref, last_error, created_at,
--    sent_at

-- channels_log_noticeevent: append_only, no_truncate, written_by_triggers as above

-- channels_log_sandboxmessage: append_only, no_truncate as above

-- intake_application: closing_stops_notices
-- AFTER UPDATE FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
BEGIN
    IF NEW.status = 'closed' THEN
        UPDATE channels_log_notice SET state = 'cancelled'
         WHERE application_id = NEW.id AND state IN ('owed', 'by_hand', 'unknown');
    END IF;
    RETURN NULL;
END;


-- ================================================== committee ===================================================

-- committee_agendaitem: kept
-- BEFORE UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'an agenda item is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    END IF;
    IF OLD.postponed_at IS NOT NULL
       OR (NEW.sitting_id, NEW.application_id, NEW.round, NEW.added_at, NEW.added_by_id) IS DISTINCT FROM
          (OLD.sitting_id, OLD.application_id, OLD.round, OLD.added_at, OLD.added_by_id) THEN
        RAISE EXCEPTION 'an agenda item stays where it was placed' USING ERRCODE = '23001', CONSTRAINT = 'item_kept';
    END IF;
    IF NEW.postponed_at IS NOT NULL THEN
        NEW.postponed_at := portal_now();
    END IF;
    IF NEW.postponed_at IS NOT NULL AND EXISTS (SELECT 1 FROM committee_decision d WHERE d.item_id = NEW.id) THEN
        RAISE EXCEPTION 'a decided item is not postponed' USING ERRCODE = '23514', CONSTRAINT = 'item_decided';
    END IF;
    RETURN NEW;
END;

-- committee_agendaitem: placed
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int;
BEGIN
    SELECT status, round INTO stands, current FROM intake_application
     WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands <> 'awaiting_decision' OR current <> NEW.round OR NEW.postponed_at IS NOT NULL THEN
        RAISE EXCEPTION 'only a case that awaits a decision comes on an agenda'
            USING ERRCODE = '23514', CONSTRAINT = 'item_case_not_awaiting';
    END IF;
    IF EXISTS (SELECT 1 FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
                WHERE a.id = NEW.application_id AND v.decided_by = 'department') THEN
        RAISE EXCEPTION 'a department decides on this case' USING ERRCODE = '23514', CONSTRAINT = 'department_decides';
    END IF;
    NEW.added_at := portal_now();
    RETURN NEW;
END;

-- committee_attendance: append_only, no_truncate as above

-- committee_attendance: while_open
-- BEFORE INSERT FOR EACH ROW
BEGIN
    PERFORM 1 FROM committee_sitting s JOIN committee_member m ON m.committee_id = s.committee_id
      WHERE s.id = NEW.sitting_id AND m.id = NEW.member_id AND s.opened_at IS NOT NULL AND s.ended_at IS NULL
        AND (m.until IS NULL OR m.until >= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date)
        AND m.since <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date
      FOR SHARE OF s;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'attendance is of a member, at a sitting of theirs that is open'
            USING ERRCODE = '23514', CONSTRAINT = 'attendance_not_open';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- committee_ballot: append_only, no_truncate as above

-- committee_ballot: may_vote
-- BEFORE INSERT FOR EACH ROW
BEGIN
           PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;
       
       IF NOT EXISTS (
           SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id
             JOIN committee_sitting s ON s.id = i.sitting_id
            WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round
              AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN
           RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision'
               USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';
       END IF;

           IF 
       NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m
                                        WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1)
    THEN
               RAISE EXCEPTION 'votes are cast on the item''s newest motion' USING ERRCODE = '23514', CONSTRAINT = 'motion_replaced';
           END IF;
           IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.motion_id = NEW.motion_id) THEN
               RAISE EXCEPTION 'voting is closed' USING ERRCODE = '23514', CONSTRAINT = 'vote_closed';
           END IF;
           IF EXISTS (SELECT 1 FROM committee_agendaitem i JOIN committee_member m ON m.id = NEW.member_id
                       JOIN intake_recusal b ON b.application_id = i.application_id AND b.staff_id = m.staff_id
                      WHERE i.id = NEW.item_id) THEN
               RAISE EXCEPTION 'a recused member may not vote' USING ERRCODE = '23514', CONSTRAINT = 'voter_recused';
           END IF;
           IF EXISTS (SELECT 1 FROM committee_ballot b JOIN committee_member theirs ON theirs.id = b.member_id
                       JOIN committee_member m ON m.id = NEW.member_id AND m.staff_id = theirs.staff_id
                      WHERE b.motion_id = NEW.motion_id AND b.member_id <> NEW.member_id) THEN
               RAISE EXCEPTION 'this person voted from another seat' USING ERRCODE = '23514', CONSTRAINT = 'one_ballot_of_a_member';
           END IF;
           IF NEW.member_id NOT IN (SELECT counted_members_v1(NEW.item_id)) THEN
               RAISE EXCEPTION 'a vote needs a voting member''s recorded attendance'
                   USING ERRCODE = '23514', CONSTRAINT = 'voter_not_attending';
           END IF;
           NEW.at := portal_now();
           RETURN NEW;
   
END;

-- committee_committee: delete_delete
-- AFTER DELETE: the old row into committee_committeeevent: id, name, quorum, active

-- committee_committee: update_update
-- AFTER UPDATE: the old row into committee_committeeevent: id, name, quorum, active

-- committee_committeeevent: append_only, no_truncate, written_by_triggers as above

-- committee_countersignature: append_only, no_truncate as above

-- committee_countersignature: countersigns
-- BEFORE INSERT FOR EACH ROW
DECLARE decided committee_departmentdecision%ROWTYPE; about bigint; stands text; current int; at_step int; studied bigint;
BEGIN
    SELECT * INTO decided FROM committee_departmentdecision r WHERE r.id = NEW.department_decision_id;
    about := decided.application_id;
    SELECT a.status, a.round, a.step, a.researcher_id INTO stands, current, at_step, studied
      FROM intake_application a WHERE a.id = about FOR NO KEY UPDATE;
    IF stands IS DISTINCT FROM 'awaiting_decision' OR (decided.round, decided.step) <> (current, at_step) THEN
        RAISE EXCEPTION 'a countersigned case still awaits its decision'
            USING ERRCODE = '23514', CONSTRAINT = 'countersigned_case_moved_on';
    END IF;
    IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                WHERE r.application_id = about AND r.round = current AND r.n > decided.n) THEN
        RAISE EXCEPTION 'there is a newer department decision on this case'
            USING ERRCODE = '23514', CONSTRAINT = 'department_decision_replaced';
    END IF;
    IF decided.by_id = NEW.by_id THEN
        RAISE EXCEPTION 'nobody countersigns their own decision' USING ERRCODE = '23514', CONSTRAINT = 'countersigned_by_author';
    END IF;

    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active
                     AND s.roles && ARRAY['countersigner']::varchar[]) THEN
        RAISE EXCEPTION 'only whoever is authorised to countersign does so'
            USING ERRCODE = '23514', CONSTRAINT = 'countersign_not_authorised';
    END IF;
    IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN
        RAISE EXCEPTION 'whoever declared a conflict takes no part' USING ERRCODE = '23514', CONSTRAINT = 'signer_recused';
    END IF;
    IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d
                                       WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN
        RAISE EXCEPTION 'whoever studied a case does not decide it' USING ERRCODE = '23514', CONSTRAINT = 'signer_studied_case';
    END IF;

    NEW.at := portal_now();
    RETURN NEW;
END;

-- committee_decision: no_truncate as above

-- committee_decision: append_only
-- BEFORE UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.announced AND NOT OLD.announced AND to_jsonb(NEW) - 'announced' = to_jsonb(OLD) - 'announced') THEN
        RETURN NEW; END IF;
    RAISE EXCEPTION 'append only: %', TG_TABLE_NAME USING ERRCODE = '23001', CONSTRAINT = 'append_only';
END;

-- committee_decision: decides
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int; moment timestamptz; about bigint; source_round int; postponed timestamptz; was_carried boolean;
BEGIN
        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;
        SELECT a.status, a.round, a.decision_not_before INTO stands, current, moment
          FROM intake_application a WHERE a.id = NEW.application_id FOR NO KEY UPDATE;
        IF stands <> 'awaiting_decision' THEN
            RAISE EXCEPTION 'the case does not await a decision' USING ERRCODE = '23514', CONSTRAINT = 'decision_case_not_awaiting';
        END IF;
        IF moment IS NULL OR portal_now() < moment THEN
            RAISE EXCEPTION 'no decision before %', moment USING ERRCODE = '23514', CONSTRAINT = 'decision_before_window';
        END IF;
        IF NEW.department_decision_id IS NOT NULL THEN
            SELECT r.application_id, r.round INTO about, source_round FROM committee_departmentdecision r
             WHERE r.id = NEW.department_decision_id;
            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current THEN
                RAISE EXCEPTION 'a decision is on its own application, in its present round'
                    USING ERRCODE = '23514', CONSTRAINT = 'decision_of_other_case';
            END IF;
            IF NOT department_decision_holds_v1(NEW.department_decision_id) THEN
                RAISE EXCEPTION 'the department decision holds not, or no more'
                    USING ERRCODE = '23514', CONSTRAINT = 'decision_not_countersigned';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM committee_departmentdecision r
                            WHERE r.id = NEW.department_decision_id AND (r.outcome, r.help_kind, r.conditions, r.reasons)
        = (NEW.outcome, NEW.help_kind, NEW.conditions, NEW.reasons) AND r.amount IS NOT DISTINCT FROM NEW.amount
    ) THEN
                RAISE EXCEPTION 'the decision is unlike what was countersigned'
                    USING ERRCODE = '23514', CONSTRAINT = 'decision_unlike_countersigned';
            END IF;
            NEW.ayes := 0; NEW.nays := 0; NEW.abstentions := 0;
        ELSE
            SELECT i.application_id, i.round, i.postponed_at INTO about, source_round, postponed
              FROM committee_agendaitem i WHERE i.id = NEW.item_id;
            IF about IS DISTINCT FROM NEW.application_id OR source_round <> current OR NEW.round <> current
               OR postponed IS NOT NULL THEN
                RAISE EXCEPTION 'a decision is on its own application, in its present round'
                    USING ERRCODE = '23514', CONSTRAINT = 'decision_of_other_case';
            END IF;
            SELECT c.ayes, c.nays, c.abstentions, c.carried INTO NEW.ayes, NEW.nays, NEW.abstentions, was_carried
              FROM committee_voteclosing c JOIN committee_motion m ON m.id = c.motion_id
             WHERE c.motion_id = NEW.motion_id AND m.item_id = NEW.item_id;
            IF was_carried IS NULL THEN
                RAISE EXCEPTION 'voting on the motion is not closed' USING ERRCODE = '23514', CONSTRAINT = 'decision_vote_open';
            END IF;
            IF NOT was_carried THEN
                RAISE EXCEPTION 'the motion was not carried' USING ERRCODE = '23514', CONSTRAINT = 'decision_motion_not_carried';
            END IF;
            IF NOT (SELECT v.carried FROM counted_votes_v1(NEW.item_id, NEW.motion_id) v) THEN
                RAISE EXCEPTION 'without quorum or majority once recused members are taken out'
                    USING ERRCODE = '23514', CONSTRAINT = 'majority_lost';
            END IF;
            IF NOT EXISTS (SELECT 1 FROM committee_motion m WHERE m.id = NEW.motion_id AND (m.outcome, m.help_kind, m.conditions,
                m.reasons)
        = (NEW.outcome, NEW.help_kind, NEW.conditions, NEW.reasons) AND m.amount IS NOT DISTINCT FROM NEW.amount
    ) THEN
                RAISE EXCEPTION 'the decision is unlike the motion that was carried'
                    USING ERRCODE = '23514', CONSTRAINT = 'decision_unlike_motion';
            END IF;
        END IF;
        NEW.decided_at := portal_now();
        NEW.announced := false;
        RETURN NEW;
END;

-- committee_decision: moves_the_case
-- AFTER INSERT DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
BEGIN
    IF EXISTS (SELECT 1 FROM intake_application a WHERE a.id = NEW.application_id AND a.round = NEW.round
                 AND a.status NOT IN ('accepted', 'rejected', 'registered', 'served', 'closed')) THEN
        RAISE EXCEPTION 'a decision without its change of status' USING ERRCODE = '23514', CONSTRAINT = 'decision_without_outcome';
    END IF;
    RETURN NULL;
END;

-- committee_departmentdecision: append_only, no_truncate as above

-- committee_departmentdecision: decides
-- BEFORE INSERT FOR EACH ROW
DECLARE about bigint; stands text; current int; at_step int; studied bigint; body text;
BEGIN
    about := NEW.application_id;
    SELECT a.status, a.round, a.step, a.researcher_id, v.decided_by INTO stands, current, at_step, studied, body
      FROM intake_application a JOIN policy_policyversion v ON v.id = a.policy_version_id
     WHERE a.id = about FOR NO KEY UPDATE OF a;
    IF stands <> 'awaiting_decision' OR NEW.round <> current THEN
        RAISE EXCEPTION 'a department decides on a case that awaits a decision'
            USING ERRCODE = '23514', CONSTRAINT = 'department_case_not_awaiting';
    END IF;
    IF body <> 'department' THEN
        RAISE EXCEPTION 'a committee decides on this case' USING ERRCODE = '23514', CONSTRAINT = 'committee_decides';
    END IF;

    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active
                     AND s.roles && ARRAY['decider']::varchar[]) THEN
        RAISE EXCEPTION 'only whoever is authorised to decide does so' USING ERRCODE = '23514', CONSTRAINT = 'decide_not_authorised';
    END IF;
    IF EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = about AND b.staff_id = NEW.by_id) THEN
        RAISE EXCEPTION 'whoever declared a conflict takes no part' USING ERRCODE = '23514', CONSTRAINT = 'signer_recused';
    END IF;
    IF studied = NEW.by_id OR EXISTS (SELECT 1 FROM eligibility_recommendation d
                                       WHERE d.application_id = about AND d.by_id = NEW.by_id) THEN
        RAISE EXCEPTION 'whoever studied a case does not decide it' USING ERRCODE = '23514', CONSTRAINT = 'signer_studied_case';
    END IF;

    IF NEW.n <> (SELECT COALESCE(max(r.n), 0) + 1 FROM committee_departmentdecision r
                  WHERE r.application_id = about AND r.round = current) THEN
        RAISE EXCEPTION 'department decisions are numbered one after another'
            USING ERRCODE = '23514', CONSTRAINT = 'department_decision_not_next';
    END IF;
    IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                WHERE r.application_id = about AND department_decision_holds_v1(r.id)) THEN
        RAISE EXCEPTION 'a department decision on this case was countersigned already'
            USING ERRCODE = '23514', CONSTRAINT = 'department_decision_holds';
    END IF;
    NEW.step := at_step;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- committee_member: delete_delete
-- AFTER DELETE: the old row into committee_memberevent: id, committee_id, staff_id, seat, since, until

-- committee_member: sits
-- BEFORE INSERT OR UPDATE FOR EACH ROW
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.committee_id, NEW.staff_id, NEW.since) IS DISTINCT FROM
       (OLD.committee_id, OLD.staff_id, OLD.since) OR (NEW.seat <> OLD.seat AND EXISTS (
           SELECT 1 FROM committee_attendance t WHERE t.member_id = NEW.id))) THEN
        RAISE EXCEPTION 'a seat that was taken stays as it was' USING ERRCODE = '23001', CONSTRAINT = 'seat_kept';
    END IF;
    PERFORM 1 FROM committee_committee WHERE id = NEW.committee_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM committee_member m
                WHERE m.committee_id = NEW.committee_id AND m.staff_id = NEW.staff_id
                  AND m.id IS DISTINCT FROM NEW.id AND daterange(m.since, m.until, '[]') &&
                      daterange(NEW.since, NEW.until, '[]')) THEN
        RAISE EXCEPTION 'a person has one seat at a time' USING ERRCODE = '23514', CONSTRAINT = 'one_seat_at_a_time';
    END IF;
    RETURN NEW;
END;

-- committee_member: update_update
-- AFTER UPDATE: the old row into committee_memberevent: id, committee_id, staff_id, seat, since, until

-- committee_memberevent: append_only, no_truncate, written_by_triggers as above

-- committee_motion: append_only, no_truncate as above

-- committee_motion: moved
-- BEFORE INSERT FOR EACH ROW
DECLARE next int;
BEGIN
        PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;
    
    IF NOT EXISTS (
        SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id
          JOIN committee_sitting s ON s.id = i.sitting_id
         WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round
           AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN
        RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision'
            USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';
    END IF;

        SELECT COALESCE(max(n), 0) + 1 INTO next FROM committee_motion WHERE item_id = NEW.item_id;
        IF NEW.n <> next THEN
            RAISE EXCEPTION 'motions are numbered one after another' USING ERRCODE = '23514', CONSTRAINT = 'motion_not_next';
        END IF;
        IF EXISTS (SELECT 1 FROM committee_voteclosing c WHERE c.item_id = NEW.item_id AND c.carried) THEN
            RAISE EXCEPTION 'a motion was carried already' USING ERRCODE = '23514', CONSTRAINT = 'motion_carried';
        END IF;
        NEW.at := portal_now();
        RETURN NEW;
END;

-- committee_sitting: delete_delete
-- AFTER DELETE: the old row into committee_sittingevent: id, committee_id, number, held_at, place, kind, quorum, opened_at,
--    opened_by_id, ended_at, ended_by_id

-- committee_sitting: kept
-- BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a sitting is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    ELSIF TG_OP = 'INSERT' THEN
        IF NEW.opened_at IS NOT NULL THEN
            RAISE EXCEPTION 'a sitting is called before it is opened' USING ERRCODE = '23514', CONSTRAINT = 'sitting_born_unopened';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.ended_at IS NOT NULL OR (OLD.opened_at IS NOT NULL
        AND (NEW.opened_at, NEW.opened_by_id, NEW.quorum, NEW.committee_id, NEW.number, NEW.kind, NEW.held_at)
            IS DISTINCT FROM
            (OLD.opened_at, OLD.opened_by_id, OLD.quorum, OLD.committee_id, OLD.number, OLD.kind, OLD.held_at)) THEN
        RAISE EXCEPTION 'a sitting that was opened stays as it was' USING ERRCODE = '23001', CONSTRAINT = 'opened_sitting_kept';
    END IF;
    IF OLD.opened_at IS NULL AND NEW.opened_at IS NOT NULL THEN
        NEW.opened_at := portal_now();
    END IF;
    IF NEW.ended_at IS NOT NULL THEN
        NEW.ended_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- committee_sitting: update_update
-- AFTER UPDATE: the old row into committee_sittingevent: id, committee_id, number, held_at, place, kind, quorum, opened_at,
--    opened_by_id, ended_at, ended_by_id

-- committee_sittingevent: append_only, no_truncate, written_by_triggers as above

-- committee_voteclosing: append_only, no_truncate as above

-- committee_voteclosing: counts
-- BEFORE INSERT FOR EACH ROW
DECLARE votes record;
BEGIN
           PERFORM 1 FROM committee_agendaitem WHERE id = NEW.item_id FOR NO KEY UPDATE;
       
       IF NOT EXISTS (
           SELECT 1 FROM committee_agendaitem i JOIN intake_application a ON a.id = i.application_id
             JOIN committee_sitting s ON s.id = i.sitting_id
            WHERE i.id = NEW.item_id AND i.postponed_at IS NULL AND a.status = 'awaiting_decision' AND a.round = i.round
              AND s.opened_at IS NOT NULL AND s.ended_at IS NULL) THEN
           RAISE EXCEPTION 'voting is on an open item of an open sitting, for a case that awaits a decision'
               USING ERRCODE = '23514', CONSTRAINT = 'item_not_open';
       END IF;

           IF 
       NEW.motion_id IS DISTINCT FROM (SELECT m.id FROM committee_motion m
                                        WHERE m.item_id = NEW.item_id ORDER BY m.n DESC LIMIT 1)
    THEN
               RAISE EXCEPTION 'voting is closed on the item''s newest motion'
                   USING ERRCODE = '23514', CONSTRAINT = 'motion_replaced';
           END IF;
           SELECT * INTO votes FROM counted_votes_v1(NEW.item_id, NEW.motion_id);
           IF NOT votes.quorate THEN
               RAISE EXCEPTION 'without quorum: % of % votes', votes.votes, votes.needed
                   USING ERRCODE = '23514', CONSTRAINT = 'quorum_missing';
           END IF;
           NEW.ayes := votes.ayes;
           NEW.nays := votes.nays;
           NEW.abstentions := votes.abstentions;
           NEW.carried := votes.carried;
           NEW.at := portal_now();
           RETURN NEW;
   
END;

-- intake_application: decided_by_decision
-- AFTER UPDATE DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
BEGIN
    IF NEW.status IN ('accepted', 'rejected') AND NOT EXISTS (
        SELECT 1 FROM committee_decision d WHERE d.application_id = NEW.id AND d.round = NEW.round
           AND d.outcome = CASE NEW.status WHEN 'accepted' THEN 'accept' ELSE 'reject' END) THEN
        RAISE EXCEPTION 'status % without its decision', NEW.status USING ERRCODE = '23514', CONSTRAINT = 'outcome_without_decision';
    END IF;
    IF OLD.status = 'awaiting_decision' AND NEW.status = 'in_assessment' THEN
        IF EXISTS (SELECT 1 FROM committee_agendaitem i
                    WHERE i.application_id = NEW.id AND i.round = NEW.round AND i.postponed_at IS NULL) THEN
            RAISE EXCEPTION 'a case on an agenda is taken off it before it is sent back'
                USING ERRCODE = '23514', CONSTRAINT = 'case_on_agenda';
        END IF;
        IF EXISTS (SELECT 1 FROM committee_departmentdecision r
                      JOIN committee_countersignature c ON c.department_decision_id = r.id AND c.agreed
                    WHERE r.application_id = NEW.id AND r.round = NEW.round AND r.step = OLD.step
                      AND NOT EXISTS (SELECT 1 FROM intake_recusal b WHERE b.application_id = NEW.id
                                         AND b.staff_id IN (r.by_id, c.by_id))) THEN
            RAISE EXCEPTION 'a countersigned department decision waits for its window'
                USING ERRCODE = '23514', CONSTRAINT = 'case_countersigned';
        END IF;
    END IF;
    RETURN NULL;
END;


-- ================================================= conformance ==================================================

-- conformance_run: append_only, no_truncate, stamped as above


-- =================================================== delivery ===================================================

-- delivery_delivery: append_only, no_truncate as above

-- delivery_delivery: in_time
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text;
BEGIN
    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands <> 'registered' THEN
        RAISE EXCEPTION 'this is recorded only while the application is registered'
            USING ERRCODE = '23514', CONSTRAINT = 'recorded_out_of_turn';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- delivery_delivery: provided_by_now
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NEW.provided_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
        RAISE EXCEPTION 'a service is not provided in the future' USING ERRCODE = '23514', CONSTRAINT = 'provided_in_future';
    END IF;
    RETURN NEW;
END;

-- delivery_registration: append_only, no_truncate as above

-- delivery_registration: in_time
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text;
BEGIN
    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands <> 'accepted' THEN
        RAISE EXCEPTION 'this is recorded only while the application is accepted'
            USING ERRCODE = '23514', CONSTRAINT = 'recorded_out_of_turn';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- intake_application: served_by_record
-- AFTER UPDATE DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
BEGIN
    IF NEW.status = 'registered' AND NOT EXISTS (
        SELECT 1 FROM delivery_registration r WHERE r.application_id = NEW.id) THEN
        RAISE EXCEPTION 'status registered without its registration'
            USING ERRCODE = '23514', CONSTRAINT = 'registered_without_record';
    END IF;
    IF NEW.status = 'served' AND NOT EXISTS (
        SELECT 1 FROM delivery_delivery d WHERE d.application_id = NEW.id) THEN
        RAISE EXCEPTION 'status served without its delivery' USING ERRCODE = '23514', CONSTRAINT = 'served_without_record';
    END IF;
    RETURN NULL;
END;


-- ================================================== documents ===================================================

-- documents_storedfile: no_truncate as above

-- documents_storedfile: issued_is_kept
-- BEFORE DELETE FOR EACH ROW
BEGIN
    IF OLD.kind = 'issued' THEN
        RAISE EXCEPTION 'an issued document is never deleted' USING ERRCODE = '23001', CONSTRAINT = 'issued_document_kept';
    END IF;
    RETURN OLD;
END;

-- documents_storedfile: rows_never_change
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a kept file never changes' USING ERRCODE = '23001', CONSTRAINT = 'kept_file_fixed';
END;

-- documents_storedfile: stamped
-- BEFORE INSERT FOR EACH ROW
BEGIN
    NEW.created_at := portal_now(); RETURN NEW;
END;


-- ================================================= eligibility ==================================================

-- eligibility_assessment: append_only, no_truncate as above

-- eligibility_assessment: during_assessment
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int;
BEGIN
    SELECT a.status, a.round INTO stands, current FROM intake_application a
     WHERE a.id = (NEW.application_id) FOR SHARE;
    IF stands IS DISTINCT FROM 'in_assessment' THEN
        RAISE EXCEPTION 'a case is studied only while it is under assessment'
            USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';
    END IF;
    NEW.at := portal_now();

    RETURN NEW;
END;

-- eligibility_documentreview: append_only, no_truncate as above

-- eligibility_documentreview: during_assessment
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int;
BEGIN
            SELECT a.status, a.round INTO stands, current FROM intake_application a
             WHERE a.id = (SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id) FOR SHARE;
            IF stands IS DISTINCT FROM 'in_assessment' THEN
                RAISE EXCEPTION 'a case is studied only while it is under assessment'
                    USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';
            END IF;
            NEW.at := portal_now();
        
    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE
            'Asia/Riyadh')::date) THEN
        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';
    END IF;

            RETURN NEW;
    
END;

-- eligibility_interview: append_only, no_truncate as above

-- eligibility_interview: during_assessment
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int;
BEGIN
            SELECT a.status, a.round INTO stands, current FROM intake_application a
             WHERE a.id = (SELECT s.application_id FROM eligibility_assessment s WHERE s.id = NEW.assessment_id) FOR SHARE;
            IF stands IS DISTINCT FROM 'in_assessment' THEN
                RAISE EXCEPTION 'a case is studied only while it is under assessment'
                    USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';
            END IF;
            NEW.at := portal_now();
        
    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE
            'Asia/Riyadh')::date) THEN
        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';
    END IF;

            RETURN NEW;
    
END;

-- eligibility_recommendation: append_only, no_truncate as above

-- eligibility_recommendation: during_assessment
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; current int;
BEGIN
            SELECT a.status, a.round INTO stands, current FROM intake_application a
             WHERE a.id = (NEW.application_id) FOR SHARE;
            IF stands IS DISTINCT FROM 'in_assessment' THEN
                RAISE EXCEPTION 'a case is studied only while it is under assessment'
                    USING ERRCODE = '23514', CONSTRAINT = 'case_not_in_assessment';
            END IF;
            NEW.at := portal_now();
            NEW.round := current; 
    IF NEW.tool_version_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM policy_toolversion v WHERE v.id = NEW.tool_version_id AND v.effective_on <= (portal_now() AT TIME ZONE
            'Asia/Riyadh')::date) THEN
        RAISE EXCEPTION 'the version of the tool is not in use yet' USING ERRCODE = '23514', CONSTRAINT = 'tool_version_not_in_use';
    END IF;

            RETURN NEW;
    
END;


-- =================================================== imports ====================================================

-- imports_importrow: no_truncate as above

-- imports_importrow: wiped
-- BEFORE DELETE FOR EACH ROW
BEGIN
    IF NOT EXISTS (SELECT 1 FROM imports_peopleimport i
                   WHERE i.id = OLD.people_import_id AND i.wiped_at IS NOT NULL) THEN
        RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_stay_seven_days';
    END IF;
    RETURN OLD;
END;

-- imports_importrow: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF (NEW.people_import_id, NEW.n, NEW.id_hmac) IS DISTINCT FROM (OLD.people_import_id, OLD.n, OLD.id_hmac)
       OR (OLD.outcome IN ('written', 'known')
           AND to_jsonb(NEW) - 'id_token' IS DISTINCT FROM to_jsonb(OLD) - 'id_token') THEN
        RAISE EXCEPTION 'this part of a row of an import is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;

-- imports_peopleimport: no_truncate as above

-- imports_peopleimport: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'an import is kept: it says who brought people in' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- imports_peopleimport: steps
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF OLD.check_job_id IS NOT NULL AND (NEW.check_job_id, NEW.mapping, NEW.branch_id)
       IS DISTINCT FROM (OLD.check_job_id, OLD.mapping, OLD.branch_id) THEN
        RAISE EXCEPTION 'the columns of an import are said once' USING ERRCODE = '23514', CONSTRAINT = 'columns_chosen_once';
    END IF;
    IF OLD.rows > 0 AND (NEW.rows, NEW.good, NEW.likely, NEW.wrong)
       IS DISTINCT FROM (OLD.rows, OLD.good, OLD.likely, OLD.wrong) THEN
        RAISE EXCEPTION 'the rows of an import are counted once' USING ERRCODE = '23514', CONSTRAINT = 'rows_counted_once';
    END IF;
    IF NEW.write_job_id IS DISTINCT FROM OLD.write_job_id THEN
        IF EXISTS (SELECT 1 FROM jobs_job j WHERE j.id = OLD.write_job_id AND j.state IN ('waiting', 'running', 'done')) THEN
            RAISE EXCEPTION 'the people of an import are registered once'
                USING ERRCODE = '23514', CONSTRAINT = 'people_registered_once';
        END IF;
    ELSIF (NEW.all_or_nothing, NEW.include_possible_duplicates)
          IS DISTINCT FROM (OLD.all_or_nothing, OLD.include_possible_duplicates) THEN
        RAISE EXCEPTION 'how people are registered is said with the job'
            USING ERRCODE = '23514', CONSTRAINT = 'choices_come_with_job';
    END IF;
    IF NEW.written < OLD.written OR (NEW.written > OLD.written AND NEW.written > NEW.rows) THEN
        RAISE EXCEPTION 'an import registers no more people than it has rows'
            USING ERRCODE = '23514', CONSTRAINT = 'more_people_than_rows';
    END IF;
    IF NEW.wiped_at IS DISTINCT FROM OLD.wiped_at THEN
        IF OLD.wiped_at IS NOT NULL OR OLD.created_at > portal_now() - interval '7 days' THEN
            RAISE EXCEPTION 'rows of an import go seven days after it' USING ERRCODE = '23001', CONSTRAINT = 'rows_stay_seven_days';
        END IF;
        NEW.wiped_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- imports_peopleimport: written_once
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.id IS DISTINCT FROM OLD.id
       OR NEW.name IS DISTINCT FROM OLD.name
       OR NEW.created_at IS DISTINCT FROM OLD.created_at
       OR NEW.created_by_id IS DISTINCT FROM OLD.created_by_id THEN
        RAISE EXCEPTION 'this part of a record is written once' USING ERRCODE = '23514', CONSTRAINT = 'written_once';
    END IF;
    RETURN NEW;
END;


-- ==================================================== intake ====================================================

-- intake_application: no_truncate, of_a_current_person as above

-- intake_application: a_steps
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.status IS DISTINCT FROM OLD.status THEN
        IF (OLD.status, NEW.status) NOT IN (('accepted', 'awaiting_decision'), ('accepted', 'closed'), ('accepted', 'registered'),
            ('awaiting_applicant', 'closed'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision', 'accepted'),
            ('awaiting_decision', 'closed'), ('awaiting_decision', 'in_assessment'), ('awaiting_decision', 'rejected'), ('draft',
            'closed'), ('draft', 'submitted'), ('in_assessment', 'awaiting_applicant'), ('in_assessment', 'awaiting_decision'),
            ('in_assessment', 'closed'), ('registered', 'closed'), ('registered', 'served'), ('rejected', 'awaiting_decision'),
            ('rejected', 'closed'), ('served', 'closed'), ('submitted', 'closed'), ('submitted', 'in_assessment')) THEN
            RAISE EXCEPTION 'the move % to % is not allowed', OLD.status, NEW.status
                USING ERRCODE = '23514', CONSTRAINT = 'move_not_allowed';
        END IF;
        NEW.step := OLD.step + 1;
        NEW.stands_since := portal_now();
    ELSIF NEW.step <> OLD.step OR NEW.stands_since <> OLD.stands_since THEN
        RAISE EXCEPTION 'the step counter and its time move with the status only'
            USING ERRCODE = '23514', CONSTRAINT = 'step_without_status';
    END IF;
    IF (OLD.status, NEW.status) IN (('accepted', 'awaiting_decision'), ('rejected', 'awaiting_decision')) THEN
        NEW.round := OLD.round + 1;
    ELSIF NEW.round <> OLD.round THEN
        RAISE EXCEPTION 'the round moves with an appeal only' USING ERRCODE = '23514', CONSTRAINT = 'round_without_appeal';
    END IF;
    RETURN NEW;
END;

-- intake_application: b_stamped
-- BEFORE UPDATE FOR EACH ROW
DECLARE version bigint; days int; target int;
BEGIN
    IF OLD.status = 'draft' AND NEW.status = 'submitted' THEN
        SELECT v.id, v.decision_days, v.target_days INTO version, days, target
          FROM policy_policyversion v WHERE v.status = 'in_force';
        IF version IS NULL THEN
            RAISE EXCEPTION 'no policy version is in force' USING ERRCODE = '23514', CONSTRAINT = 'no_policy_in_force';
        END IF;
        NEW.policy_version_id := version;
        NEW.submitted_at := portal_now();
        NEW.decision_days := days;
        NEW.decision_not_before := NEW.submitted_at + interval '24 hours' * days;
        NEW.target_at := NEW.submitted_at + interval '24 hours' * GREATEST(days, target);
    ELSIF (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (OLD.submitted_at, OLD.decision_days, OLD.decision_not_before, OLD.target_at) THEN
        RAISE EXCEPTION 'the submission and its window are fixed' USING ERRCODE = '23001', CONSTRAINT = 'submission_window_fixed';
    ELSIF NEW.policy_version_id <> OLD.policy_version_id AND OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'the policy version is fixed on submission' USING ERRCODE = '23001', CONSTRAINT = 'policy_version_fixed';
    END IF;
    IF NEW.closed_reason <> OLD.closed_reason AND NEW.status = OLD.status THEN
        RAISE EXCEPTION 'the reason is written with the closing' USING ERRCODE = '23001', CONSTRAINT = 'closed_reason_fixed';
    END IF;
    IF NEW.branch_id <> OLD.branch_id AND OLD.status <> 'draft' THEN
        RAISE EXCEPTION 'the branch is fixed on submission' USING ERRCODE = '23001', CONSTRAINT = 'branch_fixed';
    END IF;
    IF (NEW.reference, NEW.service_id, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.reference, OLD.service_id, OLD.created_at, OLD.created_by_id)
       OR (NEW.beneficiary_id <> OLD.beneficiary_id AND NOT EXISTS (SELECT 1 FROM beneficiaries_merge m WHERE m.merged_id =
           OLD.beneficiary_id AND m.kept_id = NEW.beneficiary_id))
       OR (NEW.representative_id IS DISTINCT FROM OLD.representative_id
           AND OLD.status NOT IN ('draft', 'awaiting_applicant')) THEN
        RAISE EXCEPTION 'who applied and for what is fixed' USING ERRCODE = '23001', CONSTRAINT = 'applicant_fixed';
    END IF;
    RETURN NEW;
END;

-- intake_application: born_draft
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NEW.status <> 'draft' OR NEW.step <> 0 OR NEW.round <> 1 OR NEW.researcher_id IS NOT NULL
       OR (NEW.submitted_at, NEW.decision_days, NEW.decision_not_before, NEW.target_at) IS DISTINCT FROM
          (NULL::timestamptz, NULL::int2, NULL::timestamptz, NULL::timestamptz)
       OR NEW.receipt_noticed OR NEW.receipt_handed OR NEW.closed_reason <> '' THEN
        RAISE EXCEPTION 'an application is born a draft, with no dates set'
            USING ERRCODE = '23514', CONSTRAINT = 'application_born_draft';
    END IF;
    NEW.created_at := portal_now();
    NEW.stands_since := portal_now();
    RETURN NEW;
END;

-- intake_application: consent_stands
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NOT NULL)
       AND NOT EXISTS (SELECT 1 FROM beneficiaries_consent c
                WHERE c.beneficiary_id = NEW.beneficiary_id AND c.withdrawn_at IS NULL) THEN
        RAISE EXCEPTION 'the beneficiary withdrew their consent to the processing of their data'
            USING ERRCODE = '23514', CONSTRAINT = 'consent_withdrawn';
    END IF;
    RETURN NEW;
END;

-- intake_application: delete_delete
-- AFTER DELETE: the old row into intake_applicationevent: id, reference, beneficiary_id, representative_id, service_id,
--    policy_version_id, branch_id, status, step, round, researcher_id, submitted_at, decision_days, decision_not_before,
--    target_at, notify_channel_id, notify_way, notify_contact_id, outcome_in_message, receipt_noticed, receipt_handed,
--    closed_reason, created_at, stands_since, created_by_id

-- intake_application: handed_by_its_record
-- BEFORE UPDATE OF "receipt_handed" FOR EACH ROW WHEN (OLD."receipt_handed" IS DISTINCT FROM (NEW."receipt_handed"))
BEGIN
    IF OLD.receipt_handed OR NOT EXISTS (SELECT 1 FROM intake_receipt r
                                          WHERE r.application_id = NEW.id AND r.handed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a receipt is handed over by its record' USING ERRCODE = '23001', CONSTRAINT = 'receipt_without_record';
    END IF;
    RETURN NEW;
END;

-- intake_application: needs_move
-- AFTER UPDATE DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
BEGIN
    IF NOT EXISTS (SELECT 1 FROM intake_move m WHERE m.application_id = NEW.id AND m.n = NEW.step
                     AND m.from_status = OLD.status AND m.to_status = NEW.status) THEN
        RAISE EXCEPTION 'status % to % without its move', OLD.status, NEW.status
            USING ERRCODE = '23514', CONSTRAINT = 'status_without_move';
    END IF;
    RETURN NULL;
END;

-- intake_application: needs_signature
-- AFTER UPDATE DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
DECLARE newest bigint; signed timestamptz;
BEGIN
    IF (OLD.status, NEW.status) IN (('accepted', 'awaiting_decision'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision',
        'accepted'), ('awaiting_decision', 'rejected'), ('draft', 'submitted'), ('in_assessment', 'awaiting_decision'), ('rejected',
        'awaiting_decision')) THEN
        SELECT s.id, s.signed_at INTO newest, signed FROM intake_statement s
         WHERE s.application_id = NEW.id ORDER BY s.n DESC LIMIT 1;
        IF newest IS NULL OR signed IS NULL
           OR NOT EXISTS (SELECT 1 FROM intake_declaration d WHERE d.statement_id = newest
                            AND d.digest = digest_v1(CASE WHEN kept_person_v1((d.payload->>'beneficiary')::bigint) =
                                kept_person_v1(NEW.beneficiary_id)
    THEN signed_payload_v1(newest) || jsonb_build_object('beneficiary', d.payload->'beneficiary')
    ELSE signed_payload_v1(newest) END)) THEN
            RAISE EXCEPTION 'the newest statement is not signed' USING ERRCODE = '23514', CONSTRAINT = 'newest_unsigned';
        END IF;
        IF open_points_v1(newest) > 0 THEN
            RAISE EXCEPTION 'the match sheet has open points' USING ERRCODE = '23514', CONSTRAINT = 'sheet_open';
        END IF;
        IF OLD.status = 'draft' AND NOT EXISTS (
            SELECT 1 FROM intake_declaration d JOIN policy_policyversion v ON v.id = NEW.policy_version_id
             WHERE d.statement_id = newest AND d.text = v.declaration_text) THEN
            RAISE EXCEPTION 'the declaration was signed under another wording'
                USING ERRCODE = '23514', CONSTRAINT = 'wording_changed';
        END IF;
    END IF;
    RETURN NULL;
END;

-- intake_application: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'an application is closed, never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- intake_application: reaches_its_person
-- BEFORE INSERT OR UPDATE OF "notify_contact_id", "beneficiary_id" FOR EACH ROW
BEGIN
    IF NEW.notify_contact_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM beneficiaries_contactpoint c
         WHERE c.id = NEW.notify_contact_id AND c.beneficiary_id = NEW.beneficiary_id) THEN
        RAISE EXCEPTION 'notices go to the beneficiary''s own contact point'
            USING ERRCODE = '23514', CONSTRAINT = 'notice_contact_not_own';
    END IF;
    RETURN NEW;
END;

-- intake_application: update_update
-- AFTER UPDATE: the old row into intake_applicationevent: id, reference, beneficiary_id, representative_id, service_id,
--    policy_version_id, branch_id, status, step, round, researcher_id, submitted_at, decision_days, decision_not_before,
--    target_at, notify_channel_id, notify_way, notify_contact_id, outcome_in_message, receipt_noticed, receipt_handed,
--    closed_reason, created_at, stands_since, created_by_id

-- intake_applicationevent: append_only, no_truncate, written_by_triggers as above

-- intake_declaration: append_only, no_truncate as above

-- intake_declaration: freezes_statement
-- AFTER INSERT FOR EACH ROW
BEGIN
    UPDATE intake_statement SET signed_at = NEW.signed_at WHERE id = NEW.statement_id; RETURN NULL;
END;

-- intake_declaration: signs
-- BEFORE INSERT FOR EACH ROW
DECLARE own bigint; handed_in timestamptz;
BEGIN
    PERFORM 1 FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM intake_statement later JOIN intake_statement s ON s.application_id = later.application_id
                WHERE s.id = NEW.statement_id AND later.n > s.n) THEN
        RAISE EXCEPTION 'only the newest statement is signed' USING ERRCODE = '23514', CONSTRAINT = 'statement_not_newest';
    END IF;
    IF open_points_v1(NEW.statement_id) > 0 THEN
        RAISE EXCEPTION 'the match sheet has open points' USING ERRCODE = '23514', CONSTRAINT = 'sheet_open';
    END IF;
    NEW.payload := signed_payload_v1(NEW.statement_id);
    IF NEW.shown_digest IS DISTINCT FROM digest_v1(NEW.payload) THEN
        RAISE EXCEPTION 'what is signed is not what was shown' USING ERRCODE = '23514', CONSTRAINT = 'signed_not_shown';
    END IF;
    SELECT a.policy_version_id, a.submitted_at INTO own, handed_in
      FROM intake_application a JOIN intake_statement s ON s.application_id = a.id WHERE s.id = NEW.statement_id;
    IF handed_in IS NOT NULL AND NEW.policy_version_id <> own THEN
        RAISE EXCEPTION 'what was handed in is signed under its own policy version'
            USING ERRCODE = '23514', CONSTRAINT = 'signed_under_other_version';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v
                    WHERE v.id = NEW.policy_version_id AND v.declaration_text = NEW.text) THEN
        RAISE EXCEPTION 'what is signed is the wording of its policy version'
            USING ERRCODE = '23514', CONSTRAINT = 'signed_other_wording';
    END IF;
    NEW.signed_at := portal_now();
    RETURN NEW;
END;

-- intake_matchline: delete_delete
-- AFTER DELETE: the old row into intake_matchlineevent: id, statement_id, requirement_id, document_id, key, label, kind,
--    required, position, declared, on_document, result, stands, reason, by_id, at

-- intake_matchline: part_of_open_statement
-- BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW
DECLARE signed timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a row of the match sheet is never removed' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    END IF;
    SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
    IF signed IS NOT NULL THEN
        RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF pg_trigger_depth() < 2 THEN
            RAISE EXCEPTION 'the match sheet is laid out by the database' USING ERRCODE = '23514', CONSTRAINT = 'sheet_laid_out';
        END IF;
    ELSIF (NEW.statement_id, NEW.requirement_id, NEW.document_id, NEW.key, NEW.label, NEW.kind, NEW.required, NEW.position) IS
        DISTINCT FROM (OLD.statement_id, OLD.requirement_id, OLD.document_id, OLD.key, OLD.label, OLD.kind, OLD.required,
        OLD.position) THEN
        RAISE EXCEPTION 'what a match sheet asks may not change' USING ERRCODE = '23001', CONSTRAINT = 'sheet_asked_fixed';
    END IF;
    RETURN NEW;
END;

-- intake_matchline: reopens
-- BEFORE UPDATE FOR EACH ROW WHEN (OLD."declared" IS DISTINCT FROM (NEW."declared"))
BEGIN
    IF NEW.result <> 'open' AND NEW.at IS NOT DISTINCT FROM OLD.at THEN
        RAISE EXCEPTION 'a declared value that changes is matched again' USING ERRCODE = '23514', CONSTRAINT = 'line_not_rematched';
    END IF;
    RETURN NEW;
END;

-- intake_matchline: update_update
-- AFTER UPDATE: the old row into intake_matchlineevent: id, statement_id, requirement_id, document_id, key, label, kind,
--    required, position, declared, on_document, result, stands, reason, by_id, at

-- intake_matchlineevent: append_only, no_truncate, written_by_triggers as above

-- intake_move: append_only, no_truncate as above

-- intake_move: moves_something
-- AFTER INSERT DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
BEGIN
    IF NOT EXISTS (SELECT 1 FROM intake_application a
                    WHERE a.id = NEW.application_id AND a.step >= NEW.n) THEN
        RAISE EXCEPTION 'a move without its change of status' USING ERRCODE = '23514', CONSTRAINT = 'move_without_status';
    END IF;
    RETURN NULL;
END;

-- intake_move: stamped
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; counter int;
BEGIN
    SELECT status, step INTO stands, counter FROM intake_application
     WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF (NEW.from_status, NEW.to_status) NOT IN (('accepted', 'awaiting_decision'), ('accepted', 'closed'), ('accepted', 'registered'),
        ('awaiting_applicant', 'closed'), ('awaiting_applicant', 'in_assessment'), ('awaiting_decision', 'accepted'),
        ('awaiting_decision', 'closed'), ('awaiting_decision', 'in_assessment'), ('awaiting_decision', 'rejected'), ('draft',
        'closed'), ('draft', 'submitted'), ('in_assessment', 'awaiting_applicant'), ('in_assessment', 'awaiting_decision'),
        ('in_assessment', 'closed'), ('registered', 'closed'), ('registered', 'served'), ('rejected', 'awaiting_decision'),
        ('rejected', 'closed'), ('served', 'closed'), ('submitted', 'closed'), ('submitted', 'in_assessment')) THEN
        RAISE EXCEPTION 'the move % to % is not allowed', NEW.from_status, NEW.to_status
            USING ERRCODE = '23514', CONSTRAINT = 'move_not_allowed';
    END IF;
    IF NEW.from_status <> stands OR NEW.n <> counter + 1 THEN
        RAISE EXCEPTION 'the move does not start where the application stands'
            USING ERRCODE = '23514', CONSTRAINT = 'move_starts_elsewhere';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- intake_receipt: no_truncate as above

-- intake_receipt: handed_once
-- BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a receipt is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    ELSIF TG_OP = 'INSERT' THEN
        NEW.issued_at := portal_now();
        IF (SELECT submitted_at IS NULL FROM intake_application WHERE id = NEW.application_id) THEN
            RAISE EXCEPTION 'a receipt is for a submitted application'
                USING ERRCODE = '23514', CONSTRAINT = 'receipt_before_submission';
        END IF;
    ELSIF OLD.handed_at IS NOT NULL
       OR (NEW.application_id, NEW.file_id, NEW.issued_by_id, NEW.issued_at) IS DISTINCT FROM
          (OLD.application_id, OLD.file_id, OLD.issued_by_id, OLD.issued_at) THEN
        RAISE EXCEPTION 'a receipt is handed over once, as issued' USING ERRCODE = '23001', CONSTRAINT = 'receipt_fixed';
    END IF;
    IF NEW.handed_at IS NOT NULL THEN
        NEW.handed_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- intake_receipt: marks_its_application
-- AFTER INSERT OR UPDATE FOR EACH ROW
BEGIN
    IF NEW.handed_at IS NOT NULL THEN
        UPDATE intake_application SET receipt_handed = true
         WHERE id = NEW.application_id AND NOT receipt_handed;
    END IF;
    RETURN NULL;
END;

-- intake_recusal: append_only, no_truncate, stamped as above

-- intake_referral: no_truncate as above

-- intake_referral: answered_once
-- BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a referral is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    ELSIF TG_OP = 'INSERT' THEN
        NEW.asked_at := portal_now();
    ELSIF OLD.answered_at IS NOT NULL
       OR (NEW.application_id, NEW.question, NEW.asked_by_id, NEW.asked_at) IS DISTINCT FROM
          (OLD.application_id, OLD.question, OLD.asked_by_id, OLD.asked_at) THEN
        RAISE EXCEPTION 'a referral is answered once, as asked' USING ERRCODE = '23001', CONSTRAINT = 'referral_fixed';
    END IF;
    IF NEW.answered_at IS NOT NULL THEN
        NEW.answered_at := portal_now();
    END IF;
    RETURN NEW;
END;

-- intake_requireddocument: delete_delete
-- AFTER DELETE: the old row into intake_requireddocumentevent: id, service_id, key, label, required, expires, position, active

-- intake_requireddocument: update_update
-- AFTER UPDATE: the old row into intake_requireddocumentevent: id, service_id, key, label, required, expires, position, active

-- intake_requireddocumentevent: append_only, no_truncate, written_by_triggers as above

-- intake_requiredfield: delete_delete
-- AFTER DELETE: the old row into intake_requiredfieldevent: id, service_id, document_id, key, label, kind, takes, choices,
--    required, position, active

-- intake_requiredfield: update_update
-- AFTER UPDATE: the old row into intake_requiredfieldevent: id, service_id, document_id, key, label, kind, takes, choices,
--    required, position, active

-- intake_requiredfieldevent: append_only, no_truncate, written_by_triggers as above

-- intake_service: delete_delete
-- AFTER DELETE: the old row into intake_serviceevent: id, code, name, description, mechanisms, position, active

-- intake_service: update_update
-- AFTER UPDATE: the old row into intake_serviceevent: id, code, name, description, mechanisms, position, active

-- intake_serviceevent: append_only, no_truncate, written_by_triggers as above

-- intake_statement: no_truncate as above

-- intake_statement: freezes
-- BEFORE UPDATE FOR EACH ROW
DECLARE stands text;
BEGIN
    IF OLD.signed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';
    END IF;
    IF (NEW.application_id, NEW.n, NEW.created_at, NEW.created_by_id) IS DISTINCT FROM
       (OLD.application_id, OLD.n, OLD.created_at, OLD.created_by_id) THEN
        RAISE EXCEPTION 'a statement stays where it was made' USING ERRCODE = '23001', CONSTRAINT = 'statement_fixed';
    END IF;
    IF NEW.signed_at IS NOT NULL AND (NEW.data <> OLD.data OR NOT EXISTS (
        SELECT 1 FROM intake_declaration d WHERE d.statement_id = NEW.id AND d.signed_at = NEW.signed_at)) THEN
        RAISE EXCEPTION 'a statement is signed by its declaration only'
            USING ERRCODE = '23514', CONSTRAINT = 'statement_without_declaration';
    END IF;
    IF NEW.signed_at IS NULL THEN
        SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id;
        IF stands NOT IN ('draft', 'awaiting_applicant') THEN
            RAISE EXCEPTION 'data are stated only in a draft or while the applicant is awaited'
                USING ERRCODE = '23514', CONSTRAINT = 'data_not_open';
        END IF;
    END IF;
    RETURN NEW;
END;

-- intake_statement: lays_out_sheet
-- AFTER INSERT FOR EACH ROW
BEGIN
    INSERT INTO intake_statementdocument (statement_id, requirement_id, key, label, required, expires, position,
                                          seen_original, number)
    SELECT NEW.id, d.id, d.key, d.label, d.required, d.expires, d.position, false, ''
      FROM intake_requireddocument d JOIN intake_application a ON a.service_id = d.service_id
     WHERE a.id = NEW.application_id AND d.active;
    INSERT INTO intake_matchline (statement_id, requirement_id, document_id, key, label, kind, required, position,
                                  declared, on_document, result, stands, reason)
    SELECT NEW.id, f.id, sd.id, f.key, f.label, f.kind, f.required, f.position, '', '', 'open', '', ''
      FROM intake_requiredfield f JOIN intake_application a ON a.service_id = f.service_id
      JOIN intake_statementdocument sd ON sd.statement_id = NEW.id AND sd.requirement_id = f.document_id
     WHERE a.id = NEW.application_id AND f.active;
    RETURN NULL;
END;

-- intake_statement: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a statement is kept' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- intake_statement: opens
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text; next int;
BEGIN
    SELECT status INTO stands FROM intake_application WHERE id = NEW.application_id FOR NO KEY UPDATE;
    IF stands NOT IN ('draft', 'awaiting_applicant') THEN
        RAISE EXCEPTION 'data are stated only in a draft or while the applicant is awaited'
            USING ERRCODE = '23514', CONSTRAINT = 'data_not_open';
    END IF;
    SELECT COALESCE(max(n), 0) + 1 INTO next FROM intake_statement WHERE application_id = NEW.application_id;
    IF NEW.n <> next THEN
        RAISE EXCEPTION 'statements are numbered one after another' USING ERRCODE = '23514', CONSTRAINT = 'statement_number';
    END IF;
    IF EXISTS (SELECT 1 FROM intake_statement WHERE application_id = NEW.application_id AND signed_at IS NULL) THEN
        RAISE EXCEPTION 'the last statement is not signed yet' USING ERRCODE = '23514', CONSTRAINT = 'statement_unsigned';
    END IF;
    IF NEW.signed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a statement is born unsigned' USING ERRCODE = '23514', CONSTRAINT = 'statement_born_unsigned';
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
END;

-- intake_statementdocument: delete_delete
-- AFTER DELETE: the old row into intake_statementdocumentevent: id, statement_id, requirement_id, key, label, required, expires,
--    position, file_id, seen_original, number, issued_on, expires_on, by_id, at

-- intake_statementdocument: part_of_open_statement
-- BEFORE INSERT OR UPDATE OR DELETE FOR EACH ROW
DECLARE signed timestamptz;
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a row of the match sheet is never removed' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
    END IF;
    SELECT signed_at INTO signed FROM intake_statement WHERE id = NEW.statement_id FOR NO KEY UPDATE;
    IF signed IS NOT NULL THEN
        RAISE EXCEPTION 'a signed statement may not change' USING ERRCODE = '23001', CONSTRAINT = 'statement_signed';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF pg_trigger_depth() < 2 THEN
            RAISE EXCEPTION 'the match sheet is laid out by the database' USING ERRCODE = '23514', CONSTRAINT = 'sheet_laid_out';
        END IF;
    ELSIF (NEW.statement_id, NEW.requirement_id, NEW.key, NEW.label, NEW.required, NEW.expires, NEW.position) IS DISTINCT FROM
        (OLD.statement_id, OLD.requirement_id, OLD.key, OLD.label, OLD.required, OLD.expires, OLD.position) THEN
        RAISE EXCEPTION 'what a match sheet asks may not change' USING ERRCODE = '23001', CONSTRAINT = 'sheet_asked_fixed';
    END IF;
    RETURN NEW;
END;

-- intake_statementdocument: update_update
-- AFTER UPDATE: the old row into intake_statementdocumentevent: id, statement_id, requirement_id, key, label, required, expires,
--    position, file_id, seen_original, number, issued_on, expires_on, by_id, at

-- intake_statementdocumentevent: append_only, no_truncate, written_by_triggers as above


-- ===================================================== jobs =====================================================

-- jobs_job: no_truncate as above

-- jobs_job: born
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NEW.state <> 'waiting' OR NEW.done <> 0 OR NEW.attempt <> 0 OR NEW.cancel_asked_at IS NOT NULL
       OR NEW.finished_at IS NOT NULL OR NEW.files_gone_at IS NOT NULL THEN
        RAISE EXCEPTION 'a job is born waiting' USING ERRCODE = '23514', CONSTRAINT = 'job_born_waiting';
    END IF;
    NEW.created_at := portal_now();
    RETURN NEW;
END;

-- jobs_job: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a job is kept: it says who took what out or in' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- jobs_job: steps
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (('running', 'cancelled'), ('running', 'done'), ('running', 'failed'),
        ('running', 'waiting'), ('waiting', 'cancelled'), ('waiting', 'running')) THEN
        RAISE EXCEPTION 'a job does not go from % to %', OLD.state, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'job_step_unknown';
    END IF;
    IF (NEW.id, NEW.task, NEW.params, NEW.title, NEW.by_id, NEW.created_at) IS DISTINCT FROM
       (OLD.id, OLD.task, OLD.params, OLD.title, OLD.by_id, OLD.created_at) THEN
        RAISE EXCEPTION 'what a job is for does not change' USING ERRCODE = '23001', CONSTRAINT = 'job_purpose_fixed';
    END IF;
    IF NEW.attempt < OLD.attempt OR NEW.done < OLD.done THEN
        RAISE EXCEPTION 'a job goes forward only' USING ERRCODE = '23514', CONSTRAINT = 'job_goes_forward';
    END IF;
    IF OLD.state IN ('done', 'failed', 'cancelled') AND (NEW.attempt, NEW.done, NEW.total, NEW.error, NEW.finished_at,
        NEW.cancel_asked_at, NEW.result_name, NEW.result_type, NEW.result_size)
       IS DISTINCT FROM (OLD.attempt, OLD.done, OLD.total, OLD.error, OLD.finished_at,
        OLD.cancel_asked_at, OLD.result_name, OLD.result_type, OLD.result_size) THEN
        RAISE EXCEPTION 'a job that ended stays as it ended' USING ERRCODE = '23001', CONSTRAINT = 'job_ended';
    END IF;
    IF OLD.cancel_asked_at IS NOT NULL AND (NEW.cancel_asked_at, NEW.cancel_asked_by_id)
       IS DISTINCT FROM (OLD.cancel_asked_at, OLD.cancel_asked_by_id) THEN
        RAISE EXCEPTION 'a job that is to stop stays so' USING ERRCODE = '23001', CONSTRAINT = 'job_stop_stands';
    END IF;
    IF NEW.files_gone_at IS DISTINCT FROM OLD.files_gone_at
       AND (OLD.files_gone_at IS NOT NULL OR OLD.state NOT IN ('done', 'failed', 'cancelled')) THEN
        RAISE EXCEPTION 'the files of a job go once, after its end' USING ERRCODE = '23001', CONSTRAINT = 'job_files_go_once';
    END IF;
    IF NEW.state IN ('done', 'failed', 'cancelled') AND NEW.state <> OLD.state THEN
        NEW.finished_at := portal_now();
    ELSIF NEW.finished_at IS DISTINCT FROM OLD.finished_at THEN
        RAISE EXCEPTION 'the end of a job is stamped with its state' USING ERRCODE = '23514', CONSTRAINT = 'job_end_stamped';
    END IF;
    RETURN NEW;
END;


-- ==================================================== policy ====================================================

-- policy_acknowledgement: append_only, no_truncate as above

-- policy_acknowledgement: acknowledged
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text;
BEGIN
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR SHARE;
    IF stands IS DISTINCT FROM 'in_force' THEN
        RAISE EXCEPTION 'only the version in force is acknowledged' USING ERRCODE = '23514', CONSTRAINT = 'acknowledged_not_in_force';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM accounts_staff s WHERE s.id = NEW.by_id AND s.is_active) THEN
        RAISE EXCEPTION 'only active staff acknowledge' USING ERRCODE = '23514', CONSTRAINT = 'acknowledged_by_inactive';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- policy_acknowledgement: marks_as_read
-- AFTER INSERT FOR EACH ROW
BEGIN
    UPDATE accounts_staff SET policy_to_read = false WHERE id = NEW.by_id AND policy_to_read;
    RETURN NULL;
END;

-- policy_association: delete_delete
-- AFTER DELETE: the old row into policy_associationevent: id, slug, name, licence, supervisor_shown, place, phone, website

-- policy_association: keeps_its_name
-- BEFORE UPDATE OR DELETE FOR EACH ROW
BEGIN
    IF TG_OP = 'DELETE' OR NEW.slug <> OLD.slug THEN
        RAISE EXCEPTION 'a portal keeps its association' USING ERRCODE = '23001', CONSTRAINT = 'association_kept';
    END IF;
    RETURN NEW;
END;

-- policy_association: update_update
-- AFTER UPDATE: the old row into policy_associationevent: id, slug, name, licence, supervisor_shown, place, phone, website

-- policy_associationevent: append_only, no_truncate, written_by_triggers as above

-- policy_channel: delete_delete
-- AFTER DELETE: the old row into policy_channelevent: id, key, name, as_printed, position, active, takes_in, sends_out,
--    carries_decision, ways

-- policy_channel: keeps_its_key
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.key <> OLD.key THEN
        RAISE EXCEPTION 'the key of a channel does not change' USING ERRCODE = '23001', CONSTRAINT = 'key_is_kept';
    END IF;
    RETURN NEW;
END;

-- policy_channel: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a channel is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- policy_channel: update_update
-- AFTER UPDATE: the old row into policy_channelevent: id, key, name, as_printed, position, active, takes_in, sends_out,
--    carries_decision, ways

-- policy_channelevent: append_only, no_truncate, written_by_triggers as above

-- policy_policyreview: append_only, no_truncate as above

-- policy_policyreview: reviewed
-- BEFORE INSERT FOR EACH ROW
BEGIN
    IF NOT EXISTS (SELECT 1 FROM policy_policyversion v
                    WHERE v.id = NEW.version_id AND v.status = 'in_force') THEN
        RAISE EXCEPTION 'only the version in force is reviewed' USING ERRCODE = '23514', CONSTRAINT = 'reviewed_not_in_force';
    END IF;
    IF NEW.next_on <= (portal_now() AT TIME ZONE 'Asia/Riyadh')::date THEN
        RAISE EXCEPTION 'the next review is on a day to come' USING ERRCODE = '23514', CONSTRAINT = 'next_review_not_ahead';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- policy_policyversion: asks_to_be_read
-- AFTER UPDATE FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))
BEGIN
    IF NEW.status = 'in_force' THEN
        UPDATE accounts_staff SET policy_to_read = true WHERE NOT policy_to_read;
    END IF;
    RETURN NULL;
END;

-- policy_policyversion: delete_delete
-- AFTER DELETE: the old row into policy_policyversionevent: id, association_id, number, title, status, board_meeting, board_term,
--    board_year, weekday, approved_on, approved_on_hijri, issue, issue_number, issued_on, approval_status, attendance,
--    supervisor_shown, goal, preamble, tools_for, objectives, steps, step_sentences, eligibility, decision_days, window_stated,
--    stated_days, target_days, decided_by, deciding_body, referral_kind, referral_to, review_text, review_on, declaration_form,
--    declaration_text, window_text, receipt_intro_text, outcome_intro_text, closing_text, takes_effect_on, loaded_from, channels,
--    tools, in_force_from, in_force_by_id, created_at, created_by_id

-- policy_policyversion: kept_for_good
-- BEFORE DELETE FOR EACH ROW
BEGIN
    IF OLD.status IN ('in_force', 'superseded') THEN
        RAISE EXCEPTION 'a policy version that was put in force may not be deleted'
            USING ERRCODE = '23001', CONSTRAINT = 'version_in_force_never_deleted';
    END IF;
    RETURN OLD;
END;

-- policy_policyversion: status_moves
-- BEFORE INSERT OR UPDATE FOR EACH ROW
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' OR NEW.in_force_from IS NOT NULL OR NEW.in_force_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a policy version is born a draft' USING ERRCODE = '23514', CONSTRAINT = 'version_born_draft';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status IS DISTINCT FROM NEW.status AND (OLD.status, NEW.status) NOT IN (('draft', 'approved'), ('approved', 'draft'),
        ('approved', 'in_force'), ('in_force', 'superseded')) THEN
        RAISE EXCEPTION 'a policy version may not go from % to %', OLD.status, NEW.status
            USING ERRCODE = '23514', CONSTRAINT = 'version_move_not_allowed';
    END IF;
    IF OLD.status IN ('in_force', 'superseded')
       AND (to_jsonb(OLD) - 'status') IS DISTINCT FROM (to_jsonb(NEW) - 'status') THEN
        RAISE EXCEPTION 'a policy version that was put in force may not change'
            USING ERRCODE = '23514', CONSTRAINT = 'version_in_force_fixed';
    END IF;
    IF (NEW.number, NEW.association_id, NEW.loaded_from) IS DISTINCT FROM
       (OLD.number, OLD.association_id, OLD.loaded_from) THEN
        RAISE EXCEPTION 'where a policy version comes from does not change'
            USING ERRCODE = '23001', CONSTRAINT = 'version_origin_fixed';
    END IF;
    IF OLD.status = 'approved' AND NEW.status <> 'draft'
       AND (to_jsonb(OLD) - ARRAY['status', 'takes_effect_on', 'in_force_from', 'in_force_by_id', 'channels', 'tools', 'review_on'])
           IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'takes_effect_on', 'in_force_from', 'in_force_by_id', 'channels',
           'tools', 'review_on']) THEN
        RAISE EXCEPTION 'what the board approved does not change' USING ERRCODE = '23514', CONSTRAINT = 'approval_fixed';
    END IF;
    IF NEW.status = 'approved' AND OLD.status = 'draft' AND NEW.loaded_from = '' THEN
        IF NEW.board_meeting IS NULL OR NEW.approved_on IS NULL THEN
            RAISE EXCEPTION 'an approval names the meeting of the board and its day'
                USING ERRCODE = '23514', CONSTRAINT = 'approval_without_meeting';
        END IF;
        IF NOT EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.id) THEN
            RAISE EXCEPTION 'an approval has the document that the board signed'
                USING ERRCODE = '23514', CONSTRAINT = 'approval_without_document';
        END IF;
    END IF;
    IF NEW.status = 'in_force' AND OLD.status <> NEW.status AND NEW.takes_effect_on > (portal_now() AT TIME ZONE 'Asia/Riyadh')::date
        THEN
        RAISE EXCEPTION 'the policy version takes effect on %', NEW.takes_effect_on
            USING ERRCODE = '23514', CONSTRAINT = 'version_not_due';
    END IF;
    RETURN NEW;
END;

-- policy_policyversion: stays_stated
-- BEFORE INSERT OR UPDATE FOR EACH ROW
DECLARE stated int;
BEGIN
    IF NEW.loaded_from = '' AND (TG_OP = 'INSERT' OR OLD.status NOT IN ('in_force', 'superseded')) THEN
        SELECT v.stated_days INTO stated FROM policy_policyversion v
         WHERE v.status IN ('in_force', 'superseded') AND v.id <> NEW.id ORDER BY v.number DESC LIMIT 1;
        IF stated IS NOT NULL AND (NEW.stated_days IS NULL OR NEW.stated_days < stated) THEN
            RAISE EXCEPTION 'the window that the board''s document states is not shortened'
                USING ERRCODE = '23514', CONSTRAINT = 'stated_window_shortened';
        END IF;
    END IF;
    RETURN NEW;
END;

-- policy_policyversion: takes_its_copies
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.status = 'in_force' AND OLD.status <> NEW.status THEN
        NEW.in_force_from := portal_now();
        NEW.channels := COALESCE((SELECT jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'as_printed', r.as_printed,
            'takes_in', r.takes_in, 'sends_out', r.sends_out, 'carries_decision', r.carries_decision, 'ways', r.ways) ORDER BY
            r.position, r.id)
                           FROM policy_channel r WHERE r.active), '[]'::jsonb);
        NEW.tools := COALESCE((SELECT jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name, 'as_printed', r.as_printed, 'kind',
            r.kind) ORDER BY r.position, r.id)
                           FROM policy_tool r WHERE r.active), '[]'::jsonb);
        NEW.review_on := COALESCE(NEW.review_on, ((portal_now() AT TIME ZONE 'Asia/Riyadh')::date + interval '1 year')::date);
    END IF;
    RETURN NEW;
END;

-- policy_policyversion: update_update
-- AFTER UPDATE: the old row into policy_policyversionevent: id, association_id, number, title, status, board_meeting, board_term,
--    board_year, weekday, approved_on, approved_on_hijri, issue, issue_number, issued_on, approval_status, attendance,
--    supervisor_shown, goal, preamble, tools_for, objectives, steps, step_sentences, eligibility, decision_days, window_stated,
--    stated_days, target_days, decided_by, deciding_body, referral_kind, referral_to, review_text, review_on, declaration_form,
--    declaration_text, window_text, receipt_intro_text, outcome_intro_text, closing_text, takes_effect_on, loaded_from, channels,
--    tools, in_force_from, in_force_by_id, created_at, created_by_id

-- policy_policyversionevent: append_only, no_truncate, written_by_triggers as above

-- policy_profileload: append_only, no_truncate, stamped as above

-- policy_signeddocument: append_only, no_truncate as above

-- policy_signeddocument: attached
-- BEFORE INSERT FOR EACH ROW
DECLARE stands text;
BEGIN
    SELECT v.status INTO stands FROM policy_policyversion v WHERE v.id = NEW.version_id FOR NO KEY UPDATE;
    IF NOT EXISTS (SELECT 1 FROM documents_storedfile f
                    WHERE f.id = NEW.file_id AND f.content_type = 'application/pdf') THEN
        RAISE EXCEPTION 'the signed document is a PDF' USING ERRCODE = '23514', CONSTRAINT = 'signed_document_not_pdf';
    END IF;
    IF stands IN ('in_force', 'superseded')
       AND EXISTS (SELECT 1 FROM policy_signeddocument d WHERE d.version_id = NEW.version_id) THEN
        RAISE EXCEPTION 'a policy version that was put in force keeps its signed document'
            USING ERRCODE = '23001', CONSTRAINT = 'signed_document_kept';
    END IF;
    NEW.at := portal_now();
    RETURN NEW;
END;

-- policy_tool: delete_delete
-- AFTER DELETE: the old row into policy_toolevent: id, key, name, as_printed, kind, position, active

-- policy_tool: keeps_its_key
-- BEFORE UPDATE FOR EACH ROW
BEGIN
    IF NEW.key <> OLD.key THEN
        RAISE EXCEPTION 'the key of a tool does not change' USING ERRCODE = '23001', CONSTRAINT = 'key_is_kept';
    END IF;
    RETURN NEW;
END;

-- policy_tool: never_deleted
-- BEFORE DELETE FOR EACH ROW
BEGIN
    RAISE EXCEPTION 'a tool is retired and never deleted' USING ERRCODE = '23001', CONSTRAINT = 'never_deleted';
END;

-- policy_tool: update_update
-- AFTER UPDATE: the old row into policy_toolevent: id, key, name, as_printed, kind, position, active

-- policy_toolevent: append_only, no_truncate, written_by_triggers as above

-- policy_toolversion: append_only, no_truncate, stamped as above
