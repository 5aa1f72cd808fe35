"""SQL functions over intake's tables, named by version.

A column that changes brings a _v2, and a declaration keeps which one it signed (`v` in its payload).
"""

OPEN_POINTS_V1 = """
CREATE FUNCTION open_points_v1(statement bigint) RETURNS bigint LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (SELECT count(*) FROM intake_statementdocument d
             WHERE d.statement_id = statement AND d.required AND d.file_id IS NULL AND NOT d.seen_original)
         + (SELECT count(*) FROM intake_matchline l
             WHERE l.statement_id = statement AND l.required AND l.result = 'open')
$$
"""

SIGNED_PAYLOAD_V1 = """
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
$$
"""

FUNCTIONS = {"open_points_v1": OPEN_POINTS_V1, "signed_payload_v1": SIGNED_PAYLOAD_V1}
