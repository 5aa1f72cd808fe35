"""SQL that fills statements, their match sheets and the declarations that sign them."""

from bench.dataset.tasks import Task

# position numbers of the catalogue are below these, so that ids can be computed and need no lookup
DOCUMENTS_EACH, LINES_EACH = 8, 32

STATEMENTS = """
    INSERT INTO intake_statement (id, application_id, n, data, edits, signed_at, created_at, created_by_id)
    SELECT s.statement, s.id, s.n, p.stated || jsonb_build_object('answers', s.answers),
           CASE WHEN s.n = 1 AND s.submitted IS NOT NULL THEN 2 ELSE 0 END, s.signed, s.made, s.reception
      FROM bulk.statement s JOIN bulk.person p ON p.id = s.person
"""

# the first document of some was scanned, of all others the original was seen; what has a number has eight digits
DOCUMENTS = f"""
    INSERT INTO intake_statementdocument (
        id, statement_id, requirement_id, key, label, required, expires, position, file_id, seen_original, number,
        expires_on, by_id, at)
    SELECT s.statement * {DOCUMENTS_EACH} + d.position, s.statement, d.id, d.key, d.label, d.required, d.expires,
           d.position, CASE WHEN scan THEN md5('scan:' || s.id)::uuid END, shown AND NOT scan,
           CASE WHEN shown AND d.key <> 'id-card'
                THEN (10000000 + (s.dice::bigint * d.id) % 89999999)::text ELSE '' END,
           CASE WHEN shown AND d.expires THEN s.submitted::date + 60 + s.dice % 840 END,
           CASE WHEN shown THEN s.reception END, CASE WHEN shown THEN s.created + interval '8 minutes' END
      FROM bulk.statement s JOIN bulk.service v ON v.service = s.service
      JOIN intake_requireddocument d ON d.service_id = v.id,
           LATERAL (SELECT s.submitted IS NOT NULL AS shown, s.scanned AND d.position = 1 AS scan) w
"""

# a declared income differs from its document now and then, and the number of people is not on every letter
LINES = f"""
    INSERT INTO intake_matchline (
        id, statement_id, requirement_id, document_id, key, label, kind, required, position, declared, on_document,
        result, stands, reason, by_id, at)
    SELECT s.statement * {LINES_EACH} + f.position, s.statement, f.id, s.statement * {DOCUMENTS_EACH} + d.position,
           f.key, f.label, f.kind, f.required, f.position,
           CASE f.takes WHEN 'name' THEN p.name WHEN 'id_number' THEN p.masked WHEN 'birth_date' THEN p.born
                        ELSE COALESCE(s.answers ->> f.key, '') END,
           CASE WHEN result = 'differs' THEN ((s.answers ->> f.key)::int + 500)::text ELSE '' END,
           result, CASE WHEN result = 'differs' THEN 'document' ELSE '' END, '',
           CASE WHEN result <> 'open' THEN s.reception END,
           CASE WHEN result <> 'open' THEN s.created + interval '14 minutes' END
      FROM bulk.statement s JOIN bulk.person p ON p.id = s.person JOIN bulk.service v ON v.service = s.service
      JOIN intake_requiredfield f ON f.service_id = v.id JOIN intake_requireddocument d ON d.id = f.document_id,
           LATERAL (SELECT CASE WHEN s.submitted IS NULL THEN 'open'
                                WHEN f.key = 'income' AND s.dice / 19 % 100 < 12 THEN 'differs'
                                WHEN f.key = 'people' AND s.dice / 23 % 100 < 10 THEN 'absent'
                                ELSE 'matches' END AS result) r
"""

# signed_payload_v1() for many statements at once; verify.py compares them with the function itself
DECLARATIONS = """
    INSERT INTO intake_declaration (
        id, statement_id, policy_version_id, text, payload, shown_digest, method, signer_name, witness_id, signed_at)
    SELECT q.statement, q.statement, q.version, q.declaration, q.payload, digest_v1(q.payload), 'typed', q.signer,
           q.reception, q.signed
      FROM (SELECT s.statement, o.version, o.declaration, s.reception, s.signed, COALESCE(r.name, p.name) AS signer,
                   jsonb_build_object(
                       'v', 1, 'reference', s.reference, 'n', s.n, 'service', v.id, 'beneficiary', s.person,
                       'representative', r.id, 'data', p.stated || jsonb_build_object('answers', s.answers),
                       'documents', d.rows, 'sheet', l.rows) AS payload
              FROM bulk.statement s
              JOIN (SELECT d.statement_id, jsonb_agg(jsonb_build_object(
                               'key', d.key, 'label', d.label, 'seen_original', d.seen_original, 'number', d.number,
                               'issued_on', d.issued_on, 'expires_on', d.expires_on, 'sha256', f.sha256)
                               ORDER BY d.position, d.id) AS rows
                      FROM intake_statementdocument d
                      LEFT JOIN bulk.paper f ON f.kind = 'scan' AND d.file_id IS NOT NULL
                     WHERE d.id >= ({first} * 2 - 1) * {documents} AND d.id < ({last} * 2 + 1) * {documents}
                     GROUP BY d.statement_id) d
                ON d.statement_id = s.statement
              JOIN (SELECT l.statement_id, jsonb_agg(jsonb_build_object(
                               'key', l.key, 'label', l.label, 'declared', l.declared, 'on_document', l.on_document,
                               'result', l.result, 'stands', l.stands, 'reason', l.reason)
                               ORDER BY l.position, l.id) AS rows
                      FROM intake_matchline l
                     WHERE l.id >= ({first} * 2 - 1) * {lines} AND l.id < ({last} * 2 + 1) * {lines}
                     GROUP BY l.statement_id) l
                ON l.statement_id = s.statement
              JOIN bulk.service v ON v.service = s.service
              JOIN bulk.person p ON p.id = s.person
              LEFT JOIN beneficiaries_representative r ON r.id = s.person AND s.agent, bulk.one o
             WHERE s.signed IS NOT NULL AND s.id BETWEEN {first} AND {last}
            OFFSET 0) q
"""


def tasks(cases: int, *, pieces: int) -> list[Task]:
    """The tasks; declarations in so many pieces by statement, because each is sorted and joined in memory."""
    found = [
        Task("intake_matchline", LINES),
        Task("intake_statementdocument", DOCUMENTS),
        Task("intake_statement", STATEMENTS),
    ]
    needs = ("intake_matchline", "intake_statementdocument", "beneficiaries_representative")
    for n in range(pieces):
        first, last = n * cases // pieces + 1, (n + 1) * cases // pieces
        text = DECLARATIONS.format(first=first, last=last, documents=DOCUMENTS_EACH, lines=LINES_EACH)
        found.append(Task(f"intake_declaration:{n + 1}", text, after=needs))
    return found
